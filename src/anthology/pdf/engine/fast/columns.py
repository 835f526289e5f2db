"""Columns: those of a full page are laid out once, those of a last page are made even in few steps.

WeasyPrint lays the columns of a page out to see whether all that is left fits. Where it does not,
as on each page but the last, it lays them out again in the same height. It keeps the margin of
what begins a column, which is to be cut off there as at the head of a page. So it does in a cell
that goes on there: poems, which are as wide as their longest line, are tables of one.

On a last page it begins with columns of the average height, and lays them out again and again,
each time higher, until they hold everything: by as much as the next piece lacks, and where it
cannot tell, since that piece stays with what follows, by 1 px. That is hundreds of layouts of one
page. Its step is one expression in a function of 270 lines, so ours is its source with another.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, column

from anthology.pdf.engine.fast.lineboxes import strut

HOLDERS = (boxes.BlockContainerBox, boxes.TableBox, boxes.TableRowGroupBox, boxes.TableRowBox)
NO_MARGIN = Dimension(0, "px")
SAME = 1e-6  # px by which the ends of two columns may differ: both are rounded differently
STEP = "1 if lost_space == inf else lost_space"
OUR_STEP = "max(box.half_a_line, 0 if lost_space == inf else lost_space)"

_theirs = block.block_box_layout


def _with_our_step() -> Any:
    """WeasyPrint's function that makes columns even, with our step in the place of its own."""
    before, theirs, after = inspect.getsource(column.columns_layout).partition(STEP)
    if not theirs:
        raise LookupError(f"“{STEP}” is not in WeasyPrint's columns_layout")
    defined: dict[str, Any] = {}
    code = compile(before + OUR_STEP + after, column.__file__, "exec")
    exec(code, vars(column), defined)  # noqa: S102  its source, whose hash the table has
    return defined["columns_layout"]


_with_larger_steps = _with_our_step()


def columns_layout(context: Any, box: Any, *others: Any) -> Any:
    """WeasyPrint's result, of fewer layouts: a smaller step seldom lets another line in."""
    box.half_a_line = strut(box.style)[0] / 2  # px
    return _with_larger_steps(context, box, *others)


class _Column(NamedTuple):
    """A column as it was laid out, and from what."""

    box: Any  # with all that is left, as it is after the columns before
    bottom_space: float
    skip_stack: Any
    result: Any


def block_box_layout(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any, **more: Any
) -> Any:
    """WeasyPrint's result; of a column that was just laid out in the same place, that one."""
    _, page_is_empty, absolute_boxes, fixed_boxes, *_ = others
    if not (box.is_column and page_is_empty and _is_plain(context)):
        return _laid_out(context, box, bottom_space, skip_stack, *others, **more)
    waiting: list[_Column] = context.__dict__.setdefault("columns", [])
    for number, earlier in enumerate(waiting):
        if _is_same(earlier, box, bottom_space, skip_stack):
            del waiting[number]
            return _beside(earlier.result, box)
    if waiting and waiting[0].box.children[0] is not box.children[0]:
        waiting.clear()  # those of another page
    result = _laid_out(context, box, bottom_space, skip_stack, *others, **more)
    if result[0] is not None and not absolute_boxes and not fixed_boxes and _is_plain(context):
        waiting.append(_Column(box, bottom_space, skip_stack, result))
    return result


def _laid_out(
    context: Any, box: Any, bottom_space: float, skip_stack: Any, *others: Any, **more: Any
) -> Any:
    """WeasyPrint's result; without the margin of what begins a column, or goes on in a cell."""
    goes_on = skip_stack and (box.is_column or box.is_table_wrapper)
    first = list(_first(box, skip_stack)) if goes_on else []
    styles = [each.style for each in first]
    for each in first:
        each.style = each.style.copy()
        each.style["margin_top"] = NO_MARGIN
    try:
        return _theirs(context, box, bottom_space, skip_stack, *others, **more)
    finally:
        for each, style in zip(first, styles, strict=True):
            each.style = style


def _first(box: Any, skip_stack: Any) -> Iterator[Any]:
    """The blocks with a margin that begin where a path leads, from the outermost."""
    while skip_stack:
        if not isinstance(box, HOLDERS) or len(skip_stack) > 1:  # several cells go on
            return
        ((index, skip_stack),) = skip_stack.items()
        box = box.children[index]
    while isinstance(box, boxes.BlockBox):
        if box.style["margin_top"] != NO_MARGIN:
            yield box
        box = box.children[0] if box.children else None


def _is_plain(context: Any) -> bool:
    """Whether nothing floats on the page, and no note may come to it."""
    notes = (*context.footnotes, *context.current_page_footnotes, *context.reported_footnotes)
    return not (notes or context.excluded_shapes or context.broken_out_of_flow)


def _is_same(earlier: _Column, box: Any, bottom_space: float, skip_stack: Any) -> bool:
    before = earlier.box
    return (
        before.children[0] is box.children[0]
        and before.position_y == box.position_y
        and before.width == box.width
        and earlier.skip_stack == skip_stack
        and abs(earlier.bottom_space - bottom_space) < SAME
    )


def _beside(result: Any, box: Any) -> Any:
    """A column moved to its place."""
    laid = result[0]
    laid.translate(dx=box.position_x - laid.position_x)
    return result
