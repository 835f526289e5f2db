"""A section's text laid out of the lines of its pages, each used once, page after page.

Lines are drawn in another order than they are read (headings, markers and notes last), so
the pages are tiled: the text must be a row of whole lines of its section's pages; what a page
has left over must be notes, markers or ornaments, or stand in the section's head, or belong
to a table, whose cells go on overleaf side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from anthology.check.collation.expected import Told
from anthology.check.collation.letters import around, letters, reordered, told_by_glyphs

_NUMBER = r"(?:[.(]?(?:\d{1,5}|[ivxlcdm]{2,12}|[a-z](?=[.)]))[.)]?)"
_ITEM = re.compile(rf"{_NUMBER}|[•◦▪‣⁃∙·○●■□]", re.IGNORECASE)
_ORNAMENT = re.compile(r"\W+")
Line = tuple[str, str]  # as drawn, and what is compared of it
_DRIFT = (0, 1, -1, 2, -2)  # words more or fewer than a line of reordered letters seems to have


class Tiling:
    """How far a section's text was found, page by page."""

    def __init__(self, measure: Told, drawn: frozenset[str]) -> None:
        self.text = Text(measure.text, drawn)
        self.notes = Text(" ".join(measure.notes), drawn)
        self.at = self.noted = 0
        self.markers = 0
        self.head: list[Line] = []  # what stands around the text
        self.difference = ""
        self.measure = measure
        self._tables = drawn_with(letters(measure.tables), drawn)
        self._before = drawn_with(measure.before, drawn)
        self._behind = drawn_with(measure.behind, drawn)
        self._carried: list[Line] = []
        self._foreign: list[str] = []

    def page(self, lines: list[Line], skipped: int, *, first: bool) -> None:
        """Lays a page's lines; `skipped` lines at its beginning are none of the text."""
        self.head += lines[:skipped]
        waiting = len(self._carried)
        self.at, left = _laid(self.text, self.at, self._carried + lines[skipped:], waiting)
        self.noted, left = _laid(self.notes, self.noted, left)
        self._carried = []
        for line in left:
            self._put_aside(line, first=first)

    def _put_aside(self, line: Line, *, first: bool) -> None:
        """Sees what a line is that is neither text nor a note."""
        drawn, key = line
        if first and key in self._before:
            self.head.append(line)
        elif _ITEM.fullmatch(drawn.strip()):
            self.markers += 1
        elif _ORNAMENT.fullmatch(drawn):
            pass
        elif key in self._tables:
            self._carried.append(line)
        elif first or self.measure.several or key in self._behind:
            self.head.append(line)
        else:
            self._foreign.append(drawn)

    def finish(self) -> None:
        """Sees whether all was found, and nothing but that and the head."""
        heads = letters(self.measure.table_heads)
        self._foreign += [line for line, key in self._carried if key not in heads]
        there = " ".join(self._foreign)[:60]
        if not self.text.done(self.at):
            said = f"; there stands “{there}”" if there else ""
            self.difference = f"the words “{around(self.text.raw, self.at)}” are missing{said}"
        elif not self.notes.done(self.noted):
            wanted = around(self.notes.raw, self.noted)
            self.difference = f"of the notes the words “{wanted}” are missing or out of order"
        elif there:
            self.difference = f"something foreign stands: “{there}”"


def all_drawn(measure: Told, lines: Sequence[Sequence[Line]], drawn: frozenset[str]) -> bool:
    """Whether letters that change their places are all there, as often, and no others.

    Where a line mixes scripts that run both ways, its words cannot be told apart; the whole
    section's letters can be counted.
    """
    whole = " ".join((measure.text, *measure.notes))
    if not reordered(whole) and measure.dir != "rtl":
        return False
    wanted = drawn_with(letters(whole) + measure.before + measure.behind, drawn)
    there = "".join(key for own in lines for line, key in own if not _ITEM.fullmatch(line.strip()))
    return {c: n for c, n in told_by_glyphs(wanted).items() if c.isalpha()} == {
        c: n for c, n in told_by_glyphs(there).items() if c.isalpha()
    }


def drawn_with(text: str, drawn: frozenset[str]) -> str:
    """The text without characters beyond Latin that no font has: there is a warning for each."""
    absent = {ord(c) for c in set(text) - drawn if c > "\u024f"}
    return text.translate(dict.fromkeys(absent)) if absent else text


def _laid(text: Text, at: int, unused: list[Line], following: int = 0) -> tuple[int, list[Line]]:
    """Lays lines along the text from `at`; how far it came, and the lines it did not need.

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


class Text:
    """Letters in which a line can be looked for."""

    def __init__(self, raw: str, drawn: frozenset[str]) -> None:
        self.raw = raw
        self.letters = drawn_with(letters(raw), drawn)
        self._ends: list[int] = []
        self._drawn = drawn
        self._mixed = reordered(raw)

    def fit(self, at: int, line: Line) -> int:
        """How many letters from `at` on the line shows, 0 where it shows none of them."""
        raw, key = line
        if self.letters.startswith(key, at):
            return len(key)
        return self._reordered(at, raw, key) if self._mixed else 0

    def _reordered(self, at: int, raw: str, key: str) -> int:
        """Where letters are drawn in another order, or joined: as many words, the same letters."""
        words = sum(1 for word in raw.split() if letters(word))
        if not self._ends:
            sizes = (len(drawn_with(letters(word), self._drawn)) for word in self.raw.split())
            self._ends = list(dict.fromkeys(accumulate(sizes)))
        first = bisect_right(self._ends, at)
        for more in _DRIFT:
            last = min(max(first + words + more, first + 1), len(self._ends)) - 1
            end = self._ends[last] if last >= 0 else at
            if told_by_glyphs(self.letters[at:end]) == told_by_glyphs(key):
                return end - at
        return 0

    def done(self, at: int) -> bool:
        """Whether nothing is left; words are counted only where letters change places."""
        rest = self.letters[at:]
        return not rest or (reordered(rest) and len(self._ends) - bisect_right(self._ends, at) <= 3)
