"""Titles on paper: lines of about one length, broken where the sense breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import ceil

NARROW, WIDE = frozenset(" .,:;'’‘“”!|()fijltrI\u00a0"), frozenset("mwMW—…@")
MOST_LINES = 5
AFTER_MARK = 0.6  # how much less a break costs after a mark of punctuation, of its raggedness
LONE_WORD = 1.5  # what a last line of one short word costs, in ems


def lines(title: str, measure: float) -> list[str]:
    """`title` in the fewest lines that a measure of so many ems holds, evened out."""
    words = title.split(" ")
    fewest = ceil(width(title) / measure)
    if fewest <= 1 or len(words) < 2:
        return [title]
    for count in range(min(fewest, len(words)), min(fewest + 1, MOST_LINES, len(words)) + 1):
        fitting = [each for each in _broken(words, count) if max(map(width, each)) <= measure]
        if fitting:
            return min(fitting, key=_raggedness)
    return [title]


def latin(text: str) -> bool:
    """Whether all letters of `text` are Latin; small capitals are seldom cut for others."""
    return all(ord(c) < 0x0250 or 0x1E00 <= ord(c) < 0x1F00 for c in text if c.isalpha())


def width(text: str) -> float:
    """About how wide a text face sets `text`, in ems."""
    return sum(map(_advance, text))


def _advance(character: str) -> float:
    if character in NARROW:
        return 0.27
    if character in WIDE or ord(character) > 0x2E80:
        return 0.85
    return 0.65 if character.isupper() else 0.45


def _broken(words: list[str], count: int) -> Iterator[list[str]]:
    """All ways to break the words into so many lines; long titles are left to the engine."""
    if len(words) > 24:
        return
    for cuts in combinations(range(1, len(words)), count - 1):
        bounds = (0, *cuts, len(words))
        yield [" ".join(words[a:b]) for a, b in pairwise(bounds)]


def _raggedness(broken: list[str]) -> float:
    widths = [width(line) for line in broken]
    mean = sum(widths) / len(widths)
    cost = sum(abs(each - mean) for each in widths)
    marks = sum(line[-1] in ":;,.?!–—" for line in broken[:-1])
    lone = LONE_WORD * (" " not in broken[-1])
    return cost * (1 - AFTER_MARK * marks / (len(broken) - 1)) + lone
