"""Heads that are left alone: an opening over two pages, and a head before a poem kept whole.

Where nothing else helps, WeasyPrint ends a page where none should end: between two that belong
together, or else within what it should not divide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.feet.columns import columns
from anthology.pdf.engine.feet.ends import AVOIDED
from anthology.pdf.engine.tree import blocks

NUMBER = "data-poem"  # of a poem


def divides_opening(pages: Sequence[Any]) -> bool:
    """Whether the opening of a section goes on on its second page."""
    return any(_class(box) == "opening" for page in pages[1:2] for box in blocks(page))


def poems_after_heads(pages: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """The poems that begin a page or column while their head ends the one before.

    The number of each is in its `data-poem`; with it comes the first class of the head.
    """
    every = [list(_pieces(column)) for page in pages for column in columns(page)]
    for above, below in pairwise(every):
        led_in = list(_to_poem(below))
        if above and led_in and _is_tied(above[-1]) and above[-1].element is not led_in[0].element:
            yield int(led_in[-1].element.get(NUMBER)), _class(above[-1])


def _to_poem(pieces: Sequence[Any]) -> Iterator[Any]:
    """The first poem and what leads in it; nothing where something else comes first."""
    for count, piece in enumerate(pieces, start=1):
        if NUMBER in piece.element.attrib:
            yield from pieces[:count]
        if NUMBER in piece.element.attrib or not _is_tied(piece):
            return


def _pieces(box: Any) -> Iterator[Any]:
    """Openings, headings, paragraphs, poems and other blocks in order."""
    for child in box.children:
        if isinstance(child, boxes.BlockBox) and child.element is not None:
            apart = NUMBER in child.element.attrib or _class(child) == "opening"
            holds = child.element_tag in {"section", "div"} and not apart
            yield from _pieces(child) if holds else (child,)


def _is_tied(box: Any) -> bool:
    return box.style["break_after"] in AVOIDED


def _class(box: Any) -> str:
    return "" if box.element is None else next(iter(box.element.get("class", "").split()), "")
