"""Cells of the layout "grid": which row each review stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil

from anthology.book import Review
from anthology.compose.pictures import taken
from anthology.style.css.grid import Grid

TAG = re.compile(r"<[^>]*>")
# Half a line each, or about so; and what has no height that letters tell of, but may be high.
END = re.compile(r"</(?:p|li|dt|dd|blockquote)>|<br")
HEAD = 8  # lines of a part's head, with its number, a title of two lines and white
HIGH = re.compile(r"<(?:img|svg|table|pre|aside|details)\b")


def cells(reviews: Sequence[Review], grid: Grid, above: int = 0) -> Iterator[tuple[int, int, bool]]:
    """For each review its page, its row, both from 1, and whether it takes the whole row.

    So many rows of the first page are left free `above` them.

    A long text takes whole rows, and so does one with tables, notes or more than one picture, whose
    height letters do not tell. So does a review that would stand alone before one.
    """
    rows = [_rows(review, grid) for review in reviews]
    page, row, column, first = 1, 1 + above, 0, 1 + above
    for number, own in enumerate(rows):
        after = rows[number + 1] if number + 1 < len(rows) else 0
        whole = bool(own) or (column % grid.columns == 0 and after > 0)
        needed = max(own, 1)
        if column >= grid.columns or (whole and column):
            row, column = row + 1, 0
        if row > grid.rows or (row > first and row + needed - 1 > grid.rows):
            page, row, column, first = page + 1, 1, 0, 1
        yield page, row, whole
        row, column = (row + needed, 0) if whole else (row, column + 1)


def has_room(introduction: str, grid: Grid) -> bool:
    """Whether a part's head and what introduces it stand in the first row of a page."""
    letters = len(TAG.sub("", introduction))
    lines = ceil(letters / (grid.letters * grid.columns)) + len(END.findall(introduction))
    return grid.rows > 1 and HEAD + lines <= grid.lines


def _rows(review: Review, grid: Grid) -> int:
    head = bool(review.work) + bool(review.rating) + bool(review.subtitle)
    text = review.body.xhtml
    ends = max(len(END.findall(text)) - 1, 0) * grid.letters // 2
    rows = grid.taken(review.title, head, len(TAG.sub("", text)) + ends)
    return max(rows, 1) if HIGH.search(taken(text)[1]) else rows
