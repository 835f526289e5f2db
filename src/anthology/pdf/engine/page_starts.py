"""Where each page begins in the section's own text, for the page list of the e-book."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine.floats import called_by

# Not the section's own text: notes, their calls, the folios that are filled in,
# and what stands for a picture.
LEFT_OUT = {"tile", "note", "notes", "note-call", "folio", "folios", "page-reference"}
SOFT_HYPHEN = "\u00ad"


def offsets(root: Any, resumed: Sequence[Any]) -> tuple[int, ...]:
    """Per page, how many characters of the section come before its first.

    White space and soft hyphens do not count (`PageStart.offset`). `root` is the box tree before
    the layout, `resumed` the path in it to where each page begins.
    """
    ends: dict[int, list[int]] = {}
    everything = _measure(root, ends)
    first, *later = resumed
    # A later page without a path has only the end of a note: it comes after all of the text.
    after = (everything if path is None else _before(root, path, ends) for path in later)
    return _before(root, first, ends), *after


def before_each(root: Any, ids: Collection[str]) -> dict[str, int]:
    """How many characters come before each of the elements with these ids."""
    found: dict[str, int] = {}
    if ids:
        ends: dict[int, list[int]] = {}
        _measure(root, ends)
        _see(root, 0, ends, set(ids), found)
    return found


def _see(
    box: Any, before: int, ends: dict[int, list[int]], ids: set[str], found: dict[str, int]
) -> None:
    """Write down how many characters come before the boxes of the elements with these ids."""
    name = box.element.get("id") if box.element is not None else None
    if name in ids:
        found.setdefault(name, before)
        return
    for child, own in zip(getattr(box, "children", ()), ends.get(id(box), ()), strict=False):
        _see(child, before + own, ends, ids, found)


def _measure(box: Any, ends: dict[int, list[int]]) -> int:
    """The number of characters in a box, those of its descendants included.

    `ends` gets, by the id of each box, the numbers before each of its children, and the total.
    """
    moved = called_by(box)
    if moved is not None:  # the place of a figure that floats
        sizes = [_measure(moved, ends)]
    elif _is_left_out(box):
        sizes = []
    elif isinstance(box, boxes.TextBox):
        sizes = [_count(box.text)]
    else:
        sizes = [_measure(child, ends) for child in getattr(box, "children", ())]
    ends[id(box)] = list(accumulate(sizes, initial=0))
    return ends[id(box)][-1]


def _before(box: Any, path: Any, ends: dict[int, list[int]]) -> int:
    """The number of characters in `box` before the place that WeasyPrint's path leads to."""
    before = ends.get(id(box), [0])
    if not path or before[-1] == 0:
        return 0
    index: int
    index, rest = min(path.items())
    if isinstance(box, boxes.TextBox):
        return _count(box.text.encode()[:index].decode())  # WeasyPrint counts UTF-8 bytes
    if index >= len(box.children):
        return before[-1]
    return before[index] + _before(box.children[index], rest, ends)


def _is_left_out(box: Any) -> bool:
    if "::" in (box.element_tag or ""):
        return True
    return box.element is not None and not LEFT_OUT.isdisjoint(box.element.get("class", "").split())


def _count(text: str) -> int:
    return sum(len(word) for word in text.split()) - text.count(SOFT_HYPHEN)
