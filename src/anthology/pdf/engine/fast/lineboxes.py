"""Line boxes: as wide as their block where nothing floats; their height cached in their style."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import float as floats
from weasyprint.text import line_break

_avoid_collisions, _strut = floats.avoid_collisions, line_break.strut


def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    """WeasyPrint's result; at once for a line of text from left to right without floats."""
    if (
        context.excluded_shapes
        or type(box) is not LineBox
        or containing_block.style["direction"] != "ltr"
    ):
        return _avoid_collisions(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left, right = left + box.margin_left, right - box.margin_right
    return left, box.border_box_y(), right - left


def strut(style: Any) -> tuple[float, float]:
    """WeasyPrint's height and baseline of an empty line, in px; cached in the style."""
    cached: tuple[float, float] | None = style.__dict__.get("strut")
    if cached is None:
        cached = style.__dict__["strut"] = _strut(style)
    return cached
