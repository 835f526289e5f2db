"""Pictures in cells: a column keeps some room for them, whatever its words and the others need.

To CSS a picture that may shrink needs no width at all, so that one beside long cells of words
became a speck, or was not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred

LEAST = 3  # em of the text around it that a picture needs, if it is not smaller

_min_content_width = preferred.replaced_min_content_width


def replaced_min_content_width(box: Any, outer: bool = True) -> float:
    """The px that a picture needs: WeasyPrint's, but some ems for one that may shrink."""
    least = min(_natural(box), LEAST * float(box.style["font_size"]))
    return max(float(_min_content_width(box, outer)), least)


def with_shares(
    columns: Sequence[Sequence[Any]], least: Sequence[float], room: float
) -> Sequence[float]:
    """The least px of each column, so that pictures have their share of the room.

    It is as much as each column would have if all were as wide, or what the picture needs where
    that is less. Where there is no room for it, the least widths stay as they are.
    """
    share = room / len(columns)
    shared = [
        max(low, min(share, _widest(cells))) for low, cells in zip(least, columns, strict=True)
    ]
    return shared if sum(shared) < room else least


def _widest(cells: Sequence[Any]) -> float:
    """The px that the widest picture in a column would like to have, with the padding beside it."""
    return max(
        (
            _natural(box) + float(preferred.margin_width(cell, 0))
            for cell in cells
            if cell and cell.colspan == 1
            for box in cell.descendants()
            if isinstance(box, boxes.ReplacedBox)
        ),
        default=0.0,
    )


def _natural(box: Any) -> float:
    """The px that a picture would like to have; all there are where it is a part of the column."""
    return float(preferred.replaced_max_content_width(box, outer=False)) or inf
