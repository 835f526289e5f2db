"""Whether a text begins its line: only there may a word that is too long break anywhere.

WeasyPrint takes the text of every link and every <em> for the beginning of a line, and so breaks
short words and numbers that would stand whole on the next line.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from weasyprint.formatting_structure import boxes

_filled: ContextVar[bool] = ContextVar("text on the line", default=False)


def on_line(box: Any, split: Callable[[], Any]) -> Any:
    """The result of `split`, which fills the line of `box` if it is a line box."""
    if not isinstance(box, boxes.LineBox):
        return split()
    _filled.set(False)
    result = split()
    _filled.set(True)  # of the line around, if this one is in an inline block
    return result


def begins() -> bool:
    """Whether there is no text on the line yet."""
    return not _filled.get()


def filled_with(text_box: Any) -> None:
    """Records what was put on the line."""
    if text_box is not None and text_box.text.strip():
        _filled.set(True)
