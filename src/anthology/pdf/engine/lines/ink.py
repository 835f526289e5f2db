"""Planned lines drawn: tracked and expanded letters, and the hyphens of divided words.

Tracking and expansion are written around the text with PDF's own operators, so that neither
ligatures nor kerning change.
"""

from __future__ import annotations

import re
from typing import Any

from anthology.pdf.engine.fast import drawing

FIRST_GLYPH = re.compile(rb"\[([-0-9.]*)<([0-9a-f]{4})([0-9a-f]*)>(.*)\] TJ", re.DOTALL)
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
    start = len(operators)
    result = drawing.draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if textbox.__dict__.get("divided"):
        if textbox.style["direction"] == "rtl":
            _soften_first(operators, start)
        else:
            _soften_last(operators)
    if changed:
        operators.append(b"0 Tc 100 Tz")
    return result


def _soften_first(operators: list[Any], start: int) -> None:
    """Marks the first glyph, at the left end of the line drawn from `start` on, as a soft hyphen.

    There ends a line that is read from the right, whatever the letters before the hyphen.
    """
    for at in range(start, len(operators)):
        shown = operators[at]
        if isinstance(shown, bytes) and (found := FIRST_GLYPH.fullmatch(shown)):
            before, hyphen, codes, after = found.groups()
            rest = b"[" + (b"<" + codes + b">" if codes else b"") + after + b"] TJ"
            glyph = b"[" + before + b"<" + hyphen + b">] TJ"
            operators[at : at + 1] = [SOFT_HYPHEN_SPAN, glyph, b"EMC", rest]
            return


def _soften_last(operators: list[Any]) -> None:
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
