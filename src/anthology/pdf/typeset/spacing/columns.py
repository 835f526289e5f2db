"""Where the columns of a flow end: chosen for all of them together, as lines in a paragraph are.

Each column is as full as it can be with a little more white between reviews. One that would end
early, since a head with its first lines does not fit, may be full where those before it end
earlier. Of all the ways, the one is taken in which the white is most even.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from math import inf
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

from anthology.pdf.engine import feet
from anthology.pdf.engine.flows.rows import Row, rows
from anthology.pdf.engine.laid_out import LaidOut

ALMOST = 0.05  # of a line: what may be missing where there is still room for it
MOST = 3  # lines more above a section
PARAGRAPHS = 2  # lines that paragraphs may run longer for the end of a page
EMPTY = 40.0  # the demerits of a line at the foot that stays empty; white costs its square
PAGE = 100_000.0  # of a page more
TAIL = 5  # lines a column that are too few on a flow's last page
FEW = 1_000.0  # of so few
TRIES = 2  # layouts, since the lines of a paragraph may change with the end of its column

White = Mapping[str, float]  # px above sections, by their ids
NO_WHITE: White = MappingProxyType({})
LayOut = Callable[[White], LaidOut]


@dataclass(frozen=True)
class Shape:
    """The pages of a galley: their columns, their lines, and whether the last is to be full."""

    columns: int
    lines: float
    goes_on: bool


class Faults(NamedTuple):
    """Less is better."""

    lost: int  # tables and pictures
    pages: int
    few: int  # lines missing on a last page of a few
    empty: int  # lines at feet


def filled(laid: LaidOut, lay_out: LayOut, *, goes_on: bool) -> LaidOut:
    """The galley with full columns, as far as white between its sections can fill them.

    It is laid out again, and once more where lines have changed with the ends of pages; the best
    is taken. Raises Irregular.
    """
    best, tried, lines = laid, laid, dict[str, int]()
    for _ in range(TRIES):
        if not any(faults(best, goes_on=goes_on)[2:]):
            break
        found = rows(tried.pages, tried.pitch)
        usual = [replace(r, above=round(r.above - lines.get(r.section, 0), 3)) for r in found]
        above = {row.section: row.above for row in usual}
        shape = Shape(laid.columns, laid.lines() // laid.columns, goes_on)
        before, lines = lines, white(usual, shape)
        if lines == before:
            break
        tried = lay_out({name: (above[name] + more) * laid.pitch for name, more in lines.items()})
        best = min(best, tried, key=partial(faults, goes_on=goes_on))
    return best


def faults(laid: LaidOut, *, goes_on: bool) -> Faults:
    """What is wrong with the pages of a galley."""
    missing = TAIL * laid.columns + 1 - (laid.lines() - laid.short())
    few = max(missing, 0) if len(laid.pages) > 1 and not goes_on else 0
    whole = laid.pages if goes_on else laid.pages[:-1]
    return Faults(laid.lost(), len(laid.pages), few, feet.unfilled(whole, laid.pitch))


def set_apart(content: ET.Element, white: White) -> None:
    """Gives the sections with these ids so many px of white above them."""
    for section in content if white else ():
        name = section.get("id", "")
        if name in white:
            section.set("style", f"margin-top: {white[name]!r}px")


def white(found: Sequence[Row], shape: Shape) -> dict[str, int]:
    """The lines more above sections, by their ids, with which the columns are filled best.

    None where a column ends early in any case: there `feet` moves down what begins on it. A line
    or two may be those of longer paragraphs.
    """
    galley = _Galley(found, shape)
    return {
        name: lines
        for column in galley.best()
        if column.empty <= PARAGRAPHS or galley.has_room(column.end, column.spare)
        for name, lines in zip(column.sections, column.shared, strict=True)
        if lines
    }


@dataclass(frozen=True)
class _Column:
    """A column that holds the rows from one to another, the last not included."""

    first: int
    end: int
    spare: int  # lines at its foot
    sections: tuple[str, ...]  # that may stand further apart

    @property
    def white(self) -> int:
        """The lines that go above its sections."""
        return min(self.spare, MOST * len(self.sections))

    @property
    def empty(self) -> int:
        """The lines that stay."""
        return self.spare - self.white

    @property
    def shared(self) -> list[int]:
        """The lines above each of its sections, as even as can be; the last have one more."""
        lines, count = self.white, len(self.sections)
        return [lines * (n + 1) // count - lines * n // count for n in range(count)]

    @property
    def demerits(self) -> float:
        """How uneven it looks."""
        return sum(lines**2 for lines in self.shared) + EMPTY * self.empty


class _Galley:
    """The ways to put rows on the pages of a galley."""

    def __init__(self, rows: Sequence[Row], shape: Shape) -> None:
        self.rows, self.shape = rows, shape
        self.ends = [0.0, *accumulate(row.above + row.height for row in rows)]
        # The fewest demerits by the rows that stand in columns and the columns on the last page,
        # and the last column.
        self.before: dict[tuple[int, int], tuple[float, _Column | None]] = {(0, 0): (0.0, None)}

    def best(self) -> list[_Column]:
        """The columns of the best way."""
        count = self.shape.columns
        ends: list[tuple[float, int, int]] = []
        for at in range(len(self.rows) + 1):
            for place in (p for p in range(count) if (at, p) in self.before):
                demerits, _ = self.before[at, place]
                ends.append((demerits + self._end(at, place), at, place))
                for column in self._columns(at):
                    self._try(demerits, column, (place + 1) % count)
        _, at, place = min(ends)
        return self._path(at, place)

    def has_room(self, end: int, lines: int) -> bool:
        """Whether the next row would come to a column's foot."""
        return end < len(self.rows) and self._high(end) <= lines + ALMOST

    def _try(self, demerits: float, column: _Column, place: int) -> None:
        """Take a column if no better way ends with it there."""
        found = demerits + column.demerits + (PAGE if place == 0 else 0.0)
        if found < self.before.get((column.end, place), (inf, None))[0]:
            self.before[column.end, place] = found, column

    def _path(self, at: int, place: int) -> list[_Column]:
        found: list[_Column] = []
        while column := self.before[at, place][1]:
            found.append(column)
            at, place = column.first, (place - 1) % self.shape.columns
        return found[::-1]

    def _columns(self, first: int) -> Iterator[_Column]:
        """The columns that may begin with a row: those that the engine fills so."""
        names: list[str] = []
        for end in range(first + 1, len(self.rows) + 1):
            height = self.ends[end] - self.ends[first] - self.rows[first].above
            if height > self.shape.lines + ALMOST:
                return
            last = self.rows[end - 1]
            names += [last.section] if last.section and end - 1 > first else []
            spare = int(self.shape.lines - height + ALMOST)
            column = _Column(first, end, spare, tuple(names))
            if not self.has_room(end, column.empty):
                yield column

    def _high(self, number: int) -> float:
        return self.rows[number].above + self.rows[number].height

    def _end(self, at: int, place: int) -> float:
        """The demerits of the last page, where the columns before it end there."""
        count, left = self.shape.columns, len(self.rows) - at
        if self.shape.goes_on or place or not left:
            return inf if left else EMPTY * self.shape.lines * (-place % count)
        if self._count(at) > count:
            return inf
        taken = self.ends[-1] - self.ends[at]
        return PAGE + (FEW if at and taken <= TAIL * count else 0.0)

    def _count(self, at: int) -> int:
        """In how many columns the rest of the rows stands, without more white."""
        columns, used = 0, inf
        for number in range(at, len(self.rows)):
            used += self._high(number)
            if used > self.shape.lines + ALMOST:
                columns, used = columns + 1, self.rows[number].height
        return columns
