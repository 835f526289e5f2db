"""Whether a box is in the normal flow, which layout checks fourteen times for each line."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import Box

_theirs = Box.is_in_normal_flow


def is_in_normal_flow(self: Any) -> bool:
    """WeasyPrint's result; at once for what neither floats nor is positioned."""
    style = self.style
    if style["float"] == "none" and style["position"] == "static":
        return True
    flows: bool = _theirs(self)
    return flows
