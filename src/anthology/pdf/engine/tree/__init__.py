"""The tree of boxes that WeasyPrint has laid out: what is found in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder


def blocks(box: Any, kind: type[Any] = boxes.BlockBox) -> Iterator[Any]:
    """The blocks in a box, of a kind of WeasyPrint's, and those in them."""
    for child in getattr(box, "children", ()):
        if isinstance(child, kind):
            yield child
            yield from blocks(child, kind)


def first_line(box: Any) -> Any:
    """The first line of a box; None where it has none."""
    return next((each for each in box.descendants() if isinstance(each, boxes.LineBox)), None)


def contents(box: Any) -> Iterator[Any]:
    """The children of a box, those that are positioned elsewhere included."""
    for child in getattr(box, "children", ()):
        yield child._box if isinstance(child, AbsolutePlaceholder) else child  # noqa: SLF001
