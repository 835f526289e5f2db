"""Tables on laid out pages, and those of them that have too little room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine import floats

MANY, LETTERS = 4, 14  # lines of a cell that are many where they have so few letters
ROUNDED = 0.5  # px by which a table may seem too wide


def on(box: Any) -> Iterator[Any]:
    """The tables in a page or another box, those inside others included."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.TableBox) and child.children and child.element is not None:
            yield child
        yield from on(child)


def wide(box: Any) -> Iterator[tuple[int, float]]:
    """The numbers of tables wider than the place where they stand, and how many times wider."""
    for child in getattr(box, "children", ()):
        wrapper = isinstance(child, boxes.BlockBox) and child.is_table_wrapper
        if wrapper and child.margin_width() > box.width + ROUNDED and child.element is not None:
            number = int(child.element.get("data-number", 0))
            yield number, child.margin_width() / max(box.width, ROUNDED)
        yield from wide(child)


def high(page: Any) -> Iterator[tuple[int, float]]:
    """Tables on their side that their page cannot hold."""
    for box in page.children:
        if floats.is_float(box) and floats.is_too_high(box, page):
            table = next(box.element.iter("table"))
            yield int(table.get("data-number", 0)), box.border_height() / page.width


def is_crowded(table: Any) -> bool:
    """Whether a cell below the head has two words or so in a line, and several lines."""
    for group in (each for each in table.children if not each.is_header):
        for cell in (cell for row in group.children for cell in row.children):
            lines = [box for box in cell.descendants() if isinstance(box, boxes.LineBox)]
            if len(lines) >= MANY:
                letters = sum(len(text) for line in lines for text in _texts(line))
                if letters < LETTERS * len(lines):
                    return True
    return False


def _texts(line: Any) -> Iterator[str]:
    return (box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
