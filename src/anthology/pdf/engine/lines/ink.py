"""Planned lines drawn: tracked and expanded letters, and the hyphens of divided words.

Tracking and expansion are written around the text with PDF's own operators, so that neither
ligatures nor kerning change.
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
    """WeasyPrint's function, with tracking, and the hyphen of a divided word as a soft one.

    So the word is whole when it is read aloud, searched or copied (ISO 32000-1, 14.9.4).
    """
    tracking = textbox.__dict__.get("tracking", 0.0)
    wider = 1 + textbox.__dict__.get("expansion", 0.0)
    changed = tracking or wider != 1
    operators = stream.stream
    if changed:
        operators.append(b"%.4f Tc %.3f Tz" % (tracking / wider, 100 * wider))
    result = drawing.draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if textbox.__dict__.get("divided"):
        _write_soft_hyphen(operators)
    if changed:
        operators.append(b"0 Tc 100 Tz")
    return result


def _write_soft_hyphen(operators: list[Any]) -> None:
    """Marks the last glyph of the text just shown as a soft hyphen."""
    found = LAST_GLYPH.fullmatch(operators[-1])
    if found:
        before, codes, hyphen, after = found.groups()
        glyphs = before + b"<" + codes + b">" if codes else before
        operators[-1:] = [
            b"[" + glyphs + b"] TJ",
            SOFT_HYPHEN_SPAN,
            b"[<" + hyphen + b">" + after + b"] TJ",
            b"EMC",
        ]
