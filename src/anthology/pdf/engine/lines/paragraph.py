"""The planned lines of one line box, stored in it: WeasyPrint lays it out several times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from anthology.pdf.engine.lines.measure import TextRun, Walk
from anthology.pdf.engine.lines.opportunities import anywhere, between_words, with_divisions
from anthology.pdf.engine.lines.parameters import PARAMETERS, Letters
from anthology.pdf.engine.lines.plan import (
    Plan,
    ends_badly,
    plan,
    plan_lengths,
    plan_over,
    plan_within,
)
from anthology.pdf.engine.lines.search import SAME, Measure
from anthology.pdf.engine.lines.segment import Segment, number, segment, setting_of

MORE = "__more_lines"  # --more-lines: how many lines longer a paragraph is than is best


@dataclass(frozen=True)
class Line:
    """A planned line: its measure, where it ends, and what can be widened in it."""

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
    letters: Letters
    ragged: bool
    runs: dict[int, TextRun]  # of the paragraph, by the id of their boxes
    hangs_left: float  # px outside the left margin
    hangs_right: float  # px outside the right margin


@dataclass(frozen=True)
class Slot:
    """The place of a line on its page."""

    width: float  # px
    room: int  # lines that the page still has room for, this one included
    measure: Callable[[], Measure]  # of this line and those after it


class Paragraph:
    """A line box as text runs, and its lines planned so far, by their first characters."""

    def __init__(self, linebox: Any, block: Any) -> None:
        walk = Walk(block)
        walk.children(linebox)
        self.floats = walk.floats
        self.runs = tuple(walk.runs)
        self.text = "".join(run.text for run in self.runs)
        self.by_box = {id(run.box): run for run in self.runs}
        self.paths = [run.path for run in self.runs]
        self.lang = linebox.style["lang"]
        self.setting = setting_of(linebox.style)
        self.more = round(number(linebox.style[MORE], 0))
        self.splits = linebox.style["overflow_wrap"] in ("anywhere", "break-word")
        self.undivided = between_words(self.runs, self.text, self.lang)
        self.lines: dict[int, Line] = {}
        self.room = 0  # lines before the page ends inside the paragraph, 0 where it does not
        self.whole = 0  # how many lines it has where it does not
        self.requested: dict[int, int] = {}  # the number of lines from a character on
        self.by_length: dict[tuple[int, Measure], dict[int, Plan]] = {}  # by numbers of lines
        # The last segment, without and with divided words; the last plan without regard to the
        # page, and the last one with words broken anywhere.
        self.segments: dict[tuple[int, bool], Segment] = {}
        self.plans: dict[tuple[int, Measure], tuple[Segment, Plan]] = {}
        self.broken: dict[tuple[int, Measure], tuple[Segment, Plan]] = {}

    @cached_property
    def found(self) -> dict[int, float]:
        """The characters before which a line may begin, also inside words, with the penalties."""
        return with_divisions(self.undivided, self.runs, self.text)

    def is_of(self, linebox: Any) -> bool:
        """Whether the line box still has the text boxes that were measured."""
        return all(_is_in(linebox, run) for run in self.runs)

    def line(self, skip_stack: Any, slot: Slot) -> Line | None:
        """The line that begins at that place of the text; None where it is not planned."""
        first = self._character(skip_stack)
        if first >= len(self.text) or (self.floats and not skip_stack):
            return None
        line = self.lines.get(first)
        if line is None or abs(line.width - slot.width) > SAME:
            self._plan(first, slot.measure())
        if not skip_stack:
            self._plan_page_end(first, slot)
        return self.lines.get(first)

    def other_lengths(self, first: int) -> dict[int, float]:
        """The demerits of being longer or shorter, by how many lines, from that character on.

        Empty where the text has forced breaks.
        """
        widths = [line.width for line in self._lines_from(first)]
        if not widths or "\n" in self.text[first:]:
            return {}
        found = self._plans_by_length(first, Measure.of_lines(widths[:-1], widths[-1]))
        least = min((each.demerits for each in found.values()), default=0.0)
        return {count - len(widths): each.demerits - least for count, each in found.items()}

    def best_length(self) -> int:
        """How many lines it has where no page ends in it; 0 where they are not planned."""
        widths = [line.width for line in self._lines_from(0)]
        if not widths or not (self.room or self.requested):
            return len(widths)
        measure = Measure.of_lines(widths[:-1], widths[-1])
        return self._wanted(0, measure) or len(self._best(0, measure)[1].breaks) - 1

    def request(self, first: int, more: int) -> None:
        """From that character on, be planned so many lines longer; 0: as is best."""
        self.requested.pop(first, None)
        if more:
            self.requested[first] = more + sum(1 for _ in self._lines_from(first))
        self._forget(first)

    def _lines_from(self, first: int) -> Iterator[Line]:
        """The planned lines from that character on, up to a forced break."""
        while line := self.lines.get(first):
            yield line
            if line.following == first:  # an empty line: the forced break comes first
                return
            first = line.following

    def _forget(self, first: int) -> None:
        self.lines = {start: line for start, line in self.lines.items() if start < first}

    def _plan_page_end(self, first: int, slot: Slot) -> None:
        """Plans the lines again where the page now ends after another one of them."""
        if not self.room:
            self.whole = len(self.lines)
        room = slot.room if 0 < slot.room < self.whole else 0
        if room != self.room:
            self.room = room
            self._plan(first, slot.measure())

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
            run = self.runs[index]
            first = run.first + len(run.text.encode()[: keys[-1]].decode())
        elif index >= 0 and self.paths[index] == tuple(keys):
            first = self.runs[index].first
        else:
            first = self.runs[index + 1].first if index + 1 < len(self.runs) else len(self.text)
        while self.text.startswith(" ", first):
            first += 1
        return first

    def _plan(self, first: int, measure: Measure) -> None:
        part, chosen = self._chosen(first, measure)
        if chosen.overfull and self.splits:
            part, chosen = self._with_broken_words(part, first, measure)
        self._forget(first)
        for row, (start, end) in enumerate(pairwise(chosen.breaks)):
            line = self._line(part, start, end, measure.of(row))
            self.lines[line.first] = line

    def _with_broken_words(
        self, part: Segment, first: int, measure: Measure
    ) -> tuple[Segment, Plan]:
        """The segment and its plan when words that are wider than a line are broken anywhere."""
        if (first, measure) not in self.broken:
            numbers, count = part.opportunities, range(len(part.rows) - 1)
            wide = [
                (part.line_end(i).position, part.line_end(i + 1).position)
                for i in count
                if numbers.end[i + 1] - numbers.start[i] > measure.narrowest
            ]
            found = anywhere(self.text, self.lang, self.found, wide)
            part = segment(self.runs, self.text, found, first, self.setting)
            self.broken = {(first, measure): (part, plan(part.opportunities, measure))}
        return self.broken[first, measure]

    def _chosen(self, first: int, measure: Measure) -> tuple[Segment, Plan]:
        requested = self.requested.get(first) or self._wanted(first, measure)
        if requested:
            found = self._plans_by_length(first, measure)
            if requested in found:
                return self._segment(first), found[requested]
        part, best = self._best(first, measure)
        if self.room and not first and ends_badly(part.opportunities, self.room, best):
            part = self._segment(first)
            return part, plan_over(part.opportunities, measure, self.room)
        return part, best

    def _wanted(self, first: int, measure: Measure) -> int:
        """The number of lines that the style wants, 0 where it wants as many as is best."""
        best = len(self._best(first, measure)[1].breaks) - 1 if self.more and not first else 0
        return best and best + self.more

    def _plans_by_length(self, first: int, measure: Measure) -> dict[int, Plan]:
        """The plans by their numbers of lines."""
        key = first, measure
        if key not in self.by_length:
            least = self._best(first, measure)[1].demerits
            self.by_length[key] = plan_lengths(self._segment(first).opportunities, measure, least)
        return self.by_length[key]

    def _best(self, first: int, measure: Measure) -> tuple[Segment, Plan]:
        """The plan without regard to the page.

        Most paragraphs need no divided word: where a plan without is so good that any division
        would cost more, none is searched for.
        """
        if (first, measure) not in self.plans:
            part = self._segment(first, divided=False)
            most = PARAMETERS.hyphen_penalty**2
            best = plan_within(part.opportunities, measure, most)
            if best.demerits > most:
                part = self._segment(first)
                best = plan(part.opportunities, measure)
            self.plans = {(first, measure): (part, best)}
        return self.plans[first, measure]

    def _segment(self, first: int, *, divided: bool = True) -> Segment:
        """The segment from that character on, with or without divided words."""
        if (first, divided) not in self.segments:
            found = self.found if divided else self.undivided
            new = segment(self.runs, self.text, found, first, self.setting)
            same = {key: part for key, part in self.segments.items() if key[0] == first}
            self.segments = {**same, (first, divided): new}
        return self.segments[first, divided]

    def _line(self, part: Segment, start: int, end: int, width: float) -> Line:
        numbers, before, after = part.opportunities, part.line_end(start), part.line_end(end)
        run = self.runs[after.run]
        last = end == len(numbers) - 1
        return Line(
            _first(self.text, before.position),
            _first(self.text, after.position),
            width,
            run.box,
            run.path,
            after.byte,
            after.hyphenated,
            last,
            numbers.ems_end[end] - numbers.ems_start[start],
            numbers.glue_end[end] - numbers.glue_start[start],
            numbers.letters,
            self.setting.ragged,
            self.by_box,
            before.hangs_left,
            0.0 if last else after.hangs_right,
        )


def _first(text: str, position: int) -> int:
    while text.startswith(" ", position):
        position += 1
    return position


def _is_in(linebox: Any, run: TextRun) -> bool:
    box = linebox
    for index in run.path:
        if index >= len(box.children):
            return False
        box = box.children[index]
    return box is run.box and box.text is run.text
