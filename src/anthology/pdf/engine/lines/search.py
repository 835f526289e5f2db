"""The search for the best breaks of a whole paragraph (Knuth and Plass, 1981).

It works on plain numbers: parallel lists with an entry for each break opportunity, in px, and
knows nothing of fonts and boxes. The inner loop runs a few million times in a large book: that
is why it uses lists and tuples, and a table of demerits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Self

from anthology.pdf.engine.lines.demerits import EVEN, STEPS, TABLE, UNLIKE, WIDEST
from anthology.pdf.engine.lines.parameters import LETTERS, PARAMETERS, Letters

SAME = 0.01  # px: widths that differ by less are the same
OVERFULL = 1e15  # demerits of a line that cannot hold its word: more than of many loose ones


@dataclass(frozen=True)
class Opportunities:
    """Break opportunities in the order of the text; the first is its start, the last its end.

    `end[i]` is where a line broken at i ends (with its hyphen, without its last space), and
    `start[i]` where the next one begins, both on one endless line. `glue` is the width of the
    word spaces up to there, `ems` the ems of the glyphs, which tracking changes. `hyphens[i]`
    is 1 where the line would end in a hyphen or dash.
    """

    end: Sequence[float]
    start: Sequence[float]
    glue_end: Sequence[float]
    glue_start: Sequence[float]
    ems_end: Sequence[float]
    ems_start: Sequence[float]
    demerits: Sequence[float]
    hyphens: Sequence[int]
    runt_width: float
    runt: float = PARAMETERS.runt  # demerits
    letters: Letters = LETTERS
    least_space: float = PARAMETERS.least_space  # of a word space: closed by no more than this

    def __len__(self) -> int:
        return len(self.end)


@dataclass(frozen=True)
class Measure:
    """The widths of lines in px: those of the first ones, and that of all others."""

    width: float
    first: tuple[float, ...] = ()

    @classmethod
    def of_lines(cls, widths: Sequence[float], full: float) -> Self:
        """The measure of lines with these widths, followed by lines of the full width."""
        unlike = [number for number, width in enumerate(widths, 1) if abs(width - full) > SAME]
        return cls(full, tuple(widths[: max(unlike, default=0)]))

    def of(self, line: int) -> float:
        """The width of a line by its number, from 0."""
        return self.first[line] if line < len(self.first) else self.width

    @property
    def narrowest(self) -> float:
        """The width of the narrowest line."""
        return min((self.width, *self.first))


# demerits so far, class, line number, node
_Arrival = tuple[float, int, int, int]
# start of the line + its width, glue, room, demerits so far, class, hyphens, line number, node
_Active = tuple[float, float, float, float, int, int, int, int]


@dataclass(frozen=True)
class Page:
    """What is known of the page, and how much is searched for its sake.

    Up to line `separate`, the best way to a break is kept for each number of lines; after that
    only the best of all.
    """

    separate: int
    end: int = 0  # lines that the page has room for, 0: all
    worse: float = inf  # demerits more than the best: such ways are given up
    most: float = inf  # demerits: ways with more are given up


class Search:
    """One pass over the break opportunities."""

    def __init__(self, text: Opportunities, measure: Measure, reach: float, page: Page) -> None:
        self.text = text
        self.measure = measure
        self.reach = reach
        self.separate = page.separate
        self.page_end = page.end
        self.worse = page.worse if page.separate > 0 else PARAMETERS.unlike_neighbour * 4
        self.most = page.most
        # Whether lines that begin later also end later: only the first may be narrower.
        self.in_order = measure.first in ((), (measure.narrowest,))
        self.nodes: list[tuple[int, int]] = []  # break, node before
        self.active: list[_Active] = []
        self.first = 0  # of the active ones whose line is not overfull yet
        self.room_end = self._rooms(text.ems_end, text.end)
        self.room_start = self._rooms(text.ems_start, text.start)
        self._activate(0, (0.0, EVEN, 0, -1))

    def _rooms(self, ems: Sequence[float], xs: Sequence[float]) -> list[float]:
        """The px by which the letters up to each place may change."""
        tracking, expansion = self.text.letters.tracking, self.text.letters.expansion
        return [em * tracking + x * expansion for em, x in zip(ems, xs, strict=True)]

    def run(self) -> bool:
        """Searches up to the last break opportunity before the end.

        False where nothing was found although looser lines or worse ways were not tried.
        """
        text, active, closed = self.text, self.active, self.text.least_space
        furthest = list(accumulate(text.end, max))
        index, last = 1, len(text) - 1
        while index < last:
            limit = text.end[index]
            room, glue = self.room_end[index], text.glue_end[index] * closed
            arrivals = self._arrivals(index)
            while self.first < len(active):
                target, glue_start, room_start, *_ = active[self.first]
                least = room - room_start + glue - glue_start * closed
                if target - limit >= -least:
                    break
                if self.first == len(active) - 1 and not arrivals:
                    if self.reach < inf or self.most < inf:
                        return False
                    arrivals = self._forced(active[-1])
                self.first += 1
            for arrival in arrivals:
                self._activate(index, arrival)
            index += 1
            if self.in_order and not arrivals:  # on to where the first active line can end
                index = bisect_left(furthest, active[self.first][0] - self.reach, index)
        return True

    def _activate(self, index: int, arrival: _Arrival) -> None:
        total, evenness, line, before = arrival
        text = self.text
        self.active.append(
            (
                text.start[index] + self.measure.of(line),
                text.glue_start[index],
                self.room_start[index],
                total,
                evenness,
                text.hyphens[index],
                line,
                len(self.nodes),
            )
        )
        self.nodes.append((index, before))

    def _forced(self, node: _Active) -> list[_Arrival]:
        return [(node[3] + OVERFULL, EVEN, node[6] + 1, node[7])]

    # One function: it runs for every break, and calls would cost more than what they do.
    def _arrivals(self, index: int) -> list[_Arrival]:  # noqa: C901
        """The best ways to end a line at a break, by evenness (and line number)."""
        costs, classes, least = TABLE.costs, TABLE.classes, -self.text.least_space
        text, reach, separate, last = self.text, self.reach, self.separate, len(costs) - 1
        end, glue_end, room_end = text.end[index], text.glue_end[index], self.room_end[index]
        penalty, hyphens = text.demerits[index], text.hyphens[index]
        page_end, most, in_order = self.page_end, self.most, self.in_order
        best: dict[int, _Arrival] = {}
        for node in self.active[self.first :]:
            gap = node[0] - end
            if gap > reach:
                if in_order:
                    break
                continue
            room = room_end - node[2]
            opened = 0.0
            if gap > room or gap < -room:
                glue = glue_end - node[1]
                rest = gap - room if gap > 0 else gap + room
                opened = rest / glue if glue > 0 else rest * WIDEST
                if opened < least:
                    continue
            step = int((opened + 1) * STEPS)
            if step > last:  # noqa: PLR1730 - `min` takes a tenth of the search
                step = last
            evenness = classes[step]
            total = node[3] + costs[step] + penalty
            if evenness != node[4]:
                total += UNLIKE[evenness][node[4]]
            if hyphens and node[5]:
                total += PARAMETERS.doubled_hyphens
            line = node[6] + 1
            if line == page_end and hyphens:
                total += PARAMETERS.page_end_hyphen
            if total > most:
                continue
            key = evenness + 4 * line if line <= separate else evenness
            if key not in best or total < best[key][0]:
                best[key] = (total, evenness, line, node[7])
        return _promising(best.values(), self.worse)

    def finish(self) -> list[tuple[float, int, int]]:
        """The ways to end the paragraph as (demerits, lines, node), the best first."""
        text, index = self.text, len(self.text) - 1
        ways = []
        for node in self.active[self.first :] or self.active[-1:]:
            gap = node[0] - text.end[index]
            room = self.room_end[index] - node[2]
            glue = text.glue_end[index] - node[1]
            opened = (gap + room) / glue if gap < -room and glue > 0 else 0.0
            total = node[3] + self._last_line(node, index)
            if opened < -text.least_space or (glue <= 0 and gap < -room):
                total += OVERFULL
            else:
                total += TABLE.costs[int((min(opened, 0.0) + 1) * STEPS)]
            ways.append((total, node[6] + 1, node[7]))
        return sorted(ways)

    def _last_line(self, node: _Active, index: int) -> float:
        """The demerits of the last line when it begins at this node."""
        text, (start, before) = self.text, self.nodes[node[7]]
        if before < 0:
            return 0.0  # the only line
        demerits = PARAMETERS.last_hyphen if text.hyphens[start] else 0.0
        width = text.end[index] - text.start[start]
        one_word = text.glue_end[index] <= text.glue_start[start]
        if one_word or width < text.runt_width:
            demerits += text.runt
            if one_word and text.hyphens[start]:
                demerits += PARAMETERS.divided_runt
        return demerits

    def breaks(self, node: int) -> tuple[int, ...]:
        """The breaks on the way to that node, and the end."""
        found = [len(self.text) - 1]
        while node >= 0:
            index, node = self.nodes[node]
            found.append(index)
        return tuple(reversed(found))


def _promising(arrivals: Iterable[_Arrival], worse: float) -> list[_Arrival]:
    """The arrivals at one break that may become the best: not worse than it by more than that."""
    found = list(arrivals)
    if len(found) > 1:
        limit = min(found)[0] + worse
        found = [arrival for arrival in found if arrival[0] <= limit]
    return found
