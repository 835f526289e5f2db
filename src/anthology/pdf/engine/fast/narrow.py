"""The narrowest width of a text: that of its widest piece which cannot be broken.

WeasyPrint cuts off a piece after the other, and shapes the whole rest of the text for each. A
name or a cell of two thousand ideographs takes minutes; ours shapes a little of the rest.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

SHAPED = (48, 400)  # letters that are shaped at first, and where no piece ends early in them
LONG = 2 * SHAPED[-1]

_theirs = line_break.split_first_line


def split_first_line(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any
) -> Any:
    """WeasyPrint's function; of a long text the beginning, where its first piece ends early."""
    if max_width == 0 and len(text) > LONG:
        for letters in SHAPED:
            start = text[:letters]
            found = _theirs(start, style, context, max_width, *others, **named)
            if found[2] is not None and 2 * found[2] <= len(start.encode()):
                return found
    return _theirs(text, style, context, max_width, *others, **named)
