"""How wide the columns of a table should be: so that its rows have the fewest lines.

Plain numbers in, plain numbers out; widths are in px. A cell is its words, in as many paragraphs or
lines as its author made; it is broken between words alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

HAIR = 0.5  # px that a line needs beyond its words
ROUNDED = 0.6  # px by which the most that a column needs may differ from our sums
ROWS = 80  # of a long table that are looked at
CHOICES = 24  # widths of one column that are compared
STEPS = 8  # widths between a column's least and its most, for cells of many lines
# A line of a cell that makes its row no higher, in lines of a row; one more of a name costs more.
CELL_LINE = 0.02
BROKEN = 0.5
NAME = 5  # words; cells of no more are names, and should stay in one line


@dataclass(frozen=True)
class Words:
    """The words that stand in one line where there is room."""

    widths: tuple[float, ...]
    space: float  # between two of them

    @cached_property
    def ends(self) -> tuple[float, ...]:
        """Where each word ends, and the space after it."""
        return tuple(accumulate(width + self.space for width in self.widths))

    @property
    def natural(self) -> float:
        """The width of all in one line."""
        return self.ends[-1] - self.space

    @property
    def halved(self) -> float:
        """The least width of two lines."""
        left = ((end - self.space, self.natural - end) for end in self.ends[:-1])
        return min((max(pair) for pair in left), default=self.natural)

    def lines(self, width: float) -> int:
        """How many lines they need, filled one after the other."""
        count, start, first = 0, 0.0, 0
        while first < len(self.ends):
            end = bisect_right(self.ends, start + width + self.space + HAIR)
            first = max(end, first + 1)
            start = self.ends[first - 1]
            count += 1
        return count


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of one column, and the px beside it: padding and indents."""

    parts: tuple[Words, ...]
    beside: float

    @property
    def is_name(self) -> bool:
        """Whether it is a name, a title or another few words."""
        return len(self.parts) == 1 and len(self.parts[0].widths) <= NAME

    def lines(self, width: float) -> int:
        """How many lines it has in a column of that width."""
        return sum(part.lines(width - self.beside) for part in self.parts)

    def widths(self) -> Iterable[float]:
        """Widths below which it has a line more."""
        for part in self.parts:
            yield part.natural + self.beside + HAIR
            yield part.halved + self.beside + HAIR


Column = Sequence[Cell | None]  # a row each


@dataclass(frozen=True)
class _Choice:
    """A width of a column, the lines of each row in it, and what its cells cost by themselves."""

    width: float
    lines: tuple[int, ...]
    cost: float


def distributed(
    columns: Sequence[Column], least: Sequence[float], most: Sequence[float], room: float
) -> list[float]:
    """The width of each column, together `room`, between its `least` and its `most`.

    `room` is more than all that is least, and less than the sum of the most.
    """
    step = -(-max(map(len, columns)) // ROWS)
    choices = [
        _choices(column[::step], low, high, low + room - sum(least))
        for column, low, high in zip(columns, least, most, strict=True)
    ]
    chosen = _shrunk(choices, room)
    _grown(choices, chosen, room)
    widths = [column[index].width for column, index in zip(choices, chosen, strict=True)]
    spare = room - sum(widths)
    wanted = [max(high - width, 0.0) for high, width in zip(most, widths, strict=True)]
    share = spare / (sum(wanted) or 1.0)
    return [width + want * share for width, want in zip(widths, wanted, strict=True)]


def _choices(column: Column, least: float, most: float, limit: float) -> list[_Choice]:
    """The widths of a column between which its lines change, the least first."""
    cells = [cell for cell in column if cell]
    high = min(most, limit)
    wanted = {width for cell in cells for width in cell.widths()}
    widths = {min(width, high) for width in wanted if least < width <= high + ROUNDED}
    if any(not cell.is_name for cell in cells):
        widths |= {least + (high - least) * part / STEPS for part in range(1, STEPS + 1)}
    ordered = [least, *sorted(widths)]
    last = len(ordered) - 1
    few = min(last, CHOICES)
    taken = {ordered[round(last * part / few)] for part in range(few + 1)} if few else {least}
    return [_choice(column, width) for width in sorted(taken)]


def _choice(column: Column, width: float) -> _Choice:
    lines = tuple(cell.lines(width) if cell else 0 for cell in column)
    broken = sum(n - 1 for cell, n in zip(column, lines, strict=True) if cell and cell.is_name)
    return _Choice(width, lines, CELL_LINE * sum(lines) + BROKEN * broken)


def _shrunk(choices: Sequence[Sequence[_Choice]], room: float) -> list[int]:
    """From the widest choices down to what there is room for, each time where it costs least."""
    chosen = [len(column) - 1 for column in choices]
    while (over := _width(choices, chosen) - room) > HAIR:
        now = _cost(choices, chosen)
        ways = [
            ((_cost(choices, changed) - now) / min(freed, over), -freed, changed)
            for changed, freed in _changes(choices, chosen, down=True)
        ]
        chosen = min(ways)[2]
    return chosen


def _grown(choices: Sequence[Sequence[_Choice]], chosen: list[int], room: float) -> None:
    """Wider columns as long as there is room, each time where it helps most."""
    while True:
        spare, now = room - _width(choices, chosen), _cost(choices, chosen)
        ways = [
            ((now - _cost(choices, changed)) / -freed, changed)
            for changed, freed in _changes(choices, chosen, down=False)
            if -freed <= spare + HAIR
        ]
        gain, changed = max(ways, default=(0.0, chosen))
        if gain <= 0:
            return
        chosen[:] = changed


def _changes(
    choices: Sequence[Sequence[_Choice]], chosen: list[int], *, down: bool
) -> Iterable[tuple[list[int], float]]:
    """The choices with one column narrower or wider, and the px that it sets free."""
    for number, (column, index) in enumerate(zip(choices, chosen, strict=True)):
        for other in range(index) if down else range(index + 1, len(column)):
            changed = [*chosen[:number], other, *chosen[number + 1 :]]
            yield changed, column[index].width - column[other].width


def _width(choices: Sequence[Sequence[_Choice]], chosen: Sequence[int]) -> float:
    return sum(column[index].width for column, index in zip(choices, chosen, strict=True))


def _cost(choices: Sequence[Sequence[_Choice]], chosen: Sequence[int]) -> float:
    """The lines of all rows, each as high as its highest cell, and what the cells cost."""
    columns = [column[index] for column, index in zip(choices, chosen, strict=True)]
    rows: int = sum(map(max, zip(*(column.lines for column in columns), strict=True)))
    return rows + sum(column.cost for column in columns)
