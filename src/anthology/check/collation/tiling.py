"""A section's text put together from the lines of its pages, like a row of tiles.

Lines are drawn in another order than they are read (headings, markers and notes last), so the
text is matched page by page: it must be a row of whole lines of the section's pages, each used
once. The lines that a page has left over must be notes, markers or ornaments, stand in the
section's head, or belong to a table, whose cells continue on the next page side by side.

Numbers are lines as well. Those of lists are drawn after the text, in their order; that of a
note right before its first line; and the cells of a table are drawn in the order of its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress, pairwise
from operator import not_

from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import around, letter_counts, letters, reordered
from anthology.check.collation.matcher import (
    NOTE_NUMBER,
    Line,
    Matcher,
    Tile,
    drawn_with,
    laid,
    without_early,
)
from anthology.check.collation.numbers import Marker

_NUMBER = r"(?:[.(]?(?:-?\d{1,9}|[ivxlcdm]{2,12}|[a-z]{1,3}(?=[.)])|(?<=\.)[a-z]{1,3})[.)]?)"
BULLET = re.compile("[•◦▪‣⁃∙·○●■□]")
ITEM = re.compile(rf"{_NUMBER}|{BULLET.pattern}", re.IGNORECASE)
_ORNAMENT = re.compile(r"\W+")
_MARK = re.compile(rf"{ITEM.pattern}|{_ORNAMENT.pattern}", re.IGNORECASE)
_POINTS = ".() "  # what may stand around the number of an item


class Tiling:
    """How far a section's text was found, page by page."""

    def __init__(self, expected: Expected, drawn: frozenset[str]) -> None:
        self.text = Matcher(expected.text, drawn)
        self.notes = Matcher(" ".join(expected.notes), drawn)
        self.at = self.noted = 0
        self.markers: list[Marker] = []  # of lists, as they are drawn
        self.bullets = 0
        self.note_numbers: dict[int, str] = {}  # by the number of the note, from 0
        self._late: Line | None = None  # the number of a note whose words come on the next page
        self.disorder = ""  # the first cell that is drawn before one that it follows
        self.head: list[Line] = []  # the lines around the text
        self.difference = ""
        self.expected = expected
        self._next: Sequence[Line] = ()  # the lines of the next page
        self._heads = letters(" ".join(expected.table_heads))
        self._repeated: set[str] = set()  # lines of heads that this page has more than once
        self._tables = drawn_with(letters(expected.tables), drawn)
        self._before = drawn_with(expected.before, drawn)
        self._after = drawn_with(expected.after, drawn)
        self._spans = [tuple(map(self.text.offset, span)) for span in expected.table_spans]
        self._starts = self.notes.starts(expected.notes)
        offset = self.text.offset
        # Captions and tables that may come on another page than the text around them.
        movable = (*expected.captions, *expected.table_spans)
        self._movable = {offset(start): offset(end) for start, end in movable}
        self._captions = letters(" ".join(expected.text[a:b] for a, b in expected.captions))
        self._floating: list[str] = []  # those that come later than their place
        self._carried: list[Line] = []
        self._foreign: list[str] = []

    def page(
        self, lines: list[Line], skipped: int, upcoming: Sequence[Line] = (), *, first: bool
    ) -> None:
        """Match a page's lines; the first `skipped` of them are not part of the text.

        `first` says that the text has not begun before it; `upcoming` are the next page's lines.
        """
        if not lines:
            return  # a picture alone: what waits for its words waits for those of the next page
        self._next = upcoming
        keys = Counter(line.key for line in lines)
        self._repeated = {key for key, n in keys.items() if n > 1 and key in self._heads}
        self.head += lines[:skipped]
        waiting = len(self._carried)
        own, of_notes = self._divided(self._without_floating(lines[skipped:]))
        left, tiles = self._lay(self._carried + own, waiting, of_notes)
        self._see_order(tiles)
        left = sorted([*left, *of_notes], key=lambda line: line.place)
        laid_notes = laid(self.notes, self.noted, left)
        self.noted, left, tiles = without_early(self.notes, laid_notes, self._next)
        left = self._without_late(self._see_note_numbers(tiles, left), first=first)
        left, tiles = self._lay(left)
        self._see_order(tiles)
        self._carried = []
        for line in left:
            self._put_aside(line, first=first)

    def _divided(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
        """The lines of a page, and those drawn after the number of a note: probably its first.

        A note may say the same as the text, which comes first.
        """
        after = {line.place + 1 for line in lines if NOTE_NUMBER.fullmatch(line.drawn)}
        first = [line for line in lines if line.place in after and self._may_be_noted(line)]
        return [line for line in lines if line not in first], first

    def _may_be_noted(self, line: Line) -> bool:
        """Whether the notes have the words of a line; if not, the number is that of an item."""
        return self.notes.mixed or line.key in self.notes.letters

    def _lay(
        self, lines: list[Line], following: int = 0, others: Sequence[Line] = ()
    ) -> tuple[list[Line], list[Tile]]:
        """Match lines with the text: those left over, and the others.

        A caption or a table that is not there is left out where more lines go on after it than
        begin it: it floats, and comes with a later page. `others` are lines of the page that may
        be notes: what begins with one of them is there.
        """
        left, tiles = lines, list[Tile]()
        while left and self.at < len(self.text.letters):
            end = self._movable.get(self.at)
            until = end or min((at for at in self._movable if at > self.at), default=None)
            reach = laid(self.text, self.at, left, following, until)
            at, rest, found = without_early(self.text, reach, self._next)
            here = laid(self.text, self.at, list(others))[0] > self.at
            if end and at < end and not here and self._goes_on(end, left) > at - self.at:
                self._floating.append(self.text.letters[self.at : end])
                self.at = end
                continue
            stopped = at == self.at or at != until
            self.at, left, following, tiles = at, rest, 0, tiles + found
            if stopped:
                break
        return left, tiles

    def _goes_on(self, at: int, lines: list[Line]) -> int:
        """How many letters of the text some lines show from a place on."""
        return laid(self.text, at, lines)[0] - at

    def _without_floating(self, lines: list[Line]) -> list[Line]:
        """The lines without those of captions and tables whose place was on a page before."""
        for caption in list(self._floating):
            at, found = 0, list[Line]()
            for line in lines:
                if line.key and caption.startswith(line.key, at):
                    found.append(line)
                    at += len(line.key)
            if at == len(caption):
                self._floating.remove(caption)
                lines = [line for line in lines if line not in found]
        return lines

    def _see_order(self, tiles: Sequence[Tile]) -> None:
        """See whether the lines of each table are drawn in their order.

        Of a head that the page has more than once, any may have been taken.
        """
        for start, end in self._spans:
            known = [line for at, line in tiles if start <= at < end and line.place >= 0]
            own = [line for line in known if line.key not in self._repeated]
            for before, line in pairwise(own):
                if line.place < before.place and not self.disorder:
                    self.disorder = f"“{line.drawn.strip()}” after “{before.drawn.strip()}”"

    def _see_note_numbers(self, tiles: Sequence[Tile], left: Sequence[Line]) -> list[Line]:
        """The lines left over, without the numbers of the notes that begin with a tile."""
        if self.notes.mixed:
            return [*left]  # where a note begins is not known
        found: set[int] = set()
        places = {line.place: line for line in left if ITEM.fullmatch(line.drawn.strip())}
        for at, line in self._numbered(tiles, places):
            before = places.get(line.place - 1)
            if at in self._starts and before is not None:
                self.note_numbers[self._starts[at]] = before.drawn.strip(_POINTS)
                found.add(before.place)
            elif at in self._starts and self._late and self._late.drawn.strip() == self._label(at):
                number = self._late.drawn.strip(_POINTS)
                self.note_numbers[self._starts[at]] = number
                self.markers.append(Marker(number, sure=False))  # or that of an item
                self._late = None
        return [line for line in left if line.place not in found]

    def _numbered(self, tiles: Sequence[Tile], numbers: Mapping[int, Line]) -> list[Tile]:
        """The tiles, where a note begins with a line that has its number, if one has it.

        A line without a number may show the same words, that of a note without a call.
        """
        lines = [line for _, line in tiles]
        for which, (at, line) in enumerate(tiles):
            if at in self._starts and line.place - 1 not in numbers:
                label = self._label(at)
                same = (n for n, other in enumerate(lines) if other.key == line.key)
                own = (
                    n for n in same if numbers.get(lines[n].place - 1, line).drawn.strip() == label
                )
                other = next(own, which)
                lines[which], lines[other] = lines[other], lines[which]
        return [(at, line) for (at, _), line in zip(tiles, lines, strict=True)]

    def _label(self, at: int) -> str:
        """What is drawn before the note that begins there, without the space after it."""
        return f"{self.expected.labels[self._starts[at]]}."

    def _without_late(self, left: list[Line], *, first: bool) -> list[Line]:
        """The lines without the number of a note of which this page has nothing but pictures."""
        if self._late:
            self._put_aside(self._late, first=first)
        self._late = None
        if self.noted in self._starts:
            last = next((line for line in reversed(left) if not _is_bullet(line)), None)
            if last is not None and last.drawn.strip() == self._label(self.noted):
                self._late = last
        return [line for line in left if line is not self._late]

    def _put_aside(self, line: Line, *, first: bool) -> None:
        """Decide what a line is that is neither text nor a note."""
        drawn, key = line.drawn.strip(), line.key
        in_head, in_table = first and key in self._before, key in self._tables
        early = bool(key) and not self.text.done(self.at) and key in self._captions
        if ITEM.fullmatch(drawn) and line.place >= 0:
            closing = key in self._after  # the year of a date below the text, alone in its line
            known = in_head or in_table or closing
            self._add_marker(drawn.strip(_POINTS), sure=not known)
        if in_head:
            self.head.append(line)
        elif in_table or early:
            self._carried.append(line._replace(place=-1))
        elif _MARK.fullmatch(drawn):
            pass
        elif first or self.expected.several or self._is_below(line):
            self.head.append(line)
        else:
            self._foreign.append(line.drawn)

    def _is_below(self, line: Line) -> bool:
        """Whether the style may have put a line below the text."""
        counted = reordered(line.drawn)
        return line.key in self._after or (
            counted and not letter_counts(line.key) - letter_counts(self._after)
        )

    def _add_marker(self, text: str, *, sure: bool) -> None:
        """Take a line for the marker of an item, which it may be."""
        if any(map(str.isalnum, text)):
            self.markers.append(Marker(text, sure))
        elif sure:
            self.bullets += 1

    def finish(self) -> None:
        """Set `difference`, if anything is missing or anything was added."""
        if self._late:
            self._put_aside(self._late, first=False)
        left = [each for each in self._carried if not _MARK.fullmatch(each.drawn.strip())]
        self._foreign += [line.drawn for line in left if line.key not in self._heads]
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


def _is_bullet(line: Line) -> bool:
    return BULLET.fullmatch(line.drawn.strip()) is not None


def all_drawn(expected: Expected, lines: Sequence[Sequence[Line]], drawn: frozenset[str]) -> bool:
    """Whether the letters of a section that mixes directions are all there, and no others.

    Where a line mixes scripts that run both ways, its words cannot be separated, but the letters
    of the whole section can be counted.
    """
    whole = " ".join((expected.text, *expected.notes))
    if not reordered(whole) and expected.dir != "rtl":
        return False
    wanted = _counted(drawn_with(letters(whole) + expected.before + expected.after, drawn))
    every = [line for own in lines for line in own]
    # What may be the number of an item may be a word as well: “ich.”
    items = [bool(ITEM.fullmatch(line.drawn.strip())) for line in every]
    keys = [line.key for line in every]
    sure = _counted("".join(compress(keys, map(not_, items))))
    most = sure + _counted("".join(compress(keys, items)))
    for head in map(_counted, map(letters, expected.table_heads)):
        while not sure <= wanted and wanted + head <= most:
            wanted += head
    return sure <= wanted <= most


def _counted(text: str) -> Counter[str]:
    """How often each letter occurs."""
    return Counter({c: n for c, n in letter_counts(text).items() if c.isalpha()})
