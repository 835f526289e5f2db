"""Flows as rows: what is not divided between columns, how high it is, and the white above it.

Heights are in lines of the text. They are those that the rows have in any column, so that it can
be computed where columns would end if there were more white between reviews.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_page_break

from anthology.edition import HEAD_OF_WORK
from anthology.pdf.engine.feet.columns import columns
from anthology.pdf.engine.feet.ends import AVOIDED
from anthology.pdf.engine.feet.heads import shift
from anthology.pdf.engine.lines.paragraph import Paragraph

TIED = frozenset((*AVOIDED, "avoid-column"))
FREE = frozenset(("auto", *TIED))


class Irregular(Exception):
    """The flow has something that has no height of its own, as notes and floats."""


@dataclass(frozen=True)
class Row:
    """What stands in one column."""

    height: float
    above: float  # the white between it and the row before, which is none at a column's head
    divides: bool = False  # whether a column may begin with it
    section: str = ""  # the id of the section that begins with it, if it may stand further apart


@dataclass(frozen=True)
class _Piece:
    """A paragraph or another block, or the part of it that is in one column."""

    path: tuple[Any, ...]  # the boxes that it is in, and its own
    column: int
    top: float  # px
    bottom: float
    divides: bool
    lines: tuple[Any, ...] = ()  # of a paragraph

    @property
    def elements(self) -> list[Any]:
        """The elements of the boxes."""
        return [box.element for box in self.path]


def rows(pages: Sequence[Any], pitch: float) -> list[Row]:
    """The rows of a flow that is laid out on these pages, with `pitch` px from line to line.

    Raises Irregular.
    """
    found: list[Row] = []
    for before, piece, more in _merged(list(_pieces(pages))):
        above = _above(before, piece) / pitch if before else 0.0
        section = _section(before, piece) if before else ""
        first = Row((piece.bottom - piece.top) / pitch, above, piece.divides, section)
        found += _of_paragraph(first, piece, more) if piece.lines else [first]
    return _together(found)


def _pieces(pages: Sequence[Any]) -> Iterator[_Piece]:
    """The blocks of the pages, column by column."""
    number = 0
    for page in pages:
        if any(isinstance(each, boxes.FootnoteAreaBox) and each.children for each in page.children):
            raise Irregular
        found = columns(page)
        if not found or page.__dict__.get("floats"):
            raise Irregular
        for column in found:
            yield from _in_box(column, (), number, shift(column), divides=True)
            number += 1


def _in_box(
    box: Any, path: tuple[Any, ...], column: int, down: float, *, divides: bool
) -> Iterator[_Piece]:
    """The blocks in a box that stands so many px below its place."""
    before = None
    for child in box.children:
        if child.is_floated():
            raise Irregular
        if not child.is_in_normal_flow():
            continue
        if before is not None:
            value = block_level_page_break(before, child)
            if value not in FREE:
                raise Irregular
            divides = value not in TIED
        own, inside = down + shift(child), (*path, child)
        if _is_whole(child):
            lines = tuple(_in_flow(child)) if _is_paragraph(child) else ()
            top, bottom = _extent(child, lines)
            yield _Piece(inside, column, top - own, bottom - own, divides, lines)
        else:
            yield from _in_box(child, inside, column, own, divides=divides)
        before = child


def _extent(box: Any, lines: Sequence[Any]) -> tuple[float, float]:
    """Where a block begins and ends; the box of a paragraph may go on below its last line."""
    if lines:
        return lines[0].position_y, lines[-1].position_y + lines[-1].height
    top = box.border_box_y()
    return top, top + box.border_height()


def _is_whole(box: Any) -> bool:
    """Whether it is one of the blocks, and not what holds them."""
    if not isinstance(box, boxes.BlockBox) or not box.children or _is_paragraph(box):
        return True
    return type(box) is not boxes.BlockBox or box.style["break_inside"] in TIED


def _in_flow(box: Any) -> list[Any]:
    return [each for each in box.children if each.is_in_normal_flow()]


def _is_paragraph(box: Any) -> bool:
    """Whether it has lines that are divided between columns."""
    inside = _in_flow(box)
    has_lines = bool(inside) and all(isinstance(each, boxes.LineBox) for each in inside)
    return has_lines and box.style["break_inside"] not in TIED


def _merged(pieces: list[_Piece]) -> Iterator[tuple[_Piece | None, _Piece, list[Any]]]:
    """Each block, with the one before it and with its lines in later columns."""
    before = None
    for _, parts in groupby(pieces, key=lambda piece: id(piece.path[-1].element)):
        piece, *others = parts
        if others and not piece.lines:
            raise Irregular  # it is too high for a column
        yield before, piece, [line for other in others for line in other.lines]
        before = others[-1] if others else piece


def _above(before: _Piece, piece: _Piece) -> float:
    """The px between two blocks, where they stand in one column."""
    if before.column == piece.column:
        return piece.top - before.bottom
    ended, started = before.elements, piece.elements
    below = [_px(box.style["margin_bottom"]) for box in before.path if box.element not in started]
    over = [_px(box.style["margin_top"]) for box in piece.path if box.element not in ended]
    return max(*below, *over, 0.0, 0.0)


def _px(length: Any) -> float:
    return float(length.value) if length != "auto" and length.unit == "px" else 0.0


def _section(before: _Piece, piece: _Piece) -> str:
    """The id of the section that begins with the block; "" where it stays with the one before."""
    ended = before.elements
    if any(each is not None and each.get("class") == HEAD_OF_WORK for each in ended):
        return ""
    sections = (box.element for box in piece.path if box.element_tag == "section")
    found = next((each for each in sections if each not in ended), None)
    return "" if found is None else str(found.get("id", ""))


def _of_paragraph(first: Row, piece: _Piece, more: list[Any]) -> Iterator[Row]:
    """The rows of a paragraph: as many as it has where no page ends in it."""
    box, lines = piece.path[-1], [*piece.lines, *more]
    paragraph = lines[0].__dict__.get("paragraph")
    planned = paragraph.best_length() if isinstance(paragraph, Paragraph) else 0
    count = planned or len(lines)
    height = first.height / len(piece.lines)
    orphans, widows = box.style["orphans"], box.style["widows"]
    yield replace(first, height=height)
    for number in range(1, count):
        yield Row(height, 0.0, divides=number >= orphans and count - number >= widows)


def _together(rows: Sequence[Row]) -> list[Row]:
    """The rows between which columns may end, each with those that stay with it."""
    found: list[Row] = []
    for row in rows:
        if row.divides or not found:
            found.append(row)
        else:
            last = found[-1]
            found[-1] = replace(last, height=last.height + row.above + row.height)
    return found
