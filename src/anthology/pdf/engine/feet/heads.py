"""Heads of pages: what a style sets off from the grid stands on it there.

A heading may stand a little above its line of the grid, nearer to nothing than to its text
(`position: relative; top: -4pt`). At the head of a page that would be above all lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.feet.columns import columns
from anthology.pdf.engine.tree import first_line


def align(pages: Iterable[Any], pitch: float) -> None:
    """Moves what begins a page to its first line, of `pitch` px."""
    for column in (each for page in pages for each in columns(page)):
        moved = [(box, shift(box)) for box in _first(column) if shift(box)]
        line = first_line(moved[-1][0]) if moved else None
        whole = sum(own for _, own in moved)
        if line is not None and line.position_y - whole - column.position_y < pitch / 2:
            for box, own in moved:
                box.translate(dy=-own)


def _first(box: Any) -> Iterator[Any]:
    """The blocks that begin at the head of a box, from the outermost."""
    child = box
    while isinstance(child, boxes.BlockBox):
        yield child
        child = next((each for each in child.children if each.is_in_normal_flow()), None)


def shift(box: Any) -> float:
    """The px by which a box stands below its place."""
    if box.style["position"] != "relative":
        return 0.0
    if box.top != "auto":
        return float(box.top)
    return 0.0 if box.bottom == "auto" else -float(box.bottom)
