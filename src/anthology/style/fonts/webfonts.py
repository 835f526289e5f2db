"""Fonts for the web as fonts for books: WOFF2 unpacked, the files of its scripts joined.

Packages such as those of Fontsource have a file a script (latin, latin-ext ...), each without
what the others have. A variable font is set to the weight that the style gives it.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from anthology.cache import Cache, fingerprint, key
from anthology.edition import Asset
from anthology.report import Place, Refused, error, shown
from anthology.style.table import FontTable

SUFFIX = ".woff2"
DROPPED = ("DSIG", "STAT", "MATH", "hdmx", "VDMX", "LTSH", "fpgm", "prep", "cvt ", "gasp", "meta")


def stem(table: FontTable) -> str:
    """The name of the file of a face that is converted: "SpectralSC-400-italic"."""
    family = re.sub(r"[^A-Za-z0-9]", "", table.family) or "Face"
    return f"{family}-{table.weight}-{table.style}"


def converted(
    table: FontTable, files: Sequence[bytes], place: Place, cache: Cache
) -> tuple[Asset, str]:
    """The font of a face's files as one TTF or OTF, and the suffix of its name. Raises Refused.

    It takes a second or more, so the cache keeps it.
    """
    name = key("font", fingerprint(), str(table.weight), *files)
    try:
        data = cache.get(name) or _cached(cache, name, _joined(tuple(files), table.weight))
    except Exception as fault:  # noqa: BLE001  fontTools has no common exception
        message = f"the font “{shown(table.family)}” cannot be converted: {shown(str(fault))}"
        hint = "Convert it to a TTF file yourself, or take another."
        raise Refused(error(place, message, hint)) from None
    kind = "otf" if data[:4] == b"OTTO" else "ttf"
    return Asset(data, f"font/{kind}"), f".{kind}"


def _cached(cache: Cache, name: str, data: bytes) -> bytes:
    """The data, which are in the cache now."""
    cache.put(name, data)
    return data


@lru_cache(maxsize=32)
def _joined(files: tuple[bytes, ...], weight: int) -> bytes:
    """The same files give the same bytes."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  slow, and seldom needed

    fonts = [_static(TTFont(io.BytesIO(data), recalcTimestamp=False), weight) for data in files]
    for font in fonts:
        font.flavor = None
    whole = fonts[0] if len(fonts) == 1 else _merged(fonts)
    out = io.BytesIO()
    whole.recalcTimestamp = False
    whole.save(out)
    return out.getvalue()


def _static(font: Any, weight: int) -> Any:
    if "fvar" not in font:
        return font
    from fontTools.varLib import instancer  # noqa: PLC0415

    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    if "wght" in axes:
        axes["wght"] = weight
    return instancer.instantiateVariableFont(font, axes)


def _merged(fonts: Sequence[Any]) -> Any:
    """The fonts as one: where several have a character, the first has precedence."""
    from fontTools.merge import Merger, Options  # noqa: PLC0415

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on every table
    files = []
    for font in fonts:
        for table in DROPPED:
            if table in font:
                del font[table]
        out = io.BytesIO()
        font.save(out)
        out.seek(0)
        files.append(out)
    return Merger(Options(drop_tables=list(DROPPED))).merge(files)
