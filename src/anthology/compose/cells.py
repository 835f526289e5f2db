"""Cells of the layout "grid": which row each review stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anthology.book import Review
from anthology.compose.pictures import taken
from anthology.style.css.grid import Grid

TAG = re.compile(r"<[^>]*>")
# Half a line each, or about so; and what has no height that letters tell of, but may be high.
END = re.compile(r"</(?:p|li|dt|dd|blockquote)>|<br")
HIGH = re.compile(r"<(?:img|svg|table|pre|aside|details)\b")


def cells(reviews: Sequence[Review], grid: Grid) -> Iterator[tuple[int, int, bool]]:
    """For each review its page, its row, both from 1, and whether it takes the whole row.

    A long text takes whole rows, and so does one with tables, notes or more than one picture, whose
    height letters do not tell. So does a review that would stand alone before one.
    """
    rows = [_rows(review, grid) for review in reviews]
    page, row, column = 1, 1, 0
    for number, own in enumerate(rows):
        after = rows[number + 1] if number + 1 < len(rows) else 0
        whole = bool(own) or (column % grid.columns == 0 and after > 0)
        needed = max(own, 1)
        if column >= grid.columns or (whole and column):
            row, column = row + 1, 0
        if row > grid.rows or (row > 1 and row + needed - 1 > grid.rows):
            page, row, column = page + 1, 1, 0
        yield page, row, whole
        row, column = (row + needed, 0) if whole else (row, column + 1)


def _rows(review: Review, grid: Grid) -> int:
    head = bool(review.work) + bool(review.rating) + bool(review.subtitle)
    text = review.body.xhtml
    ends = max(len(END.findall(text)) - 1, 0) * grid.letters // 2
    rows = grid.taken(review.title, head, len(TAG.sub("", text)) + ends)
    return max(rows, 1) if HIGH.search(taken(text)[1]) else rows
