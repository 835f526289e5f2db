"""Text stands in the file in the order in which it is read.

CSS paints a block of `position: relative` after all others, and in an untagged PDF that is
the order in which it is read aloud, copied and searched. On a page of text nothing overlaps,
so such a block is painted in its turn, unless a `z-index` says otherwise.
"""

from __future__ import annotations

from typing import Any

from weasyprint import stacking
from weasyprint.formatting_structure import boxes

_theirs = stacking._dispatch  # noqa: SLF001


def dispatch(box: Any, *others: Any) -> Any:
    """WeasyPrint's function; a relative block is painted as if it were not."""
    if isinstance(box, boxes.BlockLevelBox):
        style = box.style
        if style["position"] == "relative" and style["z_index"] == "auto":
            box = box.copy()
            box.style = style.copy()
            box.style["position"] = "static"
    return _theirs(box, *others)
