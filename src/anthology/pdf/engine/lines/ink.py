"""Planned lines on paper: what their letters give, and hyphens that readers can take away.

WeasyPrint draws a text box with `draw_first_line`. Letter-spacing and width of letters are
written around it with PDF's own operators, so that neither ligatures nor kerning change.
"""

from __future__ import annotations

import re
from typing import Any

from anthology.pdf.engine.fast import drawing

LAST_GLYPH = re.compile(rb"\[(.*)<([0-9a-f]*)([0-9a-f]{4})>([-0-9.]*)\] TJ", re.DOTALL)
SOFT_HYPHEN_SPAN = b"/Span <</ActualText <FEFF00AD>>> BDC"


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """WeasyPrint's function, with letter-spacing, and the hyphen of a divided word as a soft one.

    A reader, a search and a copy see the whole word (PDF 32000-1, 14.9.4).
    """
    tracking = textbox.__dict__.get("tracking", 0.0)
    wider = 1 + textbox.__dict__.get("expansion", 0.0)
    operators = stream.stream
    if tracking:
        operators.append(b"%.4f Tc %.3f Tz" % (tracking / wider, 100 * wider))
    result = drawing.draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if textbox.__dict__.get("divided"):
        _write_soft_hyphen(operators)
    if tracking:
        operators.append(b"0 Tc 100 Tz")
    return result


def _write_soft_hyphen(operators: list[Any]) -> None:
    """Say that the last glyph of the text just shown is a soft hyphen."""
    found = LAST_GLYPH.fullmatch(operators[-1])
    if found:
        before, row, hyphen, after = found.groups()
        glyphs = before + b"<" + row + b">" if row else before
        operators[-1:] = [
            b"[" + glyphs + b"] TJ",
            SOFT_HYPHEN_SPAN,
            b"[<" + hyphen + b">" + after + b"] TJ",
            b"EMC",
        ]
