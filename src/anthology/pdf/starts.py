"""Where each page begins in the section's own text, for the page list of the e-book."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.laid_out import LaidOut

# Not the section's own text: notes, their calls, and what the print engine fills in.
LEFT_OUT = {"note", "notes", "note-call", "folio", "folios"}
SOFT_HYPHEN = "\u00ad"


def offsets(laid: LaidOut) -> tuple[int, ...]:
    """Per page, how many characters of the section come before its first.

    Counted are the characters of `PageStart.offset`: neither white space nor soft hyphens.
    """
    sizes: dict[int, int] = {}
    _measure(laid.root, sizes)
    return tuple(_before(laid.root, path, sizes) for path in laid.resumed)


def _measure(box: Any, sizes: dict[int, int]) -> int:
    """The characters in a box and all it holds, kept by the box's id."""
    if _is_left_out(box):
        size = 0
    elif isinstance(box, boxes.TextBox):
        size = _count(box.text)
    else:
        size = sum(_measure(child, sizes) for child in getattr(box, "children", ()))
    sizes[id(box)] = size
    return size


def _before(box: Any, path: Any, sizes: dict[int, int]) -> int:
    """The characters before the place in `box` that a path of WeasyPrint's leads to."""
    if not path or sizes.get(id(box), 0) == 0:
        return 0
    index, rest = min(path.items())
    if isinstance(box, boxes.TextBox):
        return _count(box.text.encode()[:index].decode())  # WeasyPrint counts UTF-8 bytes
    before = sum(sizes[id(child)] for child in box.children[:index])
    if index >= len(box.children):
        return before
    return before + _before(box.children[index], rest, sizes)


def _is_left_out(box: Any) -> bool:
    if "::" in (box.element_tag or ""):
        return True
    return box.element is not None and not LEFT_OUT.isdisjoint(box.element.get("class", "").split())


def _count(text: str) -> int:
    return sum(len(word) for word in text.split()) - text.count(SOFT_HYPHEN)
