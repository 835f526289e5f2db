"""The print book's own text layer against what was written.

Lines are drawn in another order than they are read (headings, markers and notes last), so
the pages are tiled: the text must be a row of whole lines of its section's pages, each line
used once, page after page; what a page has left over must be notes, markers or ornaments, the
section's head on its first page, or belong to a table's row that goes on overleaf.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from anthology.check.letters import around, letters, reordered
from anthology.check.told import Told
from anthology.pdf import Printed
from anthology.pdf.reading import Page, pages

_MARKER = re.compile(r"\d{1,5}[.)]?|[ivxlcdm]{1,6}[.)]|[a-z][.)]|\W+", re.IGNORECASE)
Line = tuple[str, str]  # as drawn, and what is compared of it
Lines = list[Line]
_DRIFT = (0, 1, -1, 2, -2)  # words more or fewer than a line of reordered letters seems to have
_OPENING = 12  # lines that a head may have before the text begins


def differences(
    measures: Sequence[Told], pdf: bytes, printed: Printed
) -> Iterator[tuple[Told, str]]:
    """Each section that differs, and how."""
    from anthology.check.collation import head  # noqa: PLC0415

    by_label: dict[str, list[Page]] = {}
    found = pages(pdf)
    for page in found:
        by_label.setdefault(page.label, []).append(page)
    drawn = frozenset(letter for page in found for line in page.lines for letter in letters(line))
    for measure in measures:
        labels = [start.label for start in printed.page_starts.get(measure.id, ())]
        own = [page for label in labels for page in by_label.get(label, ())]
        tiling = _tiled(measure, own, drawn)
        if tiling.difference:
            yield measure, tiling.difference
            continue
        for message in head(measure, " ".join(tiling.head)):
            yield measure, message
        if sum(page.pictures for page in own) > 10_000:
            yield measure, "pictures without number are drawn"


@dataclass
class _Tiling:
    """How far a section's text was found, page by page."""

    text: Text
    notes: Text
    at: int = 0
    noted: int = 0
    table_heads: str = ""  # letters
    skipped: Lines = field(default_factory=list)
    first: Lines = field(default_factory=list)  # what the first page had left over
    left: Lines = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    difference: str = ""

    def page(self, lines: list[str], skipped: int, *, first: bool) -> None:
        """Lays a page's lines; `skipped` lines at its beginning are none of the text."""
        drawn = [(line, key) for line in lines if (key := letters(line))]
        skipped_lines, drawn = drawn[:skipped], drawn[skipped:]
        self.at, left = _laid(self.text, self.at, self.left + drawn, len(self.left))
        self.noted, left = _laid(self.notes, self.noted, left)
        if first:
            self.skipped, self.first = skipped_lines, left
        self.left = [line for line in left if line in self.first or not self._repeats(line)]

    def _repeats(self, line: Line) -> bool:
        """Whether a line is a marker, or the head of a table that goes on overleaf."""
        return bool(_MARKER.fullmatch(line[0].strip())) or line[1] in self.table_heads

    def finished(self) -> None:
        """Sees whether all was found, and nothing but that and the head."""
        foreign = [line for line, _ in self.left if (line, letters(line)) not in self.first]
        self.head = [line for line, _ in (*self.skipped, *self.left) if line not in foreign]
        there = " ".join(foreign)[:60]
        if not self.text.done(self.at):
            said = f"; there stands “{there}”" if there else ""
            self.difference = f"the words “{around(self.text.raw, self.at)}” are missing{said}"
        elif not self.notes.done(self.noted):
            wanted = around(self.notes.raw, self.noted)
            self.difference = f"of the notes the words “{wanted}” are missing or out of order"
        elif foreign:
            self.difference = f"something foreign stands: “{there}”"


def _tiled(measure: Told, own: Sequence[Page], drawn: frozenset[str]) -> _Tiling:
    """The best tiling: the head may have some lines that the text could begin with, too."""
    best: _Tiling | None = None
    most = min(_OPENING, len(own[0].lines)) if own else 0
    for skipped in range(most + 1):
        tiling = _Tiling(
            Text(measure.text, drawn),
            Text(" ".join(measure.notes), drawn),
            table_heads=letters(measure.table_heads),
        )
        for number, page in enumerate(own):
            tiling.page(list(page.lines), skipped * (not number), first=not number)
        tiling.finished()
        if not tiling.difference:
            return tiling
        if best is None or tiling.at > best.at:
            best = tiling
    return best or tiling


def _visible(text: str, drawn: frozenset[str]) -> str:
    """The text without characters beyond Latin that no font has: there is a warning for each."""
    absent = {ord(c) for c in set(text) - drawn if c > "\u024f"}
    return text.translate(dict.fromkeys(absent)) if absent else text


def _laid(text: Text, at: int, unused: Lines, following: int = 0) -> tuple[int, Lines]:
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
        self.letters = _visible(letters(raw), drawn)
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
        """Where letters are drawn in another order, or joined: as many words, the same Latin."""
        words = sum(1 for word in raw.split() if letters(word))
        if not self._ends:
            sizes = (len(_visible(letters(word), self._drawn)) for word in self.raw.split())
            self._ends = list(dict.fromkeys(accumulate(sizes)))
        first = bisect_right(self._ends, at)
        for more in _DRIFT:
            last = min(max(first + words + more, first + 1), len(self._ends)) - 1
            end = self._ends[last] if last >= 0 else at
            if _latin(self.letters[at:end]) == _latin(key):
                return end - at
        return 0

    def done(self, at: int) -> bool:
        """Whether nothing is left; words are counted only where letters change places."""
        rest = self.letters[at:]
        return not rest or (reordered(rest) and len(self._ends) - bisect_right(self._ends, at) <= 3)


def _latin(text: str) -> list[str]:
    return sorted(letter for letter in text if letter.isascii() and letter.isalnum())
