"""Flows as they were laid out: the sections on pages that several of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine import floats
from anthology.pdf.model import Moved


def cut_cells(pages: Sequence[Any]) -> frozenset[str]:
    """The ids of cells that go on on the next page, where other cells stand as well."""
    cells = (box for page in pages for box in sections(page) if box.is_floated())
    return frozenset(name for name, parts in Counter(map(_name, cells)).items() if parts > 1)


def stray_figures(pages: Sequence[Any]) -> Iterator[int]:
    """The numbers of the figures at the head of a page on which their own section does not go on.

    It has not earlier there, or it is over.
    """
    earlier = set[str]()
    for page in pages:
        found = [_name(box) for box in sections(page.children[0])]
        going_on = found[0] if found and found[0] in earlier else ""
        for figure, _ in page.__dict__.get("floats", ()):
            alone = floats.is_plate(figure) or floats.OWNER not in figure.element.attrib
            if not alone and figure.element.get(floats.OWNER) != going_on:
                yield floats.number(figure)
        earlier.update(found)


def moved(pages: Sequence[Any]) -> Iterator[Moved]:
    """The figures at the heads of pages that sections share, and where they stand."""
    for number, page in enumerate(pages):
        for figure, box in page.__dict__.get("floats", ()):
            if owner := figure.element.get(floats.OWNER, ""):
                left, top = box.border_box_x(), box.border_box_y()
                right, bottom = left + box.border_width(), top + box.border_height()
                alone = floats.is_plate(figure)
                yield Moved(owner, number, left, top, right, bottom, alone)


def sections(box: Any) -> Iterator[Any]:
    """The sections in a box that have an id, in their order."""
    for child in getattr(box, "children", ()):
        if child.element_tag == "section" and _name(child):
            yield child
        elif isinstance(child, boxes.BlockBox):
            yield from sections(child)


def _name(box: Any) -> str:
    return str(box.element.get("id", "")) if box.element is not None else ""
