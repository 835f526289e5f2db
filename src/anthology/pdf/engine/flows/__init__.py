"""Flows as they were laid out: the sections on pages that several of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes


def cut_cells(pages: Sequence[Any]) -> frozenset[str]:
    """The ids of cells that go on on the next page, where other cells stand as well."""
    cells = (box for page in pages for box in sections(page) if box.is_floated())
    return frozenset(name for name, parts in Counter(map(_name, cells)).items() if parts > 1)


def sections(box: Any) -> Iterator[Any]:
    """The sections in a box that have an id, in their order."""
    for child in getattr(box, "children", ()):
        if child.element_tag == "section" and _name(child):
            yield child
        elif isinstance(child, boxes.BlockBox):
            yield from sections(child)


def _name(box: Any) -> str:
    return str(box.element.get("id", "")) if box.element is not None else ""
