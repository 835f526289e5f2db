"""Lines matched with a text, exactly or, where letters change places, by counting them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from anthology.check.collation.letters import letter_counts, letters, reordered

NOTE_NUMBER = re.compile(r"(?:\d{1,4}|[a-z]{1,2})\. ")  # as it is drawn before a note
_EARLY = 3  # lines at the end of a page that may be taken for words of the next
_DRIFT = (0, 1, -1, 2, -2)  # how far the words of a line of reordered letters may be miscounted


class Line(NamedTuple):
    """A line of a page."""

    drawn: str
    key: str  # as it is compared
    place: int  # among the lines of its page, as they are drawn; -1: on a page before


Tile = tuple[int, Line]  # a line, and how many letters of the text come before it
Laid = tuple[int, list[Line], list[Tile]]  # how far lines reach, those left over, the others


def drawn_with(text: str, drawn: frozenset[str]) -> str:
    """The text without non-Latin characters that no font has: each has had a warning already."""
    absent = {ord(c) for c in set(text) - drawn if c > "\u024f"}
    return text.translate(dict.fromkeys(absent)) if absent else text


def laid(
    text: Matcher, at: int, unused: list[Line], following: int = 0, until: int | None = None
) -> Laid:
    """Match lines with the text from `at` on: how far they reach, those left over, the others.

    The line `following` is tried first, then the one drawn after the last, or after the number of
    a note that follows it, then the longest; before all of them one after which the next line goes
    on: “Film 2” and not “Film 21” before “1902”. Of those whose letters can only be counted, it is
    the first. No line begins from `until` on.
    """
    left, tiles = list(unused), list[Tile]()
    while left and at < (len(text.letters) if until is None else until):
        follows, following = text.follows(at, left, following)
        if not follows or not text.is_followed(at + follows, left, following):
            fits, best = text.best(at, left)
            if not follows or (fits and text.is_followed(at + fits, left, best)):
                follows, following = fits, best
        if not follows:
            break
        tiles.append((at, left[following]))
        at += follows
        del left[following]
    return at, left, tiles


def without_early(text: Matcher, reach: Laid, upcoming: Sequence[Line]) -> Laid:
    """The same without last lines that were taken for the first words of the next page.

    A run of a note, or the head of a column, may be the word with which the text goes on: “The”.
    It is not that word if it is out of the order of drawing, and the next page has a line, or two,
    that begin where it does and go on beyond it.
    """
    at, left, tiles = reach
    for count in range(1, min(len(tiles), _EARLY) + 1):
        start, line = tiles[-count]
        before = tiles[-count - 1][1].place if count < len(tiles) else line.place
        if line.place != before + 1 and text.goes_on(start, at, upcoming):
            early = [line for _, line in tiles[-count:]]
            return start, sorted([*left, *early], key=lambda line: line.place), tiles[:-count]
    return reach


class Matcher:
    """Matches lines with a text."""

    def __init__(self, raw: str, drawn: frozenset[str]) -> None:
        self.raw = raw
        self.letters = drawn_with(letters(raw), drawn)
        self._ends: list[int] = []
        self._drawn = drawn
        self.mixed = reordered(raw)

    def fit(self, at: int, line: Line) -> int:
        """How many letters the line shows of the text from `at` on; 0 where it shows others."""
        if self.letters.startswith(line.key, at):
            return len(line.key)
        if not self.mixed or NOTE_NUMBER.fullmatch(line.drawn):
            return 0
        return self._reordered(at, line.drawn, line.key)

    def follows(self, at: int, lines: Sequence[Line], start: int) -> tuple[int, int]:
        """How many letters the next line shows, or the one after a note's number, and which."""
        fits = self.fit(at, lines[start]) if start < len(lines) else 0
        if start + 1 < len(lines) and NOTE_NUMBER.fullmatch(lines[start].drawn):
            after = self.fit(at, lines[start + 1])
            if after and not (fits and NOTE_NUMBER.fullmatch(lines[start + 1].drawn)):
                return after, start + 1
        return fits, start

    def best(self, at: int, lines: Sequence[Line]) -> tuple[int, int]:
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
        """Whether the line after that one shows the text from `at` on, or nothing is to follow."""
        if at == len(self.letters):
            return True
        return number + 1 < len(lines) and self.fit(at, lines[number + 1]) > 0

    def goes_on(self, start: int, end: int, lines: Sequence[Line]) -> bool:
        """Whether a line, or two together, show the text from `start` on, beyond `end`."""
        longer = {line.key for line in lines} | {a.key + b.key for a, b in pairwise(lines)}
        most = (key for key in longer if len(key) > end - start)
        return any(self.letters.startswith(key, start) for key in most)

    def offset(self, raw: int) -> int:
        """How many of its letters come before a place in the text as it was given."""
        return len(drawn_with(letters(self.raw[:raw]), self._drawn))

    def starts(self, parts: Sequence[str]) -> dict[int, int]:
        """The number of each part of the text, from 0, by the letters before it."""
        sizes = [len(drawn_with(letters(part), self._drawn)) for part in parts]
        places = accumulate(sizes, initial=0)
        return {at: n for n, (at, size) in enumerate(zip(places, sizes, strict=False)) if size}

    def _reordered(self, at: int, raw: str, key: str) -> int:
        """The same where letters are drawn in another order, or joined: they are only counted."""
        words = sum(1 for word in raw.split() if letters(word))
        if not self._ends:
            sizes = (len(drawn_with(letters(word), self._drawn)) for word in self.raw.split())
            self._ends = list(dict.fromkeys(accumulate(sizes)))
        first = bisect_right(self._ends, at)
        for more in _DRIFT:
            last = min(max(first + words + more, first + 1), len(self._ends)) - 1
            end = self._ends[last] if last >= 0 else at
            if letter_counts(self.letters[at:end]) == letter_counts(key):
                return end - at
        return 0

    def done(self, at: int) -> bool:
        """Whether nothing is left; where letters change places, up to three words may be."""
        rest = self.letters[at:]
        return not rest or (reordered(rest) and len(self._ends) - bisect_right(self._ends, at) <= 3)
