"""First letters (CSS Pseudo-Elements 4, 2.1): a paragraph gets the box of its letter once.

One that its page has no room for is laid out again on the next page, with the box that it has
already. WeasyPrint looks for the letter in that box, puts it into another one, and fails.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

LETTER = "::first-letter"

_first_letter_to_box = inline.first_letter_to_box


def first_letter_to_box(box: Any, skip_stack: Any, first_letter_style: Any) -> Any:
    """WeasyPrint's result: the way to where the line begins, past the letter."""
    first = box.children[0] if first_letter_style and box.children else None
    if first is not None and (first.element_tag or "").endswith(LETTER):
        return skip_stack
    return _first_letter_to_box(box, skip_stack, first_letter_style)
