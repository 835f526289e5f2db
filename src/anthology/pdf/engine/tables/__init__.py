"""Tables: their columns get the widths that make the fewest lines, so that names stay whole.

WeasyPrint gives every column the same share of what it would like to have beyond its longest word,
as CSS allows; so titles and names break in a table that has room for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import preferred, table

from anthology.pdf.engine.tables.pictures import with_shares
from anthology.pdf.engine.tables.widths import Cell, Column, Words, distributed

COLUMNS = range(2, 13)  # with more, or one, the widths are WeasyPrint's
EQUAL = 1e-6  # px
ROUNDED = 0.5  # px that a line may seem to be narrower than its words

_auto_table_layout = table.auto_table_layout


def auto_table_layout(context: Any, box: Any, containing_block: Any) -> None:
    """WeasyPrint's function, with other widths of columns where cells are broken."""
    _auto_table_layout(context, box, containing_block)
    wrapped = box.get_wrapped_table()
    _, _, least, most, percentages, fixed, _, grid = preferred.table_and_columns_preferred_widths(
        context, box, outer=False
    )
    room = sum(wrapped.column_widths)
    known = context.tables[wrapped]  # where WeasyPrint keeps what it measured
    if ("widths", room) not in known and (
        len(grid) in COLUMNS
        and sum(least) + EQUAL < room < sum(most) - EQUAL
        and not any((*percentages, *fixed))
    ):
        columns = [_column(context, cells) for cells in grid]
        shared = with_shares(grid, least, room)
        known["widths", room] = distributed(columns, shared, most, room)
    wrapped.column_widths[:] = known.get(("widths", room), wrapped.column_widths)


def _column(context: Any, cells: Sequence[Any]) -> Column:
    """The cells of a column; None where there is none, or one that stands in several columns."""
    return [_cell(context, cell) if cell and cell.colspan == 1 else None for cell in cells]


def _cell(context: Any, box: Any) -> Cell:
    parts = list(_parts(context, box))
    beside = max((beside for _, beside in parts), default=0.0)
    return Cell(tuple(words for words, _ in parts), beside)


def _parts(context: Any, box: Any, beside: float = 0.0) -> Iterator[tuple[Words, float]]:
    """The words of each line of a cell, and the px of padding and margins around it."""
    beside += preferred.margin_width(box, 0)
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            for words in _words(context, child):
                yield words, beside
        elif isinstance(child, boxes.BlockContainerBox):
            yield from _parts(context, child, beside)


def _words(context: Any, line: Any) -> Iterator[Words]:
    """The words of a line that is not yet broken, by the lines that its author made."""
    lines, pieces = (
        [each for each in preferred.inline_line_widths(context, line, False, True, least) if each]
        for least in (False, True)
    )
    gaps = len(pieces) - len(lines)
    space = max((sum(lines) - sum(pieces)) / gaps, 0.0) if gaps > 0 else 0.0
    for width in lines:
        words: list[float] = []
        room = width + ROUNDED
        while pieces and (pieces[0] <= room or not words):
            words.append(pieces.pop(0))
            room -= words[-1] + space
        if words:
            yield Words(tuple(words), space)
