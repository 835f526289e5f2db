"""Holes at the feet of pages and columns, where the next one begins with a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from anthology.pdf.engine import floats
from anthology.pdf.engine.feet.columns import columns

HOLE = 3  # lines at a foot that may be empty above a picture


def pushed_figures(pages: Sequence[Any], pitch: float, *, count: int) -> Mapping[int, int]:
    """The numbers of the figures that begin a page or column after a hole, and their pages.

    Pages count from 0. `pitch` is the px from one line to the next, `count` the columns of a page.
    """
    found: dict[int, int] = {}
    for (room, _, _), (_, index, box) in pairwise(_texts(pages, count)):
        figure = floats.first_figure(box)
        if figure is not None and room > HOLE * pitch:
            found[floats.number(figure)] = index
    return found


def _texts(pages: Sequence[Any], count: int) -> Iterator[tuple[float, int, Any]]:
    """The text of each page, or column by column: the px free at its foot, its page, its box.

    The columns of the last page are balanced: where the lowest of them ends is their foot.
    """
    for index, page in enumerate(pages):
        found = (columns(page) if count > 1 else []) or [page.children[0]]
        rooms = [floats.room(page, box) for box in found]
        above = min(rooms) if count > 1 and page is pages[-1] else 0.0
        yield from ((room - above, index, box) for room, box in zip(rooms, found, strict=True))
