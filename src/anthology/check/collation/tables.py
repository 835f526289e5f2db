"""Tables read whole: on each page, line by line, the cells of its rows as far as it has room.

The lines of a table are drawn one after another, cell by cell. A page ends between two rows or
within one; the next page or column draws the head again, and goes on with each cell where it was
left. In narrow columns lines have few letters, so that many fit where one is right; but hardly ever
is there more than one way to read a whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import drawn_with, letters, reordered
from anthology.check.collation.matcher import Line, Sought
from anthology.check.collation.numbers import MARK

Span = tuple[int, int]
Cells = tuple[str, ...]  # the letters of each
_WIDEST = 100  # columns
_MOST = 100_000  # places in lines at which a row is looked for


class Rest(NamedTuple):
    """What of a table comes after the lines that are read: the rest of a row, and later rows."""

    row: int
    cells: Cells


class Page(NamedTuple):
    """The lines of a page, and where a table may go on that begins or ends on another."""

    lines: Sequence[Line]
    top: int  # how many of the first may float there
    foot: int  # from which on all may be of notes or lists


class Run(NamedTuple):
    """The lines of a page that belong to a table: from which one on, and before which."""

    page: int
    start: int
    end: int


@dataclass(frozen=True)
class Table:
    """The rows of a table, the first of which may be drawn again on each page, in each column."""

    rows: tuple[Cells, ...]
    head: int = 0  # how many of the rows

    def runs(self, pages: Sequence[Page]) -> Iterator[tuple[Run, ...]]:
        """Each way in which pages show it, with a run of lines on each; fewest pages first."""
        filled = [number for number, page in enumerate(pages) if page.lines]
        search = _Search(self, pages)
        for first in reversed(range(len(filled))):
            yield from search.runs(filled[first:], Rest(0, self.rows[0]))


@dataclass
class _Search:
    """The search for the lines of a table, which has an end."""

    table: Table
    pages: Sequence[Page]
    tried: int = 0
    failed: set[tuple[int, Rest]] = field(default_factory=set)

    def runs(self, numbers: Sequence[int], rest: Rest) -> Iterator[tuple[Run, ...]]:
        """Each way in which pages of these numbers show what is to come of the table."""
        if not numbers or (numbers[0], rest) in self.failed:
            return
        number, found = numbers[0], False
        page = self.pages[number]
        begins = rest == Rest(0, self.table.rows[0])
        for start in range(len(page.lines) if begins else page.top + 1):
            for end, left in self._shown(page.lines, start, rest):
                if left and end < page.foot:
                    continue
                later = self.runs(numbers[1:], left) if left else iter([()])
                for runs in later:
                    found = True
                    yield (Run(number, start, end), *runs)
        if not found:
            self.failed.add((number, rest))

    def _shown(
        self, lines: Sequence[Line], start: int, rest: Rest
    ) -> Iterator[tuple[int, Rest | None]]:
        """Where lines from the first on end that show rows, and what is left then; most first."""
        below = self._below_head(lines, start, rest)
        known = set[tuple[int, Rest | None]]()
        for at in dict.fromkeys((start,) if below is None else (below, start)):
            yield from self._from(lines, at, rest, known)

    def _from(
        self, lines: Sequence[Line], at: int, rest: Rest, known: set[tuple[int, Rest | None]]
    ) -> Iterator[tuple[int, Rest | None]]:
        """The same from one line on, below a head; the next column may draw the head again."""
        if (at, rest) in known:
            return
        known.add((at, rest))
        for whole, left in reversed([*self._rows(lines, at, rest)]):
            if left is None:
                yield from () if (whole, None) in known else ((whole, None),)
                known.add((whole, None))
                continue
            for end, cells in self._parted(lines, whole, left.cells):
                if end > at and any(cells):
                    now = Rest(left.row, cells)
                    if (below := self._below_head(lines, end, now)) is not None:
                        yield from self._from(lines, below, now, known)
                    yield end, now

    def _rows(
        self, lines: Sequence[Line], at: int, rest: Rest
    ) -> Iterator[tuple[int, Rest | None]]:
        """Where none or more whole rows end, and what is left then."""
        rows = self.table.rows
        end: int | None = at
        left: Rest | None = rest
        while end is not None:
            yield end, left
            if left is None:
                return
            end, row = _whole(lines, end, left.cells), left.row + 1
            left = Rest(row, rows[row]) if row < len(rows) else None

    def _below_head(self, lines: Sequence[Line], start: int, rest: Rest) -> int | None:
        """Where the rows begin below the head, if it is drawn again there."""
        if not 0 < self.table.head <= rest.row:
            return None
        at: int | None = start
        for cells in self.table.rows[: self.table.head]:
            at = None if at is None else _whole(lines, at, cells)
        return at

    def _parted(self, lines: Sequence[Line], at: int, cells: Cells) -> Iterator[tuple[int, Cells]]:
        """Where lines end that begin each of some cells, and what is left of those; most first."""
        self.tried += 1
        if not cells or self.tried > _MOST:
            yield from [] if cells else [(at, ())]
            return
        for end, left in reversed([*_parts(lines, at, cells[0])]):
            for last, others in self._parted(lines, end, cells[1:]):
                yield last, (left, *others)


def _parts(lines: Sequence[Line], at: int, cell: str) -> Iterator[tuple[int, str]]:
    """Where lines may end that begin a cell, and what is left of it then."""
    yield at, cell
    while cell and at < len(lines) and _begins(lines[at], cell):
        at, cell = at + 1, cell[len(lines[at].key) :]
        yield at, cell


def _begins(line: Line, cell: str) -> bool:
    return cell.startswith(line.key) and not line.in_margin


def _whole(lines: Sequence[Line], at: int, cells: Cells) -> int | None:
    """Where the lines end that show cells as a whole; None if none do."""
    for cell in cells:
        at, left = [*_parts(lines, at, cell)][-1]
        if left:
            return None
    return at


def table_of(expected: Expected, number: int, drawn: frozenset[str]) -> Table | None:
    """The table with that number, from 0; None if it cannot be read cell by cell.

    Where letters change places, a cell holds another table, or there are very many columns.
    """
    span = expected.table_spans[number]

    def shown(part: Span) -> str:
        return drawn_with(letters(expected.text[slice(*part)]), drawn)

    rows = _inside(expected.row_spans, span)
    cells = tuple(tuple(map(shown, _inside(expected.cell_spans, row))) for row in rows)
    whole = "".join(map("".join, cells))
    wide = any(len(row) > _WIDEST for row in cells)
    if wide or not whole or whole != shown(span) or reordered(expected.text[slice(*span)]):
        return None
    heads = _inside(expected.head_spans, span)
    return Table(cells, sum(len(_inside(rows, head)) for head in heads))


def without(expected: Expected, number: int, marks: str) -> Expected:
    """The same with some letters in place of a table."""
    text, (start, end) = expected.text, expected.table_spans[number]
    more = len(marks) - (end - start)

    def moved(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(
            (a + more * (a >= end), b + more * (b >= end))
            for a, b in spans
            if (a, b) == (start, end) or not start <= a <= b <= end
        )

    return replace(
        expected,
        text=text[:start] + marks + text[end:],
        tables=expected.tables.replace(text[start:end].strip(), marks, 1),
        table_spans=moved(expected.table_spans),
        cell_spans=moved(expected.cell_spans),
        row_spans=moved(expected.row_spans),
        head_spans=moved(expected.head_spans),
        captions=moved(expected.captions),
    )


def page_of(sought: Sought, number: int, lines: Sequence[Line]) -> Page:
    """A page of lines, for the table with that number."""
    own = sought.spans[number][0]
    floating = "\0".join(sought.text.letters[a:b] for a, b in sought.movable.items() if a != own)
    notes = sought.notes.letters

    def length(lines: Iterable[Line], known: str) -> int:
        few = takewhile(lambda line: line.key in known or MARK.fullmatch(line.drawn.strip()), lines)
        return sum(1 for _ in few)

    return Page(lines, length(lines, floating), len(lines) - length(reversed(lines), notes))


def _inside(spans: Iterable[Span], span: Span) -> list[Span]:
    """The spans within one, in their order."""
    return sorted((a, b) for a, b in spans if span[0] <= a and b <= span[1])


def drawn_without(
    pages: Sequence[Sequence[Line]], runs: Sequence[Run], marks: str
) -> list[list[Line]]:
    """The lines of pages with one in place of each run."""
    left = [list(lines) for lines in pages]
    for (page, start, end), mark in zip(runs, marks, strict=True):
        left[page][start:end] = [Line(mark, mark, start)]
    return [[line._replace(place=n) for n, line in enumerate(lines)] for lines in left]
