"""The files that an edition's sections and CSS refer to: pictures, drawn stars, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from anthology.compose.composer import Composer
from anthology.compose.forms.formulas import drawings
from anthology.compose.stars import Stars
from anthology.edition import Asset, Section
from anthology.memory import remembered

SOURCE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')
URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
STARS = re.compile(r"style/stars-(\d+(?:\.\d+)?)(?:-of-(\d+))?\.svg")


def assets(composer: Composer, sections: Iterable[Section], *sheets: str) -> Mapping[str, Asset]:
    """The files named in the sections and the style sheets, sorted by name."""
    sections = tuple(sections)
    names = {name for section in sections for name in _sources(section.xhtml)}
    names |= {name for sheet in sheets for name in URL.findall(sheet)}
    formulas = {name: asset for each in sections for name, asset in drawings(each.xhtml)}
    found = {name: formulas.get(name) or _asset(composer, name) for name in sorted(names)}
    return {name: asset for name, asset in found.items() if asset is not None}


@remembered
def _sources(xhtml: str) -> frozenset[str]:
    return frozenset(SOURCE.findall(xhtml))


def _asset(composer: Composer, name: str) -> Asset | None:
    if name in composer.style.assets:
        return composer.style.assets[name]
    if name.startswith("pictures/"):
        picture = composer.book.pictures.get(name.removeprefix("pictures/"))
        if picture is None:
            return None
        return Asset(picture.data, picture.media_type, (picture.width, picture.height))
    match = STARS.fullmatch(name)
    return _stars(composer, match) if match else None


def _stars(composer: Composer, match: re.Match[str]) -> Asset:
    best = int(match[2]) if match[2] else None
    row = Stars(round(float(match[1]) * 4), best)
    return Asset(composer.drawing("stars", fills=row.fills).encode(), "image/svg+xml")
