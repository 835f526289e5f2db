"""The end of a page's text: the blocks on it that may begin the next page instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine import floats
from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.tree import blocks

AVOIDED = frozenset(("avoid", "avoid-page"))


def movable(page: Any) -> Iterator[tuple[Any, int]]:
    """The elements of the text that may begin the next page, from the last on this page.

    With each, the lines from where it begins to where the text ends.
    """
    text = next((each for each in blocks(page.children[0]) if _is_text(each)), None)
    if text is None:
        return
    pitch = float(strut(text.style)[0])
    end = floats.lowest(page.children[0])
    inside = [each for each in text.children if isinstance(each, boxes.BlockBox)]
    for before, box in reversed(list(pairwise(inside))):
        if box.element is not None and not _is_tied(before, box):
            yield box.element, round((end - box.border_box_y()) / pitch)


def _is_text(box: Any) -> bool:
    return box.element is not None and box.element.get("class", "").split()[:1] == ["text"]


def _is_tied(before: Any, box: Any) -> bool:
    """Whether a block stays with the one before it."""
    ties = {before.style["break_after"], box.style["break_before"]}
    return not AVOIDED.isdisjoint(ties) or before.element_tag == "hr"
