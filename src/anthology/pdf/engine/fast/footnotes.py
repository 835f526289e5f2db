"""The area of a page's footnotes, measured without laying out all of them for each new one."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

from anthology.pdf.engine.fast.lineboxes import strut

LEAST = 2  # lines of text on a page
_theirs = LayoutContext._update_footnote_area  # noqa: SLF001


def update_footnote_area(context: Any) -> bool:
    """Gives the footnotes of the page the height they need, and the text the rest.

    The result is whether the notes overflow. Those in an area that may grow do where they leave
    the text less than `LEAST` lines: of many that the page before has no room for, the rest goes
    to the next one. WeasyPrint compares lengths that were added up in two ways, by which no note
    is too much, and any may be. Only the height is set here: the notes are laid out for good
    when their page is.
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
    room = area.page.height - LEAST * strut(area.page.style)[0]
    return bool(area.margin_height() > room)


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
