"""The numbers and signs of a list's items, as HTML counts them and as authors write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

ZEROS = {  # of scripts with figures of their own, by the names of these (CSS Counter Styles 3, 6.1)
    "arabic-indic": "\u0660",
    "bengali": "\u09e6",
    "devanagari": "\u0966",
    "gujarati": "\u0ae6",
    "gurmukhi": "\u0a66",
    "kannada": "\u0ce6",
    "khmer": "\u17e0",
    "lao": "\u0ed0",
    "malayalam": "\u0d66",
    "mongolian": "\u1810",
    "myanmar": "\u1040",
    "oriya": "\u0b66",
    "persian": "\u06f0",
    "tamil": "\u0be6",
    "telugu": "\u0c66",
    "thai": "\u0e50",
    "tibetan": "\u0f20",
}
FOR, AGAINST = "+", "\u2212"
SIGNS = "signs"  # the class of a list whose items begin with one of these, in place of bullets
_STYLE = re.compile(rf"list-style-type: ({'|'.join(ZEROS)})\b")


def counted(start: int | None, values: Sequence[int | None], *, down: bool = False) -> list[int]:
    """The number of each item of a list with that start and those values (HTML, 4.4.5).

    None where none is given: a list begins at 1, or, if it counts down, at its length.
    """
    step = -1 if down else 1
    number = (len(values) if down else 1) if start is None else start
    numbers: list[int] = []
    for value in values:
        number = number if value is None else value
        numbers.append(number)
        number += step
    return numbers


def weighed(marks: Sequence[str]) -> list[str]:
    """The signs of a list of what is for something and against it, by the marks before its items.

    Empty for other lists: marks are bullets there, whichever they are.
    """
    signs = [FOR if mark == FOR else AGAINST for mark in marks]
    return signs if set(marks) <= set("+-–—−") and len(set(signs)) == 2 else []


def figures(numbers: Sequence[str]) -> str:
    """The name of the figures in which all these numbers are written, as in `ZEROS`.

    "" for our own, for those of several scripts and for those that CSS has no name for.
    """
    found = {chr(ord(c) - int(c)) for number in numbers for c in number if c.isdecimal()}
    return next((name for name, zero in ZEROS.items() if found == {zero}), "")


def shown(xhtml: str) -> str:
    """All figures of each script in which lists of a text are numbered: not in it, but printed."""
    zeros = {ZEROS[name] for name in _STYLE.findall(xhtml)}
    return "".join(chr(ord(zero) + figure) for zero in sorted(zeros) for figure in range(10))


def marked(numbers: Sequence[int], *, lazy: bool) -> tuple[int | None, list[int | None]]:
    """The start and the values with which a list has these numbers; None where none is needed.

    With `lazy`, a list whose items all have one number is counted on from it: in Markdown many
    write 1. before each item.
    """
    if lazy and len(set(numbers)) == 1:
        numbers = range(numbers[0], numbers[0] + len(numbers))
    start = numbers[0] if numbers and numbers[0] != 1 else None
    values: list[int | None] = [None] * len(numbers)
    for place in range(1, len(numbers)):
        if numbers[place] != numbers[place - 1] + 1:
            values[place] = numbers[place]
    return start, values
