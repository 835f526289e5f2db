"""Pages that end where they should: a paragraph on them runs a line longer or shorter.

Where the lines that may not be divided from each other (the first two of a paragraph, the last
two, a heading and what it belongs to) do not fit at the foot of a page, WeasyPrint leaves it
short, and facing pages end on different lines. The page is then laid out again with one or
more of its paragraphs a line longer, so that it is full, or shorter, so that they fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from anthology.pdf.lines.paragraph import Line, Paragraph
from anthology.pdf.lines.parameters import PARAMETERS

ALMOST = 0.05  # of a line: what a page may lack and still have room for it
TRIES = 3  # times that a page is laid out again


@dataclass(frozen=True)
class Change:
    """Paragraphs, each from its first character on the page, that are to have more lines."""

    paragraphs: tuple[tuple[Paragraph, int], ...]
    more: int  # 1, or -1: a line each
    demerits: float

    def make(self) -> None:
        """Have the paragraphs planned so when they are laid out again."""
        for paragraph, first in self.paragraphs:
            paragraph.ask(first, self.more)

    def take_back(self) -> None:
        """Have them planned as is best."""
        for paragraph, first in self.paragraphs:
            paragraph.ask(first, 0)


def missing(page: Any, context: Any) -> int:
    """How many more lines the page that was just made has room for, 0 where it ends otherwise."""
    rows = list(_rows(page.children[0]))
    if not rows or not isinstance(rows[-1], boxes.LineBox):
        return 0
    last = rows[-1]
    room = context.page_bottom - last.position_y - last.height
    return int(room / strut(last.style)[0] + ALMOST)


def changes(page: Any, short: int) -> list[Change]:
    """What may be done about a page with room for so many lines, the least harm first."""
    found = list(_lengths(page))
    wanted = [(1, short), (-1, 1), (-1, 2)]
    possible = [change for more, count in wanted for change in _change(found, more, count)]
    return sorted(possible, key=lambda change: change.demerits)[:TRIES]


def _change(
    found: list[tuple[Paragraph, int, dict[int, float]]], more: int, count: int
) -> Iterator[Change]:
    """The `count` paragraphs that are cheapest to be a line longer or shorter."""
    able = sorted(
        ((costs[more], number) for number, (*_, costs) in enumerate(found) if more in costs)
    )[:count]
    demerits = sum(cost for cost, _ in able)
    if len(able) == count and demerits <= PARAMETERS.other_length:
        yield Change(tuple(found[number][:2] for _, number in able), more, demerits)


def _lengths(page: Any) -> Iterator[tuple[Paragraph, int, dict[int, float]]]:
    """The planned paragraphs that end on the page: where they begin on it, what lengths cost."""
    rows = (row for row in _rows(page.children[0]) if isinstance(row, boxes.LineBox))
    for _, group in groupby(rows, lambda row: id(row.__dict__.get("paragraph"))):
        lines = list(group)
        paragraph = lines[0].__dict__.get("paragraph")
        begun: Line | None = lines[0].__dict__.get("line")
        if isinstance(paragraph, Paragraph) and begun and lines[-1].resume_at is None:
            yield paragraph, begun.first, paragraph.lengths(begun.first)


def _paragraphs(page: Any) -> list[Paragraph]:
    """The planned paragraphs on a page."""
    found = (row.__dict__.get("paragraph") for row in _rows(page.children[0]))
    return [each for each in dict.fromkeys(found) if isinstance(each, Paragraph)]


def _rows(box: Any) -> Iterator[Any]:
    """The lines of a box in the order of the text, and the boxes that have none of their own."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if (
            type(child) is boxes.BlockBox
            and child.style["column_count"] == "auto" == child.style["column_width"]
        ):
            yield from _rows(child)
        else:
            yield child


def made_even(make: Callable[[], Any], context: Any, index: int) -> tuple[Any, bool]:
    """What `make` gives for the page with that index, and whether it was changed to end well."""
    before = State(context, index)
    made = make()
    short = missing(made[0], context) if _goes_on(made, context, index) else 0
    if not short or any(context.running_elements.values()):
        return made, False
    after = State(context, index, made[0])
    for change in changes(made[0], short):
        before.restore()
        change.make()
        again = make()
        if not _goes_on(again, context, index) or not missing(again[0], context):
            return again, True
        change.take_back()
    after.restore()
    return made, False


def _goes_on(made: Any, context: Any, index: int) -> bool:
    """Whether the text goes on over the page, and its end was not asked for."""
    _, resume_at = made
    return resume_at is not None and context.page_maker[index + 1][1]["break"] == "any"


class State:
    """What WeasyPrint keeps between pages, so that one can be laid out again."""

    def __init__(self, context: Any, index: int, page: Any = None) -> None:
        self.context, self.index = context, index
        self.footnotes = list(context.footnotes)
        self.reported = list(context.reported_footnotes)
        self.broken = dict(context.broken_out_of_flow)
        self.pages = list(context.page_maker)
        self.bottom = context.page_bottom
        self.remake = {name: copy(value) for name, value in self._remake().items()}
        self.plans = [(one, one.lines, one.room) for one in _paragraphs(page)] if page else []

    def _remake(self) -> dict[str, Any]:
        remake: dict[str, Any] = self.context.page_maker[self.index][-1]
        return remake

    def restore(self) -> None:
        """Have the page be laid out from here again."""
        context = self.context
        context.footnotes[:] = self.footnotes
        context.reported_footnotes = list(self.reported)
        context.broken_out_of_flow = dict(self.broken)
        context.page_maker[:] = self.pages
        context.page_bottom = self.bottom
        self._remake().update({name: copy(value) for name, value in self.remake.items()})
        for paragraph, lines, room in self.plans:
            paragraph.lines, paragraph.room = lines, room
