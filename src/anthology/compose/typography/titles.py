"""Titles in print: lines of about equal length, broken after punctuation if possible."""

from __future__ import annotations

import re
from math import ceil

NARROW, WIDE = frozenset(" .,:;'’‘“”!|()fijltrI\u00a0"), frozenset("mwMW—…@")
# Letters and marks outside the blocks of Latin, which end at U+024F, and of its additions.
FOREIGN = re.compile("[\u0250-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefe]")
MOST_LINES = 5
MARKS = frozenset(":;,.?!–—")
SPLIT = 4.0  # penalty of a break that does not follow punctuation, in squared ems
LONE_WORD = 9.0  # penalty of a last line with one word, in squared ems


def lines(title: str, measure: float) -> list[str]:
    """`title` in the fewest lines that fit a measure in ems, of about equal length."""
    words = title.split(" ")
    whole = width(title)
    if whole <= measure:
        return [title]
    for count in range(ceil(whole / measure), min(MOST_LINES, len(words)) + 1):
        broken = _broken(words, count, measure, whole / count)
        if broken:
            return broken
    return [title]


def _broken(words: list[str], count: int, measure: float, even: float) -> list[str]:
    """The words in `count` lines with widths close to `even`; [] if they do not fit."""
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
    for line in range(1, count + 1):
        for end in range(line, len(words) + 1):
            ways = []
            for start in range(line - 1, end):
                text = " ".join(words[start:end])
                if (line - 1, start) in best and width(text) <= measure:
                    cost, above = best[line - 1, start]
                    last = end == len(words)
                    ways.append((cost + _ragged(text, even, last=last), [*above, text]))
            if ways:
                best[line, end] = min(ways)
    return best.get((count, len(words)), (0.0, []))[1]


def _ragged(line: str, even: float, *, last: bool) -> float:
    """The penalty of a line in squared ems, for its length, its break or its single word."""
    cost = (width(line) - even) ** 2
    if last:
        return cost + (LONE_WORD if " " not in line else 0)
    return cost + (0 if line[-1:] in MARKS else SPLIT)


def latin(text: str) -> bool:
    """Whether all letters of `text` are Latin; fonts seldom have small capitals of others."""
    return FOREIGN.search(text) is None


def width(text: str) -> float:
    """The approximate width of `text` in a text face, in ems."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.27
    if character in WIDE or ord(character) > 0x2E80:
        return 0.85
    return 0.65 if character.isupper() else 0.45
