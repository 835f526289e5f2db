"""The narrowest width of a text: that of its widest piece which cannot be broken.

WeasyPrint cuts off a piece after the other, and shapes and divides the rest of the text for each. A
name or a cell of two thousand ideographs takes minutes; ours looks at a little of the rest. Cells
are measured again and again, for each size in which their table is tried: a piece is measured once
for each style.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from weasyprint.text import line_break

from anthology.pdf.engine.fast.layouts import pango_style

SHAPED = (48, 400)  # letters that are shaped at first, and where no piece ends early in them
MOST = 20_000  # pieces that are known
# The properties of a style that say where a text is broken, beside those of its letters.
broken_style = itemgetter(
    "white_space", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone",
)  # fmt: skip

_theirs = line_break.split_first_line


def split_first_line(
    text: str, style: Any, context: Any, max_width: Any, *others: Any, **named: Any
) -> Any:
    """WeasyPrint's function; of a text that is to be narrow, its first piece may be known."""
    if max_width != 0:
        return _theirs(text, style, context, max_width, *others, **named)
    known = style.font_config.__dict__.setdefault("pieces", {})
    start = text[: SHAPED[0]]
    try:
        key = (
            start, len(text) > len(start), others, *named.values(),
            pango_style(style), broken_style(style),
        )  # fmt: skip
        found = known.get(key)
    except TypeError:  # an unhashable value
        return _first_piece(text, style, context, others, named)
    if found is None:
        found = _first_piece(text, style, context, others, named)
        if len(known) >= MOST:
            known.clear()
        if len(text) == len(start) or _is_early(found, start):
            # Whoever asks for the narrowest width reads these two alone.
            known[key] = None, None, found[2], found[3], None, None
    return found


def _first_piece(
    text: str, style: Any, context: Any, others: tuple[Any, ...], named: dict[str, Any]
) -> Any:
    """What WeasyPrint's function finds in the beginning of a text, or in all of it."""
    for letters in SHAPED:
        if letters >= len(text):
            break
        start = text[:letters]
        found = _theirs(start, style, context, 0, *others, **named)
        if _is_early(found, start):
            return found
    return _theirs(text, style, context, 0, *others, **named)


def _is_early(found: Any, start: str) -> bool:
    """Whether a piece ends in the first half of the letters that were looked at."""
    return found[2] is not None and 2 * found[2] <= len(start.encode())
