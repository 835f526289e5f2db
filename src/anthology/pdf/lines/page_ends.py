"""Pages that end where they should: a paragraph on them runs a line longer or shorter.

Where the lines that may not be divided from each other (the first two of a paragraph, the last
two, a heading and what it belongs to) do not fit at the foot of a page, WeasyPrint leaves it
short, and facing pages end on different lines. The page is then laid out again with one or
more of its paragraphs a line longer, so that it is full, or shorter, so that they fit. Where
no paragraph allows that on a left page, the right one is made to end as high.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from anthology.pdf.lines.paragraph import Line, Paragraph
from anthology.pdf.lines.parameters import PARAMETERS

ALMOST = 0.05  # of a line: what a page may lack and still have room for it
TRIES = 3  # times that a page is laid out again for its paragraphs


@dataclass(frozen=True)
class Change:
    """What is to be different about a page when it is laid out again."""

    paragraphs: tuple[tuple[Paragraph, int], ...] = ()  # and their first characters on the page
    more: int = 0  # lines that each of them is to be longer
    demerits: float = 0.0
    lowered: float = 0.0  # px that the text may be less high

    def make(self) -> None:
        """Have the paragraphs planned so from now on."""
        for paragraph, first in self.paragraphs:
            paragraph.ask(first, self.more)

    def take_back(self) -> None:
        """Have them planned as is best."""
        for paragraph, first in self.paragraphs:
            paragraph.ask(first, 0)


class PageEnds:
    """The pages of a document as they are made: which ended short, and what was done about it."""

    def __init__(self) -> None:
        self.changed = 0  # pages that end as they should since they were laid out again
        self.lowered = 0.0  # px that the page being laid out is to be less high
        self._short: dict[int, int] = {}  # lines by the index of the page

    def made(self, make: Callable[[], Any], context: Any, index: int) -> Any:
        """What `make` gives for the page with that index: it, and where the next one begins.

        It ends on its last line, or on the same as the page it faces, where that can be had.
        """
        before = _State(context, index)
        made = make()
        short = _short(made, context, index)
        right = context.page_maker[index][2]
        facing = self._short.get(index - 1, 0) if right else 0
        self._short[index] = short or 0
        if short in (None, facing) or any(context.running_elements.values()):
            return made
        after = _State(context, index, made[0])
        for change in _changes(made[0], self._short[index], facing):
            before.restore()
            again = self._again(make, change)
            if not _short(again, context, index):
                self.changed += 1
                self._short[index] = 0
                return again
            change.take_back()
        after.restore()
        return made

    def _again(self, make: Callable[[], Any], change: Change) -> Any:
        """The page laid out with that change."""
        change.make()
        self.lowered = change.lowered
        again = make()
        self.lowered = 0.0
        page, _ = again
        page.height += change.lowered
        page.margin_bottom -= change.lowered
        return again


def _short(made: Any, context: Any, index: int) -> int | None:
    """How many more lines the page just made has room for; None where it is to end there."""
    page, resume_at = made
    rows = list(_rows(page.children[0]))
    asked = resume_at is None or context.page_maker[index + 1][1]["break"] != "any"
    if asked or not rows or not isinstance(rows[-1], boxes.LineBox):
        return None
    room = context.page_bottom - rows[-1].position_y - rows[-1].height
    return int(room / _pitch(rows[-1]) + ALMOST)


def _pitch(line: Any) -> float:
    """The px from that line to the next."""
    return float(strut(line.style)[0])


def _changes(page: Any, short: int, facing: int) -> Iterator[Change]:
    """What may be done about a page with room for so many lines, the least harm first.

    The one that it faces has room for `facing`.
    """
    if facing:
        last = list(_rows(page.children[0]))[-1]
        yield Change(lowered=facing * _pitch(last))
    if short:
        found = list(_set(page))
        wanted = [(1, short), (-1, 1), (-1, 2)]
        possible = [change for more, count in wanted for change in _change(found, more, count)]
        yield from sorted(possible, key=lambda change: change.demerits)[:TRIES]


class _SetParagraph(NamedTuple):
    """A planned paragraph that ends on the page, from its first character there."""

    paragraph: Paragraph
    first: int
    demerits: dict[int, float]  # by how many lines it is longer


def _change(found: list[_SetParagraph], more: int, count: int) -> Iterator[Change]:
    """The `count` paragraphs that are cheapest to be a line longer or shorter."""
    able = [each for each in found if more in each.demerits]
    chosen = sorted(able, key=lambda each: each.demerits[more])[:count]
    demerits = sum(each.demerits[more] for each in chosen)
    if len(chosen) == count and demerits <= PARAMETERS.other_length:
        yield Change(tuple((each.paragraph, each.first) for each in chosen), more, demerits)


def _set(page: Any) -> Iterator[_SetParagraph]:
    """The planned paragraphs that end on the page."""
    for paragraph, rows in groupby(_rows(page.children[0]), _paragraph):
        lines = list(rows)
        begun: Line | None = lines[0].__dict__.get("line")
        if paragraph and begun and lines[-1].resume_at is None:
            yield _SetParagraph(paragraph, begun.first, paragraph.lengths(begun.first))


def _paragraph(row: Any) -> Paragraph | None:
    found = row.__dict__.get("paragraph")
    return found if isinstance(found, Paragraph) else None


def _rows(box: Any) -> Iterator[Any]:
    """The lines of a box in the order of the text, and the boxes that are no running text."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        style = child.style
        columns = style["column_count"] != "auto" or style["column_width"] != "auto"
        if type(child) is boxes.BlockBox and not columns:
            yield from _rows(child)
        else:
            yield child


class _State:
    """What WeasyPrint keeps from page to page, so that one can be laid out again."""

    def __init__(self, context: Any, index: int, page: Any = None) -> None:
        self.context, self.index = context, index
        self.footnotes = list(context.footnotes)
        self.reported = list(context.reported_footnotes)
        self.broken = dict(context.broken_out_of_flow)
        self.page_maker = list(context.page_maker)
        self.remake = {name: copy(value) for name, value in self._remake().items()}
        found = map(_paragraph, _rows(page.children[0])) if page else ()
        self.plans = [(one, one.lines, one.room) for one in dict.fromkeys(found) if one]

    def _remake(self) -> dict[str, Any]:
        remake: dict[str, Any] = self.context.page_maker[self.index][-1]
        return remake

    def restore(self) -> None:
        """Take everything back to what it was."""
        context = self.context
        context.footnotes[:] = self.footnotes
        context.reported_footnotes = list(self.reported)
        context.broken_out_of_flow = dict(self.broken)
        context.page_maker[:] = self.page_maker
        self._remake().update({name: copy(value) for name, value in self.remake.items()})
        for paragraph, lines, room in self.plans:
            paragraph.lines, paragraph.room = lines, room
