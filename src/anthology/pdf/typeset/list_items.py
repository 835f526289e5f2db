"""Numbered lists in print: WeasyPrint knows no `start`, `value` and `type`, but counters."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from anthology.text.list_numbers import counted

FIGURES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}


def number(section: Element) -> None:
    """Gives numbered lists the figures, and their items the numbers, of their attributes."""
    for listed in section.iter("ol"):
        kind = FIGURES.get(listed.get("type", ""))
        if kind:
            _style(listed, f"list-style-type: {kind}")
        items = [item for item in listed if item.tag == "li"]
        if "start" in listed.attrib or any("value" in item.attrib for item in items):
            start = _integer(listed.get("start"))
            values = [_integer(item.get("value")) for item in items]
            for item, value in zip(items, counted(start, values), strict=True):
                _style(item, f"counter-increment: none; counter-set: list-item {value}")


def _integer(text: str | None) -> int | None:
    return int(text) if text else None


def _style(element: Element, declaration: str) -> None:
    element.set("style", "; ".join(filter(None, (element.get("style"), declaration))))
