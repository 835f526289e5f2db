"""Drawings (SVG) are marked in the page, so that the preflight can recognise and count them.

WeasyPrint draws them as lines and text among the text of the page.
"""

from __future__ import annotations

from typing import Any

from weasyprint import images

TAG = "Drawing"
_theirs = images.SVGImage.draw


def draw(drawing: Any, stream: Any, *others: Any) -> None:
    """WeasyPrint's method, with a mark around what it draws."""
    stream.begin_marked_content(TAG)
    try:
        _theirs(drawing, stream, *others)
    finally:
        stream.end_marked_content()
