"""Pages that end where they should: paragraphs on them run a line longer or shorter.

Some lines may not be separated: the first two of a paragraph, the last two, a heading and what
follows it. Where they do not fit at the foot of a page, WeasyPrint leaves it short, and facing
pages end on different lines. Such a page is laid out again with paragraphs that are a line
longer, so that it is full, or a line shorter, so that the others fit. Where no paragraph allows
that, the page that it faces is made to end as high.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.lines.paragraph import Line, Paragraph
from anthology.pdf.engine.lines.parameters import PARAMETERS

ALMOST = 0.05  # of a line: what may be missing where a page still has room for it
HIGHER = 2  # lines, at most, that a page ends too high to match the one that it faces
TRIES = 3  # changes to its paragraphs that a page is laid out again with


@dataclass(frozen=True)
class Change:
    """Paragraphs to be made longer or shorter, each with its first character on the page."""

    paragraphs: tuple[tuple[Paragraph, int], ...] = ()
    more: int = 0  # lines that each becomes longer
    demerits: float = 0.0

    def apply(self) -> None:
        """Has the paragraphs planned so from now on."""
        for paragraph, first in self.paragraphs:
            paragraph.request(first, self.more)

    def revert(self) -> None:
        """Has them planned as is best."""
        for paragraph, first in self.paragraphs:
            paragraph.request(first, 0)


class _State:
    """What WeasyPrint carries from page to page, as it is before or after one."""

    def __init__(self, context: Any, index: int, page: Any = None) -> None:
        self.context, self.index = context, index
        self.footnotes = list(context.footnotes)
        self.reported = copy(context.reported_footnotes)  # or what waits for a page without text
        self.broken = dict(context.broken_out_of_flow)
        self.page_maker = list(context.page_maker)
        self.remake = {name: copy(value) for name, value in self._remake().items()}
        self.floats = context.__dict__.get("floats")
        self.placed = self.floats.state() if self.floats else None
        found = map(_paragraph, _rows(page.children[0])) if page else ()
        self.plans = [(one, one.lines, one.room) for one in dict.fromkeys(found) if one]

    def _remake(self) -> dict[str, Any]:
        remake: dict[str, Any] = self.context.page_maker[self.index][-1]
        return remake

    def restore(self) -> None:
        """Restores everything to what it was."""
        context = self.context
        context.footnotes[:] = self.footnotes
        context.reported_footnotes = copy(self.reported)
        context.broken_out_of_flow = dict(self.broken)
        context.page_maker[:] = self.page_maker
        self._remake().update({name: copy(value) for name, value in self.remake.items()})
        if self.floats:
            self.floats.restore(self.placed)
        for paragraph, lines, room in self.plans:
            paragraph.lines, paragraph.room = lines, room


class _Start(_State):
    """The state before a page, and the function that lays it out."""

    def __init__(self, make: Callable[[], Any], context: Any, index: int) -> None:
        super().__init__(context, index)
        self.make = make


NONE = Change()


@dataclass(frozen=True)
class _Page:
    """A page laid out: the state before it, WeasyPrint's result, and the change to it."""

    start: _Start
    result: Any  # the page box, and where the next page begins
    short: int | None  # lines it still has room for; None where it has to end there
    pitch: float  # px from a line to the next
    change: Change


class PageEnds:
    """The pages of a document, in order: those that end short are laid out again."""

    def __init__(self) -> None:
        self.changed = 0  # pages that were laid out again with success
        self.lowered = 0.0  # px by which the page that is being laid out is lower
        self._left: _Page | None = None  # the page before, where that is a left one

    def laid_out(self, make: Callable[[], Any], context: Any, index: int) -> Any:
        """The page with that index as `make` lays it out: its box, and where the next one begins.

        It ends on its last line, or on the same as the page it faces, where that is possible.
        """
        start = _Start(make, context, index)
        page = self._laid_out(start)
        is_right = context.page_maker[index][2]
        left = self._left if is_right else None
        if page.short is not None and not any(context.running_elements.values()):
            page = self._mended(page, left)
        self._left = None if is_right else page
        return page.result

    def _mended(self, page: _Page, left: _Page | None) -> _Page:
        """The page laid out so that it ends as it should, or as it was where that is impossible."""
        wanted = (left.short or 0) if left else 0
        if page.short == wanted:
            return page
        after = _State(page.start.context, page.start.index, page.result[0])
        found = None
        if 0 < wanted <= HIGHER:
            found = self._full(page.start, wanted * page.pitch)
        if not found and page.short:
            found = self._full(page.start, 0, page)
        if not found and left and wanted < (page.short or 0) <= HIGHER:
            found = self._both_higher(left, page)
        if not found:
            after.restore()
            return page
        self.changed += 1
        return found

    def _both_higher(self, left: _Page, right: _Page) -> _Page | None:
        """The right page, where the left one can be laid out again to end as high."""
        start, lower = right.start, (right.short or 0) * right.pitch
        after = _State(start.context, left.start.index)
        left.change.revert()
        higher = self._full(left.start, lower)
        if higher and higher.short == 0:
            start.context.page_maker[start.index][-1]["content_changed"] = False
            again = _Start(start.make, start.context, start.index)
            found = self._full(again, lower)
            if found:
                left.result[0].__dict__.update(higher.result[0].__dict__)
                return found
            higher.change.revert()
        left.change.apply()
        after.restore()
        return None

    def _full(self, start: _Start, lower: float, page: _Page | None = None) -> _Page | None:
        """The page lowered by so many px, where it can be full then; else None.

        `page` is the page without a change, where it is laid out already.
        """
        page = page or self._laid_out(start, lower)
        for change in changes(page.result[0], page.short) if page.short else ():
            page = self._laid_out(start, lower, change)
            if not page.short:
                break
            change.revert()
        return None if page.short else page

    def _laid_out(self, start: _Start, lower: float = 0.0, change: Change = NONE) -> _Page:
        """The page that begins there, lowered by so many px."""
        start.restore()
        change.apply()
        self.lowered = lower
        result = start.make()
        self.lowered = 0.0
        page, _ = result
        page.height += lower
        page.margin_bottom -= lower
        rows = list(_rows(page.children[0]))
        short = _short(result, rows, start.context, start.index)
        return _Page(start, result, short, _pitch(rows[-1]) if short is not None else 0.0, change)


