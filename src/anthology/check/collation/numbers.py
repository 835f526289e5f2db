"""The numbers of lists and notes: read from XHTML as HTML counts, by code of its own.

What makes the books has other code for this, so that neither can hide a mistake of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

if TYPE_CHECKING:
    from anthology.check.collation.matcher import Line, Tile

NOTE_NUMBER = re.compile(r"(?:\d{1,4}|[a-z]{1,2})\. ")  # as it is drawn before a note
_NUMBER = r"(?:[.(]?(?:-?\d{1,9}|[ivxlcdm]{2,12}|[a-z]{1,3}(?=[.)])|(?<=\.)[a-z]{1,3})[.)]?)"
BULLET = re.compile("[•◦▪‣⁃∙·○●■□]")
ITEM = re.compile(rf"{_NUMBER}|{BULLET.pattern}", re.IGNORECASE)
_STYLE = re.compile(r"list-style-type:\s*([a-z-]+)")
_OF_UNICODE = {"persian": "extended arabic-indic"}  # what Unicode calls figures that CSS names
_ORNAMENT = re.compile(r"\W+")
MARK = re.compile(rf"{ITEM.pattern}|{_ORNAMENT.pattern}", re.IGNORECASE)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def after_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that are drawn right after the number of a note."""
    after = {line.place + 1 for line in lines if NOTE_NUMBER.fullmatch(line.drawn)}
    return [line for line in lines if line.place in after]


def of_lists(root: Element) -> tuple[str, ...]:
    """The number of each item of a numbered list, as it is shown, in the order of the text."""
    numbers = {item: shown for listed in root.iter("ol") for item, shown in _of_list(listed)}
    return tuple(numbers[item] for item in root.iter("li") if item in numbers)


def _of_list(listed: Element) -> Iterator[tuple[Element, str]]:
    items = listed.findall("li")
    backwards = listed.get("reversed") is not None
    number = int(listed.get("start") or (len(items) if backwards else 1))
    style, kind = _STYLE.search(listed.get("style", "")), listed.get("type", "1")
    for item in items:
        number = int(item.get("value") or number)
        yield item, _in_script(number, style[1]) if style else _figures(number, kind)
        number += -1 if backwards else 1


def _in_script(number: int, name: str) -> str:
    """The number in the figures of a script, by their name in CSS; in ours for other names."""
    with suppress(KeyError):
        zero = ord(unicodedata.lookup(f"{_OF_UNICODE.get(name, name)} digit zero".upper()))
        return "".join(chr(zero + int(figure)) for figure in str(number))
    return str(number)


def _figures(number: int, kind: str) -> str:
    """The number in the figures of a list's type; arabic where those have none for it."""
    if kind in "aA" and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if kind == "i" else roman.upper()
    return str(number)


@dataclass(frozen=True)
class Marker:
    """Something drawn that may be the number of an item, without its full stop or brackets."""

    text: str
    sure: bool = True  # it cannot be anything else


def mistaken(wanted: Sequence[str], found: Sequence[Marker]) -> str:
    """The first number of `wanted` that is another or missing in `found`, phrased; "" for none.

    A marker that is not sure may be left out.
    """
    reached = {0}  # how many of the wanted numbers the markers so far may account for
    for marker in found:
        after = {n + 1 for n in reached if n < len(wanted) and wanted[n] == marker.text}
        after |= reached if not marker.sure else set()
        if not after:
            furthest = max(reached)
            return _phrased(wanted, furthest, f"it is {marker.text}")
        reached = after
    return "" if len(wanted) in reached else _phrased(wanted, max(reached), "it is missing")


def _phrased(wanted: Sequence[str], number: int, instead: str) -> str:
    if number >= len(wanted):
        return f"a list has a number too many; {instead}"
    return f"the {_ordinal(number + 1)} number of its lists should be {wanted[number]}; {instead}"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in {11, 12, 13} else ending}"


def numbered(
    tiles: Sequence[Tile], numbers: Mapping[int, Line], labels: Mapping[int, str]
) -> list[Tile]:
    """The tiles of notes, where a note begins with a line that has its number, if one has it.

    A line without a number may show the same words, that of a note without a call. `numbers` are
    the lines that may be numbers, by their place, and `labels` what is drawn before each note, by
    the letters before it.
    """
    lines = [line for _, line in tiles]
    for which, (at, line) in enumerate(tiles):
        if at in labels and line.place - 1 not in numbers:
            same = (n for n, other in enumerate(lines) if other.key == line.key)
            before = ((n, numbers.get(lines[n].place - 1, line)) for n in same)
            own = (n for n, number in before if number.drawn.strip() == labels[at])
            other = next(own, which)
            lines[which], lines[other] = lines[other], lines[which]
    return [(at, line) for (at, _), line in zip(tiles, lines, strict=True)]
