"""A drawing in a line of text that is read from right to left gets its width.

WeasyPrint makes a drawing (SVG) without a size of its own as wide as the block around it, and
moves it to the right of that. One in a line has no place yet; it gets one afterwards.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import replaced

_theirs = replaced.inline_replaced_box_layout


def inline_replaced_box_layout(box: Any, containing_block: Any) -> None:
    """WeasyPrint's function, for a box that has no place as well."""
    box.position_x = getattr(box, "position_x", 0.0)
    _theirs(box, containing_block)
