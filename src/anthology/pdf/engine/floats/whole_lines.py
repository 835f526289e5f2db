"""Figures and tables as high as whole lines, so that the text below them stays on its grid."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

from anthology.pdf.engine.fast.lineboxes import strut

WHOLE = frozenset({"figure", "table"})
HAIR = 0.01  # of a line

_block_container_layout = block.block_container_layout


def block_container_layout(context: Any, box: Any, *others: Any, **more: Any) -> Any:
    """WeasyPrint's result; the last part of a figure or a table gets the white that it lacks."""
    result = _block_container_layout(context, box, *others, **more)
    if box.element_tag in WHOLE and result[0] is not None and result[1] is None:
        laid, (pitch, _) = result[0], strut(box.style)
        missing = -laid.margin_height() % pitch
        if HAIR * pitch < missing < (1 - HAIR) * pitch:
            laid.height += missing
    return result
