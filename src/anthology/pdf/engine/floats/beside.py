"""Figures beside the text: one that does not fit on its page stands whole on the next."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

_out_of_flow_layout = block._out_of_flow_layout  # noqa: SLF001

Found = tuple[bool, Any, Any, Any]  # stop here?, where to go on, the box, where it goes on


def out_of_flow_layout(  # noqa: PLR0913, PLR0917
    context: Any,
    box: Any,
    index: int,
    child: Any,
    new_children: list[Any],
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    *others: Any,
) -> Found:
    """WeasyPrint's result; where it would divide what must not be, the page ends before that."""
    first = page_is_empty and not new_children
    placed = absolute_boxes, fixed_boxes
    found: Found = _out_of_flow_layout(
        context, box, index, child, new_children, page_is_empty, *placed, *others
    )
    whole = block.avoid_page_break(child.style["break_inside"], context)
    if not found[3] or not child.is_floated() or not whole or first or box.is_monolithic():
        return found
    laid = new_children.pop()
    context.excluded_shapes.remove(laid)
    block.remove_placeholders(context, [laid], *placed)
    return True, _break_before(context, index, child, new_children, placed), None, None


def _break_before(
    context: Any, index: int, child: Any, new_children: list[Any], placed: tuple[Any, Any]
) -> Any:
    """Where to go on: with the child, or, where it follows a heading, with that."""
    last = block.find_last_class_a_break_point_child(new_children)
    break_ = block.block_level_page_break(last, child)
    if new_children and block.avoid_page_break(break_, context):
        earlier = block.find_earlier_page_break(context, new_children, *placed)
        if earlier:
            new_children[:], resume_at = earlier
            return resume_at
    return {index: None}
