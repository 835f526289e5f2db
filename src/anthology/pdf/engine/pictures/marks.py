"""Drawings (SVG) are marked in the page, so that the preflight can recognise and count them.

WeasyPrint draws them as lines and text among the text of the page. A formula has its TeX for
its text, by which collation finds it.
"""

from __future__ import annotations

from typing import Any

import pydyf

from anthology.pdf.engine.fast import shapes

TAG = "Drawing"


def draw(drawing: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """WeasyPrint's method, with marks around what it draws."""
    tex = drawing._svg.tree.get("data-tex")  # noqa: SLF001 - see `replaced`
    if tex:
        stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": _text(tex)}))
    stream.begin_marked_content(TAG)
    try:
        shapes.draw(drawing, stream, width, height, style)
    finally:
        stream.end_marked_content()
        if tex:
            stream.end_marked_content()


def _text(words: str) -> bytes:
    """A text string of PDF (ISO 32000-1, 7.9.2.2), in the digits that our own reader knows."""
    return b"<feff" + words.encode("utf-16-be").hex().encode() + b">"
