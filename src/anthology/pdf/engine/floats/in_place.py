"""Blocks: figures, tables and columns are as high as whole lines, and notes stay where called.

So the text below a figure, a table or columns stays on its grid.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

from anthology.pdf.engine.fast.lineboxes import strut

WHOLE = frozenset({"figure", "table"})
HAIR = 0.01  # of a line

_block_container_layout = block.block_container_layout


class Notes(list[Any]):
    """The notes of a page, which stay there.

    Where a paragraph cannot be broken as it should, WeasyPrint sends notes to the next page, those
    of other paragraphs too, as long as there are some: for it there are none. The paragraph goes
    to the next page itself.
    """

    def __init__(self, context: Any) -> None:
        super().__init__(context.current_page_footnotes)
        self.context = context

    def __bool__(self) -> bool:
        return len(self) > 0 and bool(self.context.in_column)


def block_container_layout(context: Any, box: Any, *others: Any, **more: Any) -> Any:
    """WeasyPrint's result; the last part of a figure or a table gets the white that it lacks.

    So does each column: WeasyPrint balances them to a part of a line. Where not even a float that
    comes first has room, the box has none: a head stays with it.
    """
    if type(context.current_page_footnotes) is list:  # the page begins
        context.current_page_footnotes = Notes(context)
    result = _block_container_layout(context, box, *others, **more)
    if result[1] == {0: None} and not result[0].children and not _begins_page(*others, **more):
        return None, None, {"break": "any", "page": None}, [], False, result[-1]
    ends = box.element_tag in WHOLE and result[1] is None
    if result[0] is not None and (ends or box.is_column):
        laid, (pitch, _) = result[0], strut(box.style)
        missing = -laid.margin_height() % pitch
        if HAIR * pitch < missing < (1 - HAIR) * pitch:
            laid.height += missing
    return result


def _begins_page(
    bottom_space: float,  # noqa: ARG001
    skip_stack: Any,  # noqa: ARG001
    page_is_empty: bool,
    *_: Any,
    **__: Any,
) -> bool:
    """Whether the page has nothing yet, of what WeasyPrint gives to `block_container_layout`."""
    return page_is_empty
