"""Numbered lists in print: WeasyPrint knows no `start`, `value` and `type`, but counters.

Numbers hang to the left of their items, as far as the style indents these. Long ones would stand
in the margin, or in the column before: their lists are indented by as much as they need.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from anthology.text.list_numbers import counted
from anthology.text.tomes import roman

FIGURES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
ROOM = 2.8  # em: numbers have it in every style, with what may hang in the margin
# About how wide letters are in the widest of our faces, in em; figures and all others are `USUAL`.
WIDTHS = {"i": 0.35, "l": 0.35, ".": 0.35, "I": 0.42, "m": 0.9, "M": 0.95} | dict.fromkeys(
    "CDLVX", 0.75
)
USUAL = 0.6


def number(section: Element, way: str = "ltr") -> None:
    """Gives numbered lists the figures, and their items the numbers, of their attributes.

    `way` is the direction of the section.
    """
    for listed, direction in _lists(section, section.get("dir", way)):
        kind = FIGURES.get(listed.get("type", ""))
        items = [item for item in listed if item.tag == "li"]
        counts = "start" in listed.attrib or any("value" in item.attrib for item in items)
        if not (kind or counts):
            continue  # the style decides, which shows no numbers in lists of pages
        start = _integer(listed.get("start"))
        numbers = counted(start, [_integer(item.get("value")) for item in items])
        if kind:
            _style(listed, f"list-style-type: {kind}")
        for item, value in zip(items, numbers, strict=True) if counts else ():
            _style(item, f"counter-increment: none; counter-set: list-item {value}")
        needed = max((_width(each, kind or "decimal") for each in numbers), default=0)
        if needed > ROOM:
            side = "right" if direction == "rtl" else "left"
            _style(listed, f"padding-{side}: {needed:.1f}em")


def _lists(element: Element, way: str) -> Iterator[tuple[Element, str]]:
    """The numbered lists in an element, each with the direction of its text."""
    for child in element:
        direction = child.get("dir", way)
        if child.tag == "ol":
            yield child, direction
        yield from _lists(child, direction)


def _width(number: int, kind: str) -> float:
    """About how wide a number is with its full stop and the space after it, in em."""
    shown = roman(number) if kind.endswith("roman") and 0 < number < 4000 else str(number)
    shown = shown.upper() if kind.startswith("upper") else shown
    return sum(WIDTHS.get(letter, USUAL) for letter in f"{shown}. ")


def _integer(text: str | None) -> int | None:
    return int(text) if text else None


def _style(element: Element, declaration: str) -> None:
    element.set("style", "; ".join(filter(None, (element.get("style"), declaration))))