def _short(result: Any, rows: list[Any], context: Any, index: int) -> int | None:
    """How many more lines the page has room for; None where it has to end there."""
    _, resume_at = result
    forced = resume_at is None or context.page_maker[index + 1][1]["break"] != "any"
    if forced or not rows or not isinstance(rows[-1], boxes.LineBox):
        return None
    room = context.page_bottom - rows[-1].position_y - rows[-1].height
    return int(room / _pitch(rows[-1]) + ALMOST)


def _pitch(line: Any) -> float:
    """The px from that line to the next."""
    return float(strut(line.style)[0])


def changes(page: Any, short: int) -> list[Change]:
    """The changes that may fill a page with room for so many lines, the best first."""
    found = list(_set_paragraphs(page))
    wanted = [(1, short), (-1, 1), (-1, 2)]
    possible = [change for more, count in wanted for change in _change(found, more, count)]
    return sorted(possible, key=lambda change: change.demerits)[:TRIES]


class _SetParagraph(NamedTuple):
    """A planned paragraph that ends on the page, from its first character there."""

    paragraph: Paragraph
    first: int
    demerits: dict[int, float]  # by the lines that it becomes longer


def _change(found: list[_SetParagraph], more: int, count: int) -> Iterator[Change]:
    """The change of `count` paragraphs by `more` lines that has the fewest demerits, if any."""
    able = [each for each in found if more in each.demerits]
    chosen = sorted(able, key=lambda each: each.demerits[more])[:count]
    demerits = sum(each.demerits[more] for each in chosen)
    if len(chosen) == count and demerits <= PARAMETERS.other_length:
        yield Change(tuple((each.paragraph, each.first) for each in chosen), more, demerits)


def _set_paragraphs(page: Any) -> Iterator[_SetParagraph]:
    """The planned paragraphs that end on the page."""
    for paragraph, rows in groupby(_rows(page.children[0]), _paragraph):
        lines = list(rows)
        first: Line | None = lines[0].__dict__.get("line")
        if paragraph and first and lines[-1].resume_at is None:
            yield _SetParagraph(paragraph, first.first, paragraph.other_lengths(first.first))


def flexible(page: Any) -> Iterator[tuple[Any, dict[int, float]]]:
    """The elements of paragraphs that begin on a page, and the demerits of other lengths.

    A length is how many lines more it has; all may be taken for a good page end.
    """
    for paragraph, rows in groupby(_rows(page.children[0]), _paragraph):
        row = next(rows)
        first: Line | None = row.__dict__.get("line")
        begins = first is not None and first.first == 0
        if paragraph and begins and not paragraph.requested:
            lengths = paragraph.other_lengths(0).items()
            found = {n: cost for n, cost in lengths if n and cost <= PARAMETERS.other_length}
            yield row.element, found


def last(page: Any, following: Any) -> tuple[Any, int, int]:
    """The element of a page's last paragraph, and its lines there and on the following page.

    None and 0 where no paragraph ends the page.
    """
    above, below = (list(_rows(each.children[0])) for each in (page, following))
    paragraph = _paragraph(above[-1]) if above else None
    if paragraph is None:
        return None, 0, 0
    counts = [sum(_paragraph(row) is paragraph for row in rows) for rows in (above, below)]
    return above[-1].element, counts[0], counts[1]


def _paragraph(row: Any) -> Paragraph | None:
    found = row.__dict__.get("paragraph")
    return found if isinstance(found, Paragraph) else None


def _rows(box: Any) -> Iterator[Any]:
    """The lines of a box in the order of the text, and the boxes that are not running text."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        style = child.style
        columns = style["column_count"] != "auto" or style["column_width"] != "auto"
        if type(child) is boxes.BlockBox and not columns:
            yield from _rows(child)
        else:
            yield child
