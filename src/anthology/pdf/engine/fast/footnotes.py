"""The footnotes of a page: each is laid out beside its neighbour, not with all before it."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

_theirs = LayoutContext._update_footnote_area  # noqa: SLF001


def update_footnote_area(context: Any) -> bool:
    """Gives the area of the page's footnotes the height they need, and the text what is left.

    Whether they have no room in the area. One that may grow always has; WeasyPrint, which
    compares lengths that were added up in two ways, says otherwise at times and moves a note
    to the next page. Only heights are found here: the notes are laid out for good, all
    together, when their page is.
    """
    area = context.current_footnote_area
    if not _grows(area):
        overflows: bool = _theirs(context)
        return overflows
    taken = 0 if area.height == "auto" else area.margin_height()
    area.children = context.current_page_footnotes
    area.height = _height(context, area)
    if not context.in_column:
        context.page_bottom += taken - area.margin_height()
    return False


def _grows(area: Any) -> bool:
    style = area.style
    grows: bool = style["height"] == "auto" and area.min_height == 0 and area.max_height == inf
    return grows


def _height(context: Any, area: Any) -> float:
    """What the notes need, in px: the first alone, and what each next one adds to the one before.

    A note's margins meet those of its neighbours, so each pair is laid out together.
    """
    notes = tuple(area.children)
    height = _of(notes[:1], context, area)
    for pair in pairwise(notes):
        height += _of(pair, context, area) - _of(pair[:1], context, area)
    return height


def _of(notes: tuple[Any, ...], context: Any, area: Any) -> float:
    """The height of the area with these notes and no others, kept with it."""
    known: dict[tuple[Any, ...], float] = area.__dict__.setdefault("heights", {(): 0.0})
    if notes not in known:
        alone = area.copy_with_children(list(notes))
        laid = create_anonymous_boxes(alone.deepcopy())
        known[notes] = block_level_layout(context, laid, -inf, None, area.page)[0].height
    return known[notes]
