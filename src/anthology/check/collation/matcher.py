"""Lines matched with a text, exactly or, where letters change places, by counting them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from anthology.check.collation.choices import LIKELY, Choices
from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import (
    drawn_with,
    letter_counts,
    letters,
    may_hold,
    reordered,
)
from anthology.check.collation.numbers import MARK, NOTE_NUMBER

_EARLY = 3  # lines at the end of a page that may be taken for words of the next
PAGE = 10**6  # more than the lines of a page
_SOON = 2  # lines: one that follows, or with a bullet or a number between
_DRIFT = (0, 1, -1, 2, -2)  # how far the words of a line of reordered letters may be miscounted


class Line(NamedTuple):
    """A line of a page."""

    drawn: str
    key: str  # as it is compared
    place: int  # among the lines of its page, as they are drawn; on one before: less by PAGE
    in_margin: bool = False  # of a note beside the text


Tile = tuple[int, Line]  # a line, and how many letters of the text come before it
Fit = tuple[int, int]  # how many letters of the text a line shows, and which line it is
_NONE = (0, 0)
Laid = tuple[int, list[Line], list[Tile]]  # how far lines reach, those left over, the others


def laid(  # noqa: PLR0913
    text: Matcher,
    at: int,
    unused: list[Line],
    following: int = 0,
    until: int | None = None,
    *,
    choices: Choices = LIKELY,
) -> Laid:
    """Match lines with the text from `at` on: how far they reach, those left over, the others.

    No line begins from `until` on.
    """
    left, tiles = list(unused), list[Tile]()
    while left and at < (len(text.letters) if until is None else until):
        likely = text.next(at, left, following)
        if not likely[0]:
            break
        last = tiles[-1][1].place if tiles else left[0].place - 1
        fits, following = _chosen(text, at, left, likely, (last, choices))
        if not fits:
            break
        tiles.append((at, left[following]))
        at += fits
        del left[following]
    return at, left, tiles


def _chosen(
    text: Matcher, at: int, left: Sequence[Line], likely: Fit, following: tuple[int, Choices]
) -> Fit:
    """The line that comes next, of those that fit.

    Those drawn soon after the last one are tried first; then, that none of the page does.
    """
    last, choices = following
    if not choices.are_tried:
        return likely
    fits = [*text.fits(at, left)]
    soon = [fit for fit in fits if 0 < left[fit[1]].place - last <= _SOON]
    if likely in soon:
        return choices.of(likely, lambda: fits, at=at)
    return choices.of(likely, lambda: (*soon, _NONE, *fits), strained=True, at=at)


def without_early(
    text: Matcher, reach: Laid, upcoming: Sequence[Line], choices: Choices = LIKELY
) -> Laid:
    """The same without last lines that were taken for the first words of the next page."""
    _, left, tiles = reach
    few = range(min(len(tiles), _EARLY) + 1)
    count = choices.of(_early(text, reach, upcoming), lambda: few)
    if not count:
        return reach
    early = [line for _, line in tiles[-count:]]
    back = sorted([*left, *early], key=lambda line: line.place)
    return tiles[-count][0], back, tiles[:-count]


def _early(text: Matcher, reach: Laid, upcoming: Sequence[Line]) -> int:
    """How many of the last lines are probably not the first words of the next page.

    A run of a note, or the head of a column, may be the word with which the text goes on: “The”.
    It is not that word if it is out of the order of drawing, and the next page has a line, or two,
    that begin where it does and go on beyond it.
    """
    at, _, tiles = reach
    for count in range(1, min(len(tiles), _EARLY) + 1):
        start, line = tiles[-count]
        before = tiles[-count - 1][1].place if count < len(tiles) else line.place
        if line.place != before + 1 and text.goes_on(start, at, upcoming):
            return count
    return 0


class Matcher:
    """Matches lines with a text."""

    def __init__(self, raw: str, drawn: frozenset[str]) -> None:
        self.raw = raw
        self.letters = drawn_with(letters(raw), drawn)
        self._drawn = drawn
        self._lines: dict[str, tuple[int, Counter[str]]] = {}
        self.mixed = reordered(raw)

    def fit(self, at: int, line: Line) -> int:
        """How many letters the line shows of the text from `at` on; 0 where it shows others."""
        if self.letters.startswith(line.key, at):
            return len(line.key)
        if not self.mixed or NOTE_NUMBER.fullmatch(line.drawn):
            return 0
        return self._reordered(at, line)

    def next(self, at: int, lines: Sequence[Line], following: int) -> Fit:
        """How many letters the line shows that is the likeliest to come next, and which it is.

        The line `following` is tried first, then the one drawn after the last, or after the number
        of a note that follows it, then the longest; before all of them one after which the next
        line goes on: “Film 2” and not “Film 21” before “1902”. Of those whose letters can only be
        counted, it is the first.
        """
        follows, following = self.follows(at, lines, following)
        if not follows or not self.is_followed(at + follows, lines, following):
            fits, best = self.best(at, lines)
            if not follows or (fits and self.is_followed(at + fits, lines, best)):
                return fits, best
        return follows, following

    def fits(self, at: int, lines: Sequence[Line]) -> Iterator[Fit]:
        """How many letters each line shows that may come next, and which it is."""
        for number, line in enumerate(lines):
            if fits := self.fit(at, line):
                yield fits, number

    def follows(self, at: int, lines: Sequence[Line], start: int) -> Fit:
        """How many letters the next line shows, or the one after a note's number, and which."""
        fits = self.fit(at, lines[start]) if start < len(lines) else 0
        if start + 1 < len(lines) and NOTE_NUMBER.fullmatch(lines[start].drawn):
            after = self.fit(at, lines[start + 1])
            if after and not (fits and NOTE_NUMBER.fullmatch(lines[start + 1].drawn)):
                return after, start + 1
        return fits, start

    def best(self, at: int, lines: Sequence[Line]) -> Fit:
        """How many letters the line that fits best shows, and which it is; 0 where none fits."""
        exact = [n for n, line in enumerate(lines) if self.letters.startswith(line.key, at)]
        if exact:
            number = max(exact, key=lambda n: self._rank(at, lines, n))
            return len(lines[number].key), number
        fits = ((self.fit(at, line), n) for n, line in enumerate(lines))
        return next((fit for fit in fits if fit[0]), (0, 0)) if self.mixed else (0, 0)

    def _rank(self, at: int, lines: Sequence[Line], number: int) -> tuple[bool, bool, int, int]:
        """How well a line fits that shows the text from `at` on."""
        line = lines[number]
        end = at + len(line.key)
        is_note = NOTE_NUMBER.fullmatch(line.drawn) is not None
        return not is_note, self.is_followed(end, lines, number), len(line.key), -number

    def is_followed(self, at: int, lines: Sequence[Line], number: int) -> bool:
        """Whether the line after that one shows the text from `at` on, or nothing is to follow.

        A bullet or a number between them, or an ornament, need not be of the text.
        """
        if at == len(self.letters):
            return True
        for line in lines[number + 1 : number + 3]:
            if self.fit(at, line):
                return True
            if not MARK.fullmatch(line.drawn.strip()):
                return False
        return False

    def goes_on(self, start: int, end: int, lines: Sequence[Line]) -> bool:
        """Whether a line, or two together, show the text from `start` on, beyond `end`."""
        longer = {line.key for line in lines} | {a.key + b.key for a, b in pairwise(lines)}
        return any(len(key) > end - start and self.letters.startswith(key, start) for key in longer)

    def offset(self, raw: int) -> int:
        """How many of its letters come before a place in the text as it was given."""
        return len(drawn_with(letters(self.raw[:raw]), self._drawn))

    def starts(self, parts: Sequence[str]) -> dict[int, int]:
        """The number of each part of the text, from 0, by the letters before it."""
        sizes = [len(drawn_with(letters(part), self._drawn)) for part in parts]
        places = accumulate(sizes, initial=0)
        return {at: n for n, (at, size) in enumerate(zip(places, sizes, strict=False)) if size}

    def _reordered(self, at: int, line: Line) -> int:
        """The same where letters are drawn in another order, or joined: they are only counted."""
        words, wanted = self._counted(line)
        ends, before = self._words
        first = bisect_right(ends, at)
        for more in _DRIFT:
            last = min(max(first + words + more, first + 1), len(ends)) - 1
            end = ends[last] if last >= 0 else at
            if before[end] - before[at] == wanted.total() and (
                letter_counts(self.letters[at:end]) == wanted
            ):
                return end - at
        return 0

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where words end, in letters, and how many letters are counted before each letter."""
        sizes = (len(drawn_with(letters(word), self._drawn)) for word in self.raw.split())
        counted = (letter_counts(letter).total() for letter in self.letters)
        return list(dict.fromkeys(accumulate(sizes))), list(accumulate(counted, initial=0))

    def _counted(self, line: Line) -> tuple[int, Counter[str]]:
        """How many words a line has, and how often each of its letters occurs."""
        if line.drawn not in self._lines:
            words = sum(1 for word in line.drawn.split() if letters(word))
            self._lines[line.drawn] = words, letter_counts(line.key)
        return self._lines[line.drawn]

    def done(self, at: int) -> bool:
        """Whether nothing is left; where letters change places, up to three words may be."""
        if at >= len(self.letters) or not self.mixed:
            return at >= len(self.letters)
        ends = self._words[0]
        return len(ends) - bisect_right(ends, at) <= 3 and reordered(self.letters[at:])


class Sought:
    """What the lines of a section are matched with; offsets count letters of its text."""

    def __init__(self, expected: Expected, drawn: frozenset[str]) -> None:
        self.expected = expected
        self.text = Matcher(expected.text, drawn)
        self.notes = Matcher(" ".join(expected.notes), drawn)
        self.heads = letters(" ".join(expected.table_heads))
        self.tables = drawn_with(letters(expected.tables), drawn)
        around = (expected.before, expected.after, *map(letters, expected.names))
        self.before, self.after, *self.names = (drawn_with(each, drawn) for each in around)
        offset = self.text.offset
        self.spans = [(offset(start), offset(end)) for start, end in expected.table_spans]
        self.starts = self.notes.starts(expected.notes)
        self.labels = {at: f"{expected.labels[n]}." for at, n in self.starts.items()}
        # Captions and tables that may come on another page than the text around them.
        movable = (*expected.captions, *expected.table_spans)
        spans = ((offset(start), offset(end)) for start, end in movable)
        self.movable = {start: end for start, end in spans if start < end}  # with words, that is
        self.captions = letters(" ".join(expected.text[a:b] for a, b in expected.captions))

    def may_be_noted(self, line: Line) -> bool:
        """Whether the notes have the words of a line; if not, a number before it is an item's."""
        return self.notes.mixed or line.key in self.notes.letters

    def called(self, noted: int) -> str:
        """What is drawn before a called note that begins after so many letters, if known."""
        called = range(len(self.expected.notes) - self.expected.uncalled)
        known = not self.notes.mixed and self.starts.get(noted) in called
        return self.labels[noted] if known else ""

    def is_below(self, line: Line) -> bool:
        """Whether the style may have put a line below the text."""
        return may_hold(self.after, line.drawn, line.key)

    def is_of_head(self, line: Line) -> bool:
        """Whether the head of a table has a line, which each of its pages has again."""
        return may_hold(self.heads, line.drawn, line.key)

    def table(self, at: int) -> int | None:
        """The number of the table that the text has there."""
        return next((n for n, (start, end) in enumerate(self.spans) if start <= at < end), None)


def lines_of(caption: str, lines: Sequence[Line]) -> list[Line]:
    """The lines that show a caption, each the next that goes on with it; none if not all of it."""
    found = []
    for line in lines:
        if line.key and caption.startswith(line.key):
            found.append(line)
            caption = caption.removeprefix(line.key)
    return [] if caption else found
