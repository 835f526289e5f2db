"""The planned lines of one line box, kept with it: WeasyPrint lays it out several times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from anthology.pdf.engine.lines.measure import Leaf, Walk
from anthology.pdf.engine.lines.opportunities import anywhere, with_divisions, written
from anthology.pdf.engine.lines.parameters import PARAMETERS
from anthology.pdf.engine.lines.plan import (
    Plan,
    ends_badly,
    plan,
    plan_lengths,
    plan_over,
    plan_within,
)
from anthology.pdf.engine.lines.search import SAME, Measure
from anthology.pdf.engine.lines.stretch import Stretch, stretch


@dataclass(frozen=True)
class Line:
    """A planned line: its measure, where it ends, and what there is to space out in it."""

    first: int  # its first character in the paragraph's text
    following: int  # the first one of the next line
    width: float  # px
    box: Any  # the text box it ends in
    path: tuple[int, ...]  # of that box
    byte: int  # of that box's text
    hyphenated: bool
    last: bool  # of the paragraph, or before a forced break
    ems: float  # of all its glyphs, in px
    glue: float  # its word spaces, in px
    tracking: float  # em a glyph that its letters may give
    leaves: dict[int, Leaf]  # of the paragraph, by the id of their boxes
    hangs_left: float  # px outside the left margin
    hangs_right: float  # px outside the right margin


@dataclass(frozen=True)
class Here:
    """Where a line is to stand."""

    width: float  # px
    room: int  # how many lines the page still has room for, this one included
    measure: Callable[[], Measure]  # of this line and the following


class Paragraph:
    """A line box as leaves of text, and the lines planned so far by their first character."""

    def __init__(self, linebox: Any, block: Any) -> None:
        walk = Walk(block)
        walk.into(linebox)
        self.floats = walk.floats
        self.leaves = tuple(walk.leaves)
        self.text = "".join(leaf.text for leaf in self.leaves)
        self.by_box = {id(leaf.box): leaf for leaf in self.leaves}
        self.paths = [leaf.path for leaf in self.leaves]
        self.lang = linebox.style["lang"]
        self.splits = linebox.style["overflow_wrap"] in ("anywhere", "break-word")
        self.written = written(self.leaves, self.text, self.lang)
        self.lines: dict[int, Line] = {}
        self.room = 0  # lines before the page is to be turned, 0 where it is not
        self.asked: dict[int, int] = {}  # lines to be made from a character on
        self.possible: dict[tuple[int, Measure], dict[int, Plan]] = {}  # by their lengths
        # The last numbers, without and with divided words; the last plan without regard to
        # the page, and with words that end anywhere.
        self.stretches: dict[tuple[int, bool], Stretch] = {}
        self.plans: dict[tuple[int, Measure], tuple[Stretch, Plan]] = {}
        self.broken: dict[tuple[int, Measure], tuple[Stretch, Plan]] = {}

    @cached_property
    def found(self) -> dict[int, float]:
        """Every place where a line may begin, divided words among them, with its penalty."""
        return with_divisions(self.written, self.leaves, self.text)

    def holds(self, linebox: Any) -> bool:
        """Whether the line box still has the text boxes that were measured."""
        return all(_at(linebox, leaf) for leaf in self.leaves)

    def line(self, skip_stack: Any, here: Here) -> Line | None:
        """The line that begins at that place of the text, and here on the page."""
        first = self._character(skip_stack)
        if first >= len(self.text) or (self.floats and not skip_stack):
            return None
        line = self.lines.get(first)
        if line is None or abs(line.width - here.width) > SAME:
            self._plan(first, here.measure())
        if not skip_stack:
            self._turn(first, here)
        return self.lines.get(first)

    def lengths(self, first: int) -> dict[int, float]:
        """The demerits of being so many lines longer or shorter from the line that begins there.

        Empty where the author has ended some of the lines.
        """
        widths = [line.width for line in self._from(first)]
        if not widths or "\n" in self.text[first:]:
            return {}
        found = self._by_lengths(first, Measure.of_lines(widths[:-1], widths[-1]))
        least = min((each.demerits for each in found.values()), default=0.0)
        return {count - len(widths): each.demerits - least for count, each in found.items()}

    def ask(self, first: int, more: int) -> None:
        """Be so many lines longer from the line that begins there; 0: as is best."""
        self.asked.pop(first, None)
        if more:
            self.asked[first] = more + sum(1 for _ in self._from(first))
        self._forget(first)

    def _from(self, first: int) -> Iterator[Line]:
        """The planned lines from that character on."""
        while line := self.lines.get(first):
            yield line
            first = line.following

    def _forget(self, first: int) -> None:
        self.lines = {start: line for start, line in self.lines.items() if start < first}

    def _turn(self, first: int, here: Here) -> None:
        """Plan the first lines anew where the page has not room for all of them, or has again."""
        room = here.room if 0 < here.room < len(self.lines) else 0
        if room != self.room:
            self.room = room
            self._plan(first, here.measure())

    def _character(self, skip_stack: Any) -> int:
        """The first character of the line that WeasyPrint starts at `skip_stack`."""
        keys = []
        while skip_stack:
            ((key, skip_stack),) = skip_stack.items()
            keys.append(key)
        if not keys:
            return 0
        index = bisect_right(self.paths, tuple(keys)) - 1
        if index >= 0 and self.paths[index] == tuple(keys[:-1]):
            leaf = self.leaves[index]
            first = leaf.first + len(leaf.text.encode()[: keys[-1]].decode())
        elif index >= 0 and self.paths[index] == tuple(keys):
            first = self.leaves[index].first
        else:
            first = self.leaves[index + 1].first if index + 1 < len(self.leaves) else len(self.text)
        while self.text.startswith(" ", first):
            first += 1
        return first

    def _plan(self, first: int, measure: Measure) -> None:
        here, chosen = self._chosen(first, measure)
        if chosen.overfull and self.splits:
            here, chosen = self._broken(here, first, measure)
        self._forget(first)
        for number, (start, end) in enumerate(pairwise(chosen.breaks)):
            line = self._line(here, start, end, measure.of(number))
            self.lines[line.first] = line

    def _broken(self, whole: Stretch, first: int, measure: Measure) -> tuple[Stretch, Plan]:
        """The numbers and the plan when words that no line can hold end anywhere."""
        if (first, measure) not in self.broken:
            numbers, count = whole.paragraph, range(len(whole.rows) - 1)
            tied = [
                (whole.place(i).position, whole.place(i + 1).position)
                for i in count
                if numbers.end[i + 1] - numbers.start[i] > measure.narrowest
            ]
            found = anywhere(self.text, self.lang, self.found, tied)
            here = stretch(self.leaves, self.text, found, first)
            self.broken = {(first, measure): (here, plan(here.paragraph, measure))}
        return self.broken[first, measure]

    def _chosen(self, first: int, measure: Measure) -> tuple[Stretch, Plan]:
        asked = self.asked.get(first)
        if asked:
            found = self._by_lengths(first, measure)
            if asked in found:
                return self._stretch(first), found[asked]
        here, best = self._best(first, measure)
        if self.room and not first and ends_badly(here.paragraph, self.room, best):
            here = self._stretch(first)
            return here, plan_over(here.paragraph, measure, self.room)
        return here, best

    def _by_lengths(self, first: int, measure: Measure) -> dict[int, Plan]:
        """The plans by their numbers of lines."""
        key = first, measure
        if key not in self.possible:
            least = self._best(first, measure)[1].demerits
            self.possible[key] = plan_lengths(self._stretch(first).paragraph, measure, least)
        return self.possible[key]

    def _best(self, first: int, measure: Measure) -> tuple[Stretch, Plan]:
        """The plan without regard to the page.

        Most paragraphs need no divided word; where one without is so good that any division
        would cost more, none is looked for.
        """
        if (first, measure) not in self.plans:
            here = self._stretch(first, divided=False)
            most = PARAMETERS.hyphen_penalty**2
            best = plan_within(here.paragraph, measure, most)
            if best.demerits > most:
                here = self._stretch(first)
                best = plan(here.paragraph, measure)
            self.plans = {(first, measure): (here, best)}
        return self.plans[first, measure]

    def _stretch(self, first: int, *, divided: bool = True) -> Stretch:
        """The numbers from that character on."""
        if (first, divided) not in self.stretches:
            found = self.found if divided else self.written
            new = stretch(self.leaves, self.text, found, first)
            kept = {key: kept for key, kept in self.stretches.items() if key[0] == first}
            self.stretches = {**kept, (first, divided): new}
        return self.stretches[first, divided]

    def _line(self, here: Stretch, start: int, end: int, width: float) -> Line:
        numbers, begun, place = here.paragraph, here.place(start), here.place(end)
        leaf = self.leaves[place.leaf]
        last = end == len(numbers) - 1
        return Line(
            _first(self.text, begun.position),
            _first(self.text, place.position),
            width,
            leaf.box,
            leaf.path,
            place.byte,
            place.hyphenated,
            last,
            numbers.ems_end[end] - numbers.ems_start[start],
            numbers.glue_end[end] - numbers.glue_start[start],
            numbers.tracking,
            self.by_box,
            begun.hangs_left,
            0.0 if last else place.hangs_right,
        )


def _first(text: str, position: int) -> int:
    while text.startswith(" ", position):
        position += 1
    return position


def _at(linebox: Any, leaf: Leaf) -> bool:
    box = linebox
    for index in leaf.path:
        if index >= len(box.children):
            return False
        box = box.children[index]
    return box is leaf.box and box.text is leaf.text
