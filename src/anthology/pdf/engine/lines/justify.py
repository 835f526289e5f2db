"""Planned lines filled to their measure: letters first, then word spaces."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from anthology.pdf.engine.lines.filling import Filling, fill
from anthology.pdf.engine.lines.paragraph import Line

HAIR = 1e-6  # px: a full line is so much narrower than its place, or it would not fit
CLOSEST = 0.4  # of its word spaces: what a line gives up at most before it runs over the margin
FIRST_EMOJI = "\U0001f000"  # drawn as pictures, which letter-spacing would not move


def justify(line_box: Any, line: Line, width: float) -> None:
    """Fills the width of a planned line, its indent included, with its letters and word spaces."""
    if line.ragged:
        return
    gap = width + line.hangs_left + line.hangs_right - line_box.width
    line_box.planned = not line.last or gap < 0
    if line.hangs_left:
        for child in line_box.children:
            child.translate(-line.hangs_left)
    texts = [box for box in line_box.descendants() if isinstance(box, boxes.TextBox)]
    if not texts or not line_box.planned:
        return
    filling = Filling()
    if not any(max(box.text) >= FIRST_EMOJI for box in texts):
        filling = fill(gap, line.ems, line.width - gap, line.glue, line.letters)
    for box in texts:
        box.tracking = filling.tracking * box.style["font_size"]
        box.expansion = filling.expansion
        gap -= box.tracking * box.__dict__.get("glyphs", 0) + filling.expansion * box.width
    spaces = sum(inline.count_expandable_spaces(box) for box in texts)
    _space_out(line_box, max(gap, -CLOSEST * line.glue) / spaces if spaces else 0.0, 0.0)
    if spaces:
        line_box.width = width - HAIR


def _space_out(box: Any, space: float, x_advance: float) -> float:
    """Widens the word spaces by `space` px, the letters by what their boxes have.

    Returns the px by which what comes next moves.
    """
    box.position_x += x_advance
    moved = x_advance
    if isinstance(box, boxes.TextBox):
        wider = 1 + box.expansion
        box.justification_spacing = box.pango_layout.justification_spacing = space / wider
        moved += space * inline.count_expandable_spaces(box)
        moved += box.tracking * box.glyphs + box.expansion * box.width
    else:
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _space_out(child, space, moved)
    box.width += moved - x_advance
    return moved
