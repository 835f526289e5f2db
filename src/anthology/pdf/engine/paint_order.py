"""Text is in the file in the order in which it is read.

CSS paints a block of `position: relative` after all others, and in an untagged PDF it would be
read aloud, copied and searched in that order. On a page of text nothing overlaps, so such a
block is painted in its turn, unless it has a `z-index`.
"""

from __future__ import annotations

from typing import Any

from weasyprint import stacking
from weasyprint.formatting_structure import boxes

_theirs = stacking._dispatch  # noqa: SLF001


def dispatch(box: Any, *others: Any) -> Any:
    """WeasyPrint's function; a relative block is painted like a static one."""
    if isinstance(box, boxes.BlockLevelBox):
        style = box.style
        if style["position"] == "relative" and style["z_index"] == "auto":
            box = box.copy()
            box.style = style.copy()
            box.style["position"] = "static"
    return _theirs(box, *others)
