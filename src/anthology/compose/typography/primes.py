"""Feet and inches, minutes and seconds: the straight marks after numbers that are no quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FRACTION = r"(?:[.,]\d{1,2}|[ -]?\d/\d{1,2}|[½¼¾⅓⅔⅛⅜⅝⅞])?"
_INCHES = r"(\"|'')"
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w'’])\d{{1,4}}(')[ \u00a0-]?\d{{1,2}}{_FRACTION}{_INCHES}",  # 6'2"
        r"(?<![\w'’.,])\d{1,2}(')(?=\d{1,2}(?![\w'’]))",  # 6'2
        rf"°[ \u00a0]?\d{{1,2}}{_FRACTION}('|′)(?:[ \u00a0]?\d{{1,2}}{_FRACTION}{_INCHES})?",
        rf"(?<![\w.,])\d{{1,3}}{_FRACTION}(\"|''|')(?=[ \u00a0]?[x×][ \u00a0]?\d)",  # 8" x 10"
        rf"[x×][ \u00a0]?\d{{1,3}}{_FRACTION}(\"|''|')(?!\w)",
    )
)
# A number that may have a unit; those of four digits are years.
_NUMBER = re.compile(rf"(?:(?<![\w.,'’])|(?<=[x×]))\d{{1,3}}{_FRACTION}$")
_ANY = re.compile(r"\d[\"'½¼¾⅓⅔⅛⅜⅝⅞]")
_LONGEST = 12  # characters of such a number


def sure(text: str) -> Iterator[tuple[int, int]]:
    """The marks, from their first character to the one after their last, that no quote can be."""
    for pattern in _SURE if _ANY.search(text) else ():
        for match in pattern.finditer(text):
            for group in range(1, pattern.groups + 1):
                if match[group] in {"'", '"', "''"}:
                    yield match.span(group)


def after_number(text: str, position: int) -> bool:
    """Whether a mark at `position` follows a number that feet, inches or minutes may have."""
    if not text[:position][-1:].isnumeric():
        return False
    return _NUMBER.search(text[max(0, position - _LONGEST) : position]) is not None


def prime(mark: str) -> str:
    """′ for one straight mark, ″ for two."""
    return "′" if mark == "'" else "″"
