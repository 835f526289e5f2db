"""Patterns of hyphenation that are parsed when a word has their letters, and not before.

German has 78,000, of which a book needs some thousands; Pyphen parses all of them, which takes
half a second in each process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyphen

DIGITS = re.compile(r"\d+")
VALUE = re.compile("[1-9]")  # a pattern without one says nothing
ODD = re.compile(r"[/^]")  # in patterns that change the spelling, and in letters by their numbers
Values = tuple[int, Sequence[int]]  # of a pattern: where they begin in its letters


def prepare(lang: str) -> None:
    """Have Pyphen use these patterns for a language that it knows."""
    path = pyphen.LANGUAGES[pyphen.language_fallback(lang)]
    if path not in pyphen.hdcache:
        pyphen.hdcache[path] = Patterns(path)


class Patterns(pyphen.HyphDict):  # type: ignore[misc]
    """Pyphen's patterns of a file by their letters, parsed or as they are written."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
        known = "cp1251" if encoding.lower() == "microsoft-cp1251" else encoding
        lines = map(str.strip, path.read_text(known).split("\n")[1:])
        wanted = [line for line in lines if VALUE.search(line)]
        self.patterns = dict(_by_letters([x for x in wanted if not x.startswith(pyphen.ignored)]))
        self.maxlen = max(map(len, self.patterns))
        self.cache: dict[str, list[pyphen.DataInt]] = {}

    def positions(self, word: str) -> list[pyphen.DataInt]:
        """Where the word may be divided, as Pyphen finds it."""
        word = word.lower()
        if word not in self.cache:
            odd = [(i, value) for i, value in enumerate(self._values(f".{word}.")) if value % 2]
            self.cache[word] = [pyphen.DataInt(i - 1, reference=value) for i, value in odd]
        return self.cache[word]

    def _values(self, word: str) -> list[int]:
        """The highest value of all patterns at each place of a word between dots."""
        values, size = [0] * (len(word) + 1), len(word)
        known, longest = self.patterns.get, self.maxlen
        for first in range(size - 1):
            for end in range(first + 1, min(first + longest, size) + 1):
                found = known(word[first:end])
                if found:
                    at, own = self._parse(found) if isinstance(found, str) else found
                    for place, value in zip(range(first + at, size + 1), own, strict=False):
                        if value > values[place]:  # noqa: PLR1730  faster than `max`
                            values[place] = value
        return values

    def _parse(self, line: str) -> Values:
        name, found = _parsed(line)
        self.patterns[name] = found
        return found


def _by_letters(lines: Sequence[str]) -> Iterator[tuple[str, str | Values]]:
    letters = DIGITS.sub("", "\n".join(lines)).split("\n")
    for name, line in zip(letters, lines, strict=True):
        yield _parsed(line) if ODD.search(line) else (name, line)


def _parsed(line: str) -> tuple[str, Values]:
    """The letters of a pattern and its values, without the zeros before and after them."""
    pattern = pyphen.parse_hex(lambda match: chr(int(match[1], 16)), line)
    number = int
    if "/" in pattern and "=" in pattern:
        pattern, _, change = pattern.partition("/")
        number = pyphen.AlternativeParser(pattern, change)
    pairs = [(letter, number(value or "0")) for value, letter in pyphen.parse(pattern)]
    values = [value for _, value in pairs]
    first = next(i for i, value in enumerate(values) if value)
    last = next(i for i, value in reversed([*enumerate(values)]) if value)
    return "".join(letter for letter, _ in pairs), (first, values[first : last + 1])
