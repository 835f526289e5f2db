"""Notes that lead to their calls, and back, in PDFs that are read on a screen.

WeasyPrint makes the call of a note at the foot and the number before a note of CSS alone, so that
neither is a link in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from anthology.pdf.engine.tree import contents
from anthology.pdf.model import INTERNAL

CALL, MARKER, BEFORE = "footnote-call", "footnote-marker", "before"


def link(pages: Sequence[Any]) -> None:
    """Makes links of the calls and numbers of notes on laid out pages."""
    for page in pages:
        for box in _within(page):
            target = box.element.get("id" if pseudo(box) == CALL else "data-call", "")
            if target:
                box.link = ("url", ("external", f"{INTERNAL}#{target}"))


def is_number(box: Any) -> bool:
    """Whether a box has the number before a note: at the foot, in the margin or at the end."""
    kind = pseudo(box)
    return kind == MARKER or (kind == BEFORE and _is_note(box.element))


def pseudo(box: Any) -> str:
    """The name of the pseudo-element that a box is of, "" for a box of an element."""
    return str(box.element_tag or "").partition("::")[2]


def _within(box: Any) -> Iterator[Any]:
    """The boxes of calls and numbers that show some."""
    if pseudo(box) in {CALL, MARKER, BEFORE}:
        if _is_note(box.element) and any(
            each.text.strip() for each in box.descendants() if hasattr(each, "text")
        ):
            yield box
        return
    for child in contents(box):
        yield from _within(child)


def _is_note(element: Any) -> bool:
    return element.tag == "aside" and "note" in element.get("class", "").split()
