"""A section's text put together from the lines of its pages, like a row of tiles.

Lines are drawn in another order than they are read (headings, markers and notes last), so the
text is matched page by page: it must be a row of whole lines of the section's pages, each used
once. The lines that a page has left over must be notes, markers or ornaments, stand in the
section's head, or belong to a table, whose cells continue on the next page side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import around, letter_counts, letters, reordered

_NUMBER = r"(?:[.(]?(?:\d{1,5}|[ivxlcdm]{2,12}|[a-z](?=[.)]))[.)]?)"
_ITEM = re.compile(rf"{_NUMBER}|[•◦▪‣⁃∙·○●■□]", re.IGNORECASE)
_ORNAMENT = re.compile(r"\W+")
Line = tuple[str, str]  # as drawn, and as it is compared
_DRIFT = (0, 1, -1, 2, -2)  # how far the words of a line of reordered letters may be miscounted


class Tiling:
    """How far a section's text was found, page by page."""

    def __init__(self, expected: Expected, drawn: frozenset[str]) -> None:
        self.text = Matcher(expected.text, drawn)
        self.notes = Matcher(" ".join(expected.notes), drawn)
        self.at = self.noted = 0
        self.markers = 0
        self.head: list[Line] = []  # the lines around the text
        self.difference = ""
        self.expected = expected
        self._tables = drawn_with(letters(expected.tables), drawn)
        self._before = drawn_with(expected.before, drawn)
        self._after = drawn_with(expected.after, drawn)
        self._carried: list[Line] = []
        self._foreign: list[str] = []

    def page(self, lines: list[Line], skipped: int, *, first: bool) -> None:
        """Match a page's lines; the first `skipped` of them are not part of the text."""
        self.head += lines[:skipped]
        waiting = len(self._carried)
        self.at, left = _laid(self.text, self.at, self._carried + lines[skipped:], waiting)
        self.noted, left = _laid(self.notes, self.noted, left)
        self._carried = []
        for line in left:
            self._put_aside(line, first=first)

    def _put_aside(self, line: Line, *, first: bool) -> None:
        """Decide what a line is that is neither text nor a note."""
        drawn, key = line
        if first and key in self._before:
            self.head.append(line)
        elif _ITEM.fullmatch(drawn.strip()):
            self.markers += 1
        elif _ORNAMENT.fullmatch(drawn):
            pass
        elif key in self._tables:
            self._carried.append(line)
        elif first or self.expected.several or key in self._after:
            self.head.append(line)
        else:
            self._foreign.append(drawn)

    def finish(self) -> None:
        """Set `difference`, if anything is missing or anything was added."""
        heads = letters(self.expected.table_heads)
        self._foreign += [line for line, key in self._carried if key not in heads]
        foreign = " ".join(self._foreign)[:60]
        if not self.text.done(self.at):
            instead = f"; instead there is “{foreign}”" if foreign else ""
            self.difference = f"the words “{around(self.text.raw, self.at)}” are missing{instead}"
        elif not self.notes.done(self.noted):
            wanted = around(self.notes.raw, self.noted)
            self.difference = f"in the notes, the words “{wanted}” are missing or out of order"
        elif foreign:
            self.difference = f"foreign words were added: “{foreign}”"


def all_drawn(expected: Expected, lines: Sequence[Sequence[Line]], drawn: frozenset[str]) -> bool:
    """Whether the letters of a section that mixes directions are all there, and no others.

    Where a line mixes scripts that run both ways, its words cannot be separated, but the letters
    of the whole section can be counted.
    """
    whole = " ".join((expected.text, *expected.notes))
    if not reordered(whole) and expected.dir != "rtl":
        return False
    wanted = drawn_with(letters(whole) + expected.before + expected.after, drawn)
    found = "".join(key for own in lines for line, key in own if not _ITEM.fullmatch(line.strip()))
    return {c: n for c, n in letter_counts(wanted).items() if c.isalpha()} == {
        c: n for c, n in letter_counts(found).items() if c.isalpha()
    }


def drawn_with(text: str, drawn: frozenset[str]) -> str:
    """The text without non-Latin characters that no font has: each has had a warning already."""
    absent = {ord(c) for c in set(text) - drawn if c > "\u024f"}
    return text.translate(dict.fromkeys(absent)) if absent else text


def _laid(text: Matcher, at: int, unused: list[Line], following: int = 0) -> tuple[int, list[Line]]:
    """Match lines with the text from `at` on: how far they reach, and the lines left over.

    The line `following` is tried first, then the one drawn after the last, then the longest.
    """
    left = list(unused)
    while left and at < len(text.letters):
        follows = text.fit(at, left[following]) if following < len(left) else 0
        if not follows:
            fits = [(text.fit(at, line), -i) for i, line in enumerate(left)]
            follows, index = max(fits)
            following = -index
        if not follows:
            break
        at += follows
        del left[following]
    return at, left


class Matcher:
    """Matches lines with a text."""

    def __init__(self, raw: str, drawn: frozenset[str]) -> None:
        self.raw = raw
        self.letters = drawn_with(letters(raw), drawn)
        self._ends: list[int] = []
        self._drawn = drawn
        self._mixed = reordered(raw)

    def fit(self, at: int, line: Line) -> int:
        """How many letters the line shows of the text from `at` on; 0 where it shows others."""
        raw, key = line
        if self.letters.startswith(key, at):
            return len(key)
        return self._reordered(at, raw, key) if self._mixed else 0

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
