"""The area of a page's footnotes, measured without laying out all of them for each new one."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

_theirs = LayoutContext._update_footnote_area  # noqa: SLF001


def update_footnote_area(context: Any) -> bool:
    """Gives the footnotes of the page the height they need, and the text the rest.

    The result is whether the notes overflow their area. An area that may grow never overflows;
    WeasyPrint compares lengths that were added up in two ways, and so finds at times that it
    does, and moves a note to the next page. Only the height is set here: the notes are laid out
    for good when their page is.
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
    """The height that the notes need, in px: that of the first, and what each other one adds.

    The margins of neighbours collapse, so each note is laid out together with the one before.
    """
    notes = tuple(area.children)
    height = _height_of(notes[:1], context, area)
    for pair in pairwise(notes):
        height += _height_of(pair, context, area) - _height_of(pair[:1], context, area)
    return height


def _height_of(notes: tuple[Any, ...], context: Any, area: Any) -> float:
    """The height of the area with these notes and no others, in px; cached in the area."""
    known: dict[tuple[Any, ...], float] = area.__dict__.setdefault("heights", {(): 0.0})
    if notes not in known:
        alone = area.copy_with_children(list(notes))
        laid = create_anonymous_boxes(alone.deepcopy())
        known[notes] = block_level_layout(context, laid, -inf, None, area.page)[0].height
    return known[notes]
