"""Where text stands on the pages of a book, and on which lines: what a designer lays over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anthology.config import Settings
from anthology.config.lengths import points
from anthology.press.rules import outer_margin
from anthology.style import Style
from anthology.style.css import grid, values
from anthology.style.fonts.metrics import heights

USUAL = ""  # text in no layout with a size of its own
SIZES = {
    USUAL: ("--size", "--leading"),
    "guide": ("--guide-size", "--guide-leading"),
    "grid": ("--grid-size", "--grid-leading"),
}


@dataclass(frozen=True)
class Lines:
    """The baseline grid of a layout; lengths in points."""

    first: float  # from the top of the type area to the first baseline
    leading: float


@dataclass(frozen=True)
class TypeArea:
    """The margins of a page, and the baseline grids of its layouts; lengths in points."""

    top: float
    outer: float
    bottom: float
    inner: float
    lines: Mapping[str, Lines]  # by the names of SIZES


def type_area(style: Style, settings: Settings, gutter: float) -> TypeArea:
    """That of a style on the trimmed page, whose inner margin is at least `gutter` points."""
    width, height = settings.press.trim_size
    style = values.with_clearance(style, outer_margin(settings.press))
    own = values.page(style.settings.page, width, height)
    known = {
        **values.of_page(style, width, height),
        **grid.properties(style.settings.page, width, height),
    }
    lines = {
        layout: _lines(style, points(known[size]), points(known[leading]))
        for layout, (size, leading) in SIZES.items()
    }
    return TypeArea(own.top, own.outer, own.bottom, max(own.inner, gutter), lines)


def _lines(style: Style, size: float, leading: float) -> Lines:
    """A line's letters stand in the middle of its leading (CSS Inline Layout 3, 5.2)."""
    face = next((font for font in style.fonts if font.family in style.families[:1]), None)
    if face is None:
        return Lines(leading, leading)
    own = heights(style.assets[face.path].data)
    return Lines((leading + (own.ascent - own.descent) * size) / 2, leading)


def layout_of(layouts: str) -> str:
    """The name in SIZES for the layouts of a section, parted by spaces."""
    return next((name for name in layouts.split() if name in SIZES), USUAL)
