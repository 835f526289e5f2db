"""One subset of each font for the whole book, with the glyphs that any page shows.

The leaves embed no fonts and name the glyphs they show. WeasyPrint draws with the glyph numbers
of the style's own font files, so one subset of a file serves all leaves.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from struct import iter_unpack
from unicodedata import mirrored

from fontTools.ttLib import TTFont

from anthology.pdf.model import Face

# All that a PDF needs. Other tables are dropped before fontTools reads them, which takes time.
TABLES = {"head", "hhea", "hmtx", "maxp", "glyf", "loca", "CFF ", "OS/2", "post", "name", "cmap"}
SYMBOLIC, ITALIC = 1 << 2, 1 << 6


@lru_cache(maxsize=64)
def advances(data: bytes) -> Mapping[int, int]:
    """The width of each glyph of a font file, by its number, in thousandths of an em.

    WeasyPrint gets these instead of Pango's, which are rounded at the size of the text: the
    widths in a PDF must be those of its font (ISO 14289-1, 7.21.5).
    """
    font = TTFont(io.BytesIO(data), lazy=True)
    scale = 1000 / font["head"].unitsPerEm
    table = font.reader["hmtx"]  # advance and bearing of each glyph; fontTools reads it slowly
    full = font["hhea"].numberOfHMetrics
    widths = [round(advance * scale) for advance, _ in iter_unpack(">Hh", table[: 4 * full])]
    widths += widths[-1:] * (font["maxp"].numGlyphs - full)
    return dict(enumerate(widths))


def subset(data: bytes, text: Mapping[int, str]) -> Face:
    """The face of a font file with only the glyphs of `text`, numbered as in the file.

    `text` has the characters that each glyph stands for.
    """
    font = _opened(data)
    for tag in set(font.keys()) - TABLES - {"GlyphOrder"}:
        del font[tag]
    text = _as_drawn(font, text)
    return _face(data, font, text, _program(font, sorted(text)))


def whole(data: bytes, text: Mapping[int, str]) -> Face:
    """The face of a font file as it is, with all its glyphs: larger than a subset, but no work."""
    return _face(data, _opened(data), text, data)


def _opened(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)


def _face(data: bytes, font: TTFont, text: Mapping[int, str], program: bytes) -> Face:
    """The face that a program of the font file makes."""
    scale = 1000 / font["head"].unitsPerEm
    widths = advances(data)
    name = str(font["name"].getDebugName(6) or "Font").replace(" ", "")
    head, hhea, os2, post = font["head"], font["hhea"], font["OS/2"], font["post"]
    measures = {
        "family": str(font["name"].getDebugName(16) or font["name"].getDebugName(1) or name),
        "flags": SYMBOLIC | (ITALIC if head.macStyle & 2 else 0),
        "box": tuple(round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax)),
        "ascent": round(hhea.ascent * scale),
        "descent": round(hhea.descent * scale),
        "cap_height": round(getattr(os2, "sCapHeight", hhea.ascent) * scale),
        "angle": float(post.italicAngle),
    }
    return Face(
        program=program,
        compact=program[:4] == b"OTTO",
        name=f"{_tag(program)}+{name}",
        widths={glyph: widths.get(glyph, 0) for glyph in sorted(text)},
        text=dict(sorted(text.items())),
        **measures,
    )


def _as_drawn(font: TTFont, text: Mapping[int, str]) -> Mapping[int, str]:
    """The text of each glyph; a bracket's is the character of its shape.

    In text from right to left, the glyph of one bracket stands for the other. Readers of the PDF
    mirror brackets themselves, and the face serves texts of both directions.
    """
    if not any(map(_mirrored, text.values())):
        return text
    own = {font.getGlyphID(name): chr(code) for code, name in font.getBestCmap().items()
           if mirrored(chr(code))}  # fmt: skip
    return {g: own.get(g, shown) if _mirrored(shown) else shown for g, shown in text.items()}


def _mirrored(text: str) -> bool:
    return len(text) == 1 and bool(mirrored(text))


def _program(font: TTFont, glyphs: list[int]) -> bytes:
    """The font file with only these glyphs."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415  slow; not needed where pages are set

    options = Options(
        retain_gids=True,
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        recalc_timestamp=False,
        drop_tables=[],
    )
    subsetter = Subsetter(options)
    subsetter.populate(gids=glyphs)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _tag(program: bytes) -> str:
    """Six letters that differ between subsets of a font (ISO 32000-1, 9.6.4)."""
    return "".join(chr(65 + byte % 26) for byte in sha256(program).digest()[:6])
