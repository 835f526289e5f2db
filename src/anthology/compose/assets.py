"""The files that an edition's sections and CSS ask for: pictures, drawn stars, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from anthology.compose.setting import Setting
from anthology.compose.stars import Stars
from anthology.edition import Asset, Section

SOURCE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')
URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
STARS = re.compile(r"style/stars-(\d+(?:\.\d+)?)(?:-of-(\d+))?\.svg")


def assets(setting: Setting, sections: Iterable[Section], *sheets: str) -> Mapping[str, Asset]:
    """What the sections and the sheets name, in the order of the names."""
    names = {name for section in sections for name in SOURCE.findall(section.xhtml)}
    names |= {name for sheet in sheets for name in URL.findall(sheet)}
    found = {name: _asset(setting, name) for name in sorted(names)}
    return {name: asset for name, asset in found.items() if asset is not None}


def _asset(setting: Setting, name: str) -> Asset | None:
    if name in setting.style.assets:
        return setting.style.assets[name]
    if name.startswith("pictures/"):
        picture = setting.book.pictures.get(name.removeprefix("pictures/"))
        return Asset(picture.data, picture.media_type) if picture else None
    match = STARS.fullmatch(name)
    return _drawn(setting, match) if match else None


def _drawn(setting: Setting, match: re.Match[str]) -> Asset:
    best = int(match[2]) if match[2] else None
    row = Stars(round(float(match[1]) * 4), best)
    return Asset(setting.drawing("stars", fills=row.fills).encode(), "image/svg+xml")
