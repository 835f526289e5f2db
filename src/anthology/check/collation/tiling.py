"""A section's text put together from the lines of its pages, like a row of tiles.

Lines are drawn in another order than they are read (headings, markers and notes last), so the
text is matched page by page: it must be a row of whole lines of the section's pages, each used
once. The lines that a page has left over must be notes, markers or ornaments, stand in the
section's head, or belong to a table, whose cells continue on the next page side by side.

Numbers are lines as well. Those of lists are drawn after the text, in their order; that of a
note right before its first line; and the cells of a table are drawn in the order of its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy

from anthology.check.collation.choices import LIKELY, Choices
from anthology.check.collation.letters import around, may_hold
from anthology.check.collation.matcher import (
    PAGE,
    Line,
    Sought,
    Tile,
    laid,
    lines_of,
    without_early,
)
from anthology.check.collation.numbers import BULLET, ITEM, MARK, Marker, after_numbers, numbered

_POINTS = ".() "  # what may stand around the number of an item


class Tiling:
    """How far a section's text was found, page by page."""

    def __init__(self, sought: Sought, skipped: int = 0) -> None:
        self.sought, self.expected = sought, sought.expected
        self.text, self.notes = sought.text, sought.notes
        self.offset = skipped  # lines that come before the text
        self.at = self.noted = 0
        self.markers: list[Marker] = []  # of lists, as they are drawn
        self.bullets = 0
        self.note_numbers: dict[int, str] = {}  # by the number of the note, from 0
        self.disorder = ""  # the first cell that is drawn before one that it follows
        self.head: list[Line] = []  # the lines around the text
        self._disordered: int | None = None  # how many letters of the text come before that cell
        self.difference = ""
        self.heads: list[Line] = []  # the lines of heads of tables that were drawn again
        self.skipped = skipped  # lines from here on that are not part of the text
        self._choices: Choices = LIKELY
        self._next: Sequence[Line] = ()  # the lines of the next page
        self._late: Line | None = None  # the number of a note whose words come on the next page
        self._number = 0  # of the page, from 1
        self._cells: dict[tuple[int | None, int], Line] = {}  # the last of each table on each page
        self._repeated: set[str] = set()  # lines of heads that this page has more than once
        self._floating: list[str] = []  # captions and tables that come later than their place
        self._carried: list[Line] = []
        self._foreign: list[str] = []

    def page(
        self,
        lines: list[Line],
        upcoming: Sequence[Line] = (),
        choices: Choices = LIKELY,
    ) -> None:
        """Match a page's lines; `upcoming` are the next page's."""
        first = not self.at  # the text has not begun before
        skipped = min(self.skipped, len(lines))
        self.skipped -= skipped
        self.head += lines[:skipped]
        self._next, self._choices = upcoming, choices
        others = self._without_floating(lines[skipped:])
        if not others and not skipped:
            return  # a picture or a table alone: what waits for its words waits for the next page
        self._number += 1
        keys = Counter(line.key for line in lines)
        repeated = (line for line in lines if keys[line.key] > 1)
        self._repeated = {line.key for line in repeated if self.sought.is_of_head(line)}
        waiting = len(self._carried)
        own, of_notes = self._divided(others)
        left, tiles = self._lay(self._carried + own, waiting, of_notes)
        carried = [line for line in left if line.place < 0]
        left = sorted((*left[len(carried) :], *of_notes), key=lambda line: line.place)
        noted = list[Tile]()
        if self._has_notes(left):
            laid_notes = laid(self.notes, self.noted, left, choices=choices)
            self.noted, left, noted = without_early(self.notes, laid_notes, upcoming, choices)
        left = [*carried, *self._without_late(self._see_note_numbers(noted, left), first=first)]
        if of_notes or not choices.are_tried:  # lines that are not of the notes may be of the text
            left, more = self._lay(left)
            tiles += more
        self._see_order(tiles)
        self._carried = []
        for line in left:
            self._put_aside(line, first=first)

    def _has_notes(self, lines: Sequence[Line]) -> bool:
        """Whether notes go on here, or begin: a line without the number is more likely a cell."""
        label = self.sought.called(self.noted)
        if not label or self._late:
            return True
        return self._choices.of(any(line.drawn.strip() == label for line in lines), _either)

    def _divided(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
        """The lines of a page, and those in its margin or drawn after the number of a note.

        The latter are probably the first of a note, which may say the same as the text.
        """
        likely = (line for line in after_numbers(lines) if self.sought.may_be_noted(line))
        first = {line for line in likely if line.in_margin or self._choices.of(True, _either)}
        noted = [line for line in lines if line.in_margin or line in first]
        return [line for line in lines if line not in noted], noted

    def _lay(
        self, lines: list[Line], following: int = 0, others: Sequence[Line] = ()
    ) -> tuple[list[Line], list[Tile]]:
        """Match lines with the text: those left over, and the others.

        A caption or a table that is not there is left out where more lines go on after it than
        begin it: it floats, and comes with a later page. `others` are lines of the page that may
        be notes: what begins with one of them is there.
        """
        beside = [line for line in lines if line.in_margin]  # never of the text
        left, tiles = [line for line in lines if not line.in_margin], list[Tile]()
        while left and self.at < len(self.text.letters):
            end = self.sought.movable.get(self.at)
            until = end or min((at for at in self.sought.movable if at > self.at), default=None)
            reach = laid(self.text, self.at, left, following, until, choices=self._choices)
            at, rest, found = without_early(self.text, reach, self._next, self._choices)
            if end and at < end and self._floats(end, at - self.at, left, others):
                self._floating.append(self.text.letters[self.at : end])
                self.at = end
                continue
            stopped = at == self.at or at != until
            self.at, left, following, tiles = at, rest, 0, tiles + found
            if stopped:
                break
        return [*left, *beside], tiles

    def _floats(self, end: int, shown: int, lines: list[Line], others: Sequence[Line]) -> bool:
        """Whether the caption or table that comes next, of which lines show so much, floats."""
        near = [line for line in others if not line.in_margin]
        likely = not self._goes_on(self.at, near) and self._goes_on(end, lines) > shown
        return self._choices.of(likely, _either)

    def _goes_on(self, at: int, lines: list[Line]) -> int:
        """How many letters of the text some lines show from a place on."""
        return laid(self.text, at, lines)[0] - at

    def _without_floating(self, lines: list[Line]) -> list[Line]:
        """The lines without those of captions and tables whose place was on a page before."""
        noted = after_numbers(lines)
        for caption in list(self._floating):
            starts = [n for n, own in enumerate(lines) if own.key and caption.startswith(own.key)]
            starts.sort(key=lambda n: lines[n] in noted)
            found = next(filter(None, (lines_of(caption, lines[n:]) for n in starts)), None)
            # What is drawn after the number of a note is more likely of the note.
            if found and self._choices.of(found[0] not in noted, _either):
                self._floating.remove(caption)
                lines = [line for line in lines if line not in found]
        return lines

    def _see_order(self, tiles: Sequence[Tile]) -> None:
        """See whether the lines that each page has of a table are drawn in their order.

        Of a head that the page has more than once, any may have been taken.
        """
        for at, line in tiles:
            pages, place = divmod(line.place, PAGE)
            cell = self.sought.table(at), self._number + pages
            if cell[0] is None or not self._is_ordered(line):
                continue
            before = self._cells.setdefault(cell, line)
            if place < before.place % PAGE and not self.disorder:
                self.disorder = f"“{line.drawn.strip()}” after “{before.drawn.strip()}”"
                self._disordered = at
                self._choices.lose(at)
            self._cells[cell] = line

    def _is_ordered(self, line: Line) -> bool:
        """Whether a cell must come in its order, also one that goes on from a page before."""
        return self._choices.are_tried if line.place < 0 else line.key not in self._repeated

    def _see_note_numbers(self, tiles: Sequence[Tile], left: Sequence[Line]) -> list[Line]:
        """The lines left over, without the numbers of the notes that begin with a tile."""
        if self.notes.mixed:
            return [*left]  # where a note begins is not known
        found, late = set[int](), self._late
        places = {line.place: line for line in left if ITEM.fullmatch(line.drawn.strip())}
        for at, line in numbered(tiles, places, self.sought.labels):
            before = places.get(line.place - 1)
            if at in self.sought.starts and before is not None:
                self.note_numbers[self.sought.starts[at]] = before.drawn.strip(_POINTS)
                found.add(before.place)
            elif at in self.sought.starts and late and late.drawn.strip() == self.sought.labels[at]:
                number = late.drawn.strip(_POINTS)
                self.note_numbers[self.sought.starts[at]] = number
                self.markers.append(Marker(number, sure=False))  # or that of an item
                self._late = late = None
        return [line for line in left if line.place not in found]

    def _without_late(self, left: list[Line], *, first: bool) -> list[Line]:
        """The lines without the number of a note of which this page has nothing but pictures."""
        if self._late:
            self._put_aside(self._late, first=first)
        self._late = None
        if self.noted in self.sought.starts:
            label = self.sought.labels[self.noted]
            alike = [line for line in left if line.drawn.strip() == label]
            others = [line for line in left if not BULLET.fullmatch(line.drawn.strip())]
            last = others[-1] if others else None
            self._late = self._choices.of(last if last in alike else None, lambda: (None, *alike))
        return [line for line in left if line is not self._late]

    def _put_aside(self, line: Line, *, first: bool) -> None:
        """Decide what a line is that is neither text nor a note."""
        drawn, key = line.drawn.strip(), line.key
        in_head = key in self.sought.names or (first and key in self.sought.before)
        in_table = may_hold(self.sought.tables, drawn, key)
        early = bool(key) and not self.text.done(self.at) and key in self.sought.captions
        if ITEM.fullmatch(drawn) and line.place >= 0:
            known = in_head or in_table or key in self.sought.after  # a year below the text
            self._add_marker(drawn.strip(_POINTS), sure=not known)
        below = first or self.expected.several or self.sought.is_below(line)
        takes = (
            (in_head, self.head.append),
            (in_table or early, self._carry),
            (MARK.fullmatch(drawn) is not None, _leave),
            (below, self.head.append),
        )
        able = [take for can, take in takes if can] or [self._add]
        self._choices.of(able[0], lambda: able)(line)

    def _carry(self, line: Line) -> None:
        """Keep a line for the next page: a cell that goes on there, or a caption that is late."""
        self._carried.append(line._replace(place=line.place - PAGE))

    def _add(self, line: Line) -> None:
        """Take a line for foreign words."""
        self._foreign.append(line.drawn)

    def _add_marker(self, text: str, *, sure: bool) -> None:
        """Take a line for the marker of an item, which it may be."""
        if any(map(str.isalnum, text)):
            self.markers.append(Marker(text, sure))
        elif sure:
            self.bullets += 1

    @property
    def head_words(self) -> str:
        """The words of the head."""
        return " ".join(line.drawn for line in self.head)

    @property
    def reached(self) -> int:
        """How many letters of the text and the notes were found in order."""
        found = self.at - sum(map(len, self._floating))
        return self.noted + (found if self._disordered is None else min(found, self._disordered))

    @property
    def is_lost(self) -> bool:
        """Whether a difference is certain already."""
        return bool(self._foreign or self.disorder)

    def copied(self) -> Tiling:
        """The same, to go on with in another way."""
        other = copy(self)
        lists = {name: own for name, own in vars(self).items() if isinstance(own, list | dict)}
        vars(other).update((name, own.copy()) for name, own in lists.items())
        return other

    def finish(self) -> None:
        """Set `difference`, if anything is missing or anything was added."""
        if self._late:
            self._put_aside(self._late, first=False)
        left = [each for each in self._carried if not MARK.fullmatch(each.drawn.strip())]
        self.heads = [line for line in left if self.sought.is_of_head(line)]
        for line in (line for line in left if line not in self.heads):  # nothing goes on any more
            (self.head.append if self.sought.is_below(line) else self._add)(line)
        foreign = " ".join(self._foreign)[:60]
        if not self.text.done(self.at):
            instead = f"; instead there is “{foreign}”" if foreign else ""
            self.difference = f"the words “{around(self.text.raw, self.at)}” are missing{instead}"
        elif self._floating:
            self.difference = f"the words “{self._floating[0][:60]}” are missing"
        elif not self.notes.done(self.noted):
            wanted = around(self.notes.raw, self.noted)
            self.difference = f"in the notes, the words “{wanted}” are missing or out of order"
        elif foreign:
            self.difference = f"foreign words were added: “{foreign}”"


def _either() -> tuple[bool, bool]:
    return True, False


def _leave(_: Line) -> None:
    """Leave out an ornament, a bullet or a number."""
