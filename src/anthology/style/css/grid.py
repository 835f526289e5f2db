"""The layout “grid”: how many cells a page has, and about how much text a cell holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from anthology.style.css.values import page
from anthology.style.table import PageTable

WIDTH, HEIGHT = 170.0, 170.0  # points of a cell in text of 9 pt, which holds a picture and 80 words
USUAL = 9.0  # points
SMALLER = 0.9  # than that of a guide is the type
LETTER = 0.39  # of the size of the type: the mean width of classic's letters
PICTURE = 0.28  # of a cell's width
RATIO = 1.5  # a picture's height against its width, as a poster's


@dataclass(frozen=True)
class Grid:
    """The cells of a page."""

    columns: int = 2
    rows: int = 3
    lines: int = 15  # of a cell, without the white below it
    letters: int = 50  # of a line that no picture stands beside
    beside: int = 9  # lines that a picture takes

    def taken(self, title: str, head: int, letters: int) -> int:
        """The rows that a text takes: 0 for a cell of a row, else so many whole rows.

        `head` counts the lines of its opening below the title; one more is for the signature.
        """
        narrow = int(self.letters * (1 - PICTURE) * 0.95)
        above = ceil(len(title) * 1.4 / narrow) + head
        around = max(self.beside - above, 0) * narrow
        lines = max(self.beside, above) + ceil(max(letters - around, 0) / self.letters) + 1
        if lines <= self.lines:
            return 0
        return ceil((lines + 2) / (self.columns * self.lines))


def grid(table: PageTable, width: float, height: float, letters: float = 1.0) -> Grid:
    """The grid of a page of that size in points.

    `letters` is how wide those of the style are, against those of “classic”.
    """
    own, scale = page(table, width, height), table.guide_size / USUAL
    size, leading, gap = table.guide_size * SMALLER, table.guide_leading * SMALLER, table.guide_gap
    columns = max(int((own.width + gap) / (WIDTH * scale + gap)), 1)
    rows = max(round(own.height / (HEIGHT * scale)), 1)
    lines = int((own.height + leading) / rows / leading)  # with one of white, but below the last
    cell = (own.width - (columns - 1) * gap) / columns
    picture = min(cell * PICTURE, HEIGHT * scale / RATIO * 0.8)
    beside = min(ceil(picture * RATIO / leading), lines - 1)
    return Grid(columns, rows, lines - 1, int(cell / (size * LETTER * letters)), beside)


def properties(table: PageTable, width: float, height: float) -> Mapping[str, str]:
    """What layouts/grid.css reads; widths are shares, since a press may widen the inner margin."""
    found = grid(table, width, height)
    leading = table.guide_leading * SMALLER
    gap = 100 * table.guide_gap / page(table, width, height).width
    cell = (100 - (found.columns - 1) * gap) / found.columns
    return {
        "--grid-cell": f"{cell - 0.01:.2f}%",
        "--grid-gap": f"{gap:.2f}%",
        "--grid-columns": str(found.columns),
        "--grid-size": f"{table.guide_size * SMALLER:.3f}pt",
        "--grid-leading": f"{leading:.3f}pt",
        "--grid-row": f"{found.lines * leading:.3f}pt",
        "--grid-picture": f"{found.beside * leading:.3f}pt",
    }
