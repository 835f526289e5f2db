"""Where a word of a page stands in its manuscript, and the other way round.

Both texts have the same words in the same order, but for what a style adds (a byline, a work),
what markup is (addresses, header keys) and how words are printed (quotes, dashes). So their
words are aligned like two versions of one text, whatever the format of the manuscript is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Aligned:
    """Pairs of numbers, from 0, of words that are the same on the page and in the manuscript."""

    shown: tuple[int, ...]
    written: tuple[int, ...]

    def to_written(self, shown: int) -> int:
        """The word of the manuscript for one of the page, or the nearest before that is known."""
        return _across(self.shown, self.written, shown)

    def to_shown(self, written: int) -> int:
        """The word of the page for one of the manuscript, or the nearest before."""
        return _across(self.written, self.shown, written)


def _across(here: Sequence[int], there: Sequence[int], number: int) -> int:
    """By the nearest pair: a word between two pairs is as far from it as here."""
    if not here:
        return 0
    after = min(bisect_left(here, number), len(here) - 1)
    before = max(after - (here[after] > number), 0)
    return max(there[before] + number - here[before], 0)


@dataclass(frozen=True)
class Written:
    """The words of a manuscript with the lines they stand in, from 1."""

    words: tuple[str, ...]
    lines: tuple[int, ...]

    def line(self, word: int) -> int:
        """The line of a word, by number; of one past the end, the last."""
        return self.lines[min(word, len(self.lines) - 1)] if self.lines else 1

    def first_of(self, line: int) -> int:
        """The first word of a line, or of the next that has any."""
        return bisect_left(self.lines, line)


@lru_cache(maxsize=64)
def written(text: str) -> Written:
    """The words of a manuscript's text."""
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        found = plain(line)
        words += found
        lines += [number] * len(found)
    return Written(tuple(words), tuple(lines))


def plain(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: letters and digits alone, without case or accents.

    Ligatures are letters again, as a page shows them otherwise than a manuscript.
    """
    folded = unicodedata.normalize("NFKD", text.replace("\u00ad", "")).casefold()
    return tuple(WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


@lru_cache(maxsize=64)
def aligned(shown: tuple[str, ...], source: tuple[str, ...]) -> Aligned:
    """The words of a page, or of several, aligned with those of their manuscript."""
    matcher = SequenceMatcher(None, shown, source, autojunk=False)
    pairs = [
        (block.a + i, block.b + i)
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]
    return Aligned(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))
