"""Page breaks of the print edition, marked in the e-book's text.

An offset is counted as in `anthology.pdf`: characters of the section's own text in document
order, without white space, soft hyphens, notes, their calls and folios.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from anthology.edition import PageStart
from anthology.epub import xhtml
from anthology.epub.labels import Labels

COUNTED = re.compile("[^\\s\u00ad]+")
SOFT_HYPHEN = "\u00ad"
LEFT_OUT = {  # names of elements, and the classes of which their text is not counted
    "a": {"note-call", "folio"},
    "section": {"notes"},
    "aside": {"note"},
    "span": {"locators"},  # in place of the printed folios
}
DRAWN = {"math", "svg"}  # a formula is a drawing in print
FIRST_CJK = "\u2e80"  # from here on, scripts without spaces between words


@dataclass(frozen=True)
class PageBreak:
    """An entry of the page list."""

    label: str  # the folio
    id: str  # of the mark in the text


class _Slot(NamedTuple):
    """A text node: `element.tail` if `after`, else `element.text`."""

    element: Element
    after: bool
    text: str


def mark(section: Element, starts: Sequence[PageStart], labels: Labels) -> tuple[PageBreak, ...]:
    """Insert an empty mark where each page begins; returns the page breaks in order."""
    wanted = [start for start in starts if start.label]
    pages = tuple(PageBreak(start.label, page_id(start.label)) for start in wanted)
    counts = [start.offset for start in wanted]
    marks = [_mark(page, labels) for page in pages]
    opening = sum(1 for count in counts if count <= 0)
    places = _places(section, counts[opening:]) if opening < len(counts) else []
    # From the last to the first, so that no insertion changes the place of another.
    for element, (slot, index) in reversed(list(zip(marks[opening:], places, strict=False))):
        _insert(element, slot, index)
    for element in reversed(marks[:opening]):
        _open_with(section, element)
    for element in marks[opening + len(places) :]:
        _close_with(section, element)
    return pages


def page_id(label: str) -> str:
    """The id of a page's mark; characters not allowed in an id become their code points."""
    return "page-" + re.sub(r"[^A-Za-z0-9]", lambda m: f"_{ord(m[0]):x}", label)


def _mark(page: PageBreak, labels: Labels) -> Element:
    span = etree.Element(xhtml.tag("span"))
    span.set(xhtml.EPUB_TYPE, "pagebreak")
    span.set("role", "doc-pagebreak")
    span.set("id", page.id)
    # The spaces and the full stop separate it from the words when it is read aloud.
    span.set("aria-label", f" {labels.page.format(page.label)}. ")
    return span


def _places(section: Element, counts: list[int]) -> list[tuple[_Slot, int]]:
    """The text node and index of each count; `counts` are in ascending order.

    Counts beyond the text (a last page with only a picture) have no place.
    """
    places: list[tuple[_Slot, int]] = []
    before = 0
    for slot in _slots(section, section):
        counted = sum(map(len, slot.text.split())) - slot.text.count(SOFT_HYPHEN)
        while counts[len(places)] < before + counted:
            places.append((slot, _index(slot.text, counts[len(places)] - before)))
            if len(places) == len(counts):
                return places
        before += counted
    return places


def _slots(element: Element, section: Element) -> Iterator[_Slot]:
    if not _left_out(element):
        if element.text:
            yield _Slot(element, False, element.text)
        for child in element:
            yield from _slots(child, section)
    if element.tail and element is not section:
        yield _Slot(element, True, element.tail)


def _left_out(element: Element) -> bool:
    kind = xhtml.local_name(element)
    if kind in LEFT_OUT:
        return not LEFT_OUT[kind].isdisjoint(xhtml.classes(element))
    return not kind or kind in DRAWN


def _index(text: str, count: int) -> int:
    """The index in `text` of the counted character number `count` (from 0).

    A word hyphenated across two pages stays whole: the index is after it.
    """
    for run in COUNTED.finditer(text):
        index = run.start() + count
        if index < run.end():
            return _past_word(text, index)
        count -= len(run[0])
    return len(text)


def _past_word(text: str, index: int) -> int:
    if index == 0 or not (_in_word(text[index - 1]) and _in_word(text[index])):
        return index
    while index < len(text) and _in_word(text[index]):
        index += 1
    return index


def _in_word(character: str) -> bool:
    return character == SOFT_HYPHEN or (character.isalnum() and character < FIRST_CJK)


def _insert(mark_: Element, slot: _Slot, index: int) -> None:
    element = slot.element
    text = (element.tail if slot.after else element.text) or ""
    mark_.tail = text[index:] or None
    if slot.after:
        element.tail = text[:index] or None
        parent = element.getparent()
        assert parent is not None  # noqa: S101  only the section has a tail we never use
        parent.insert(parent.index(element) + 1, mark_)
    else:
        element.text = text[:index] or None
        element.insert(0, mark_)


def _open_with(section: Element, mark_: Element) -> None:
    mark_.tail, section.text = section.text, None
    section.insert(0, mark_)


def _close_with(section: Element, mark_: Element) -> None:
    """After the last text, but before the notes."""
    notes = next(xhtml.of_class(section, "section", "notes"), None)
    if notes is None or notes.getparent() is not section:
        section.append(mark_)
    else:
        section.insert(section.index(notes), mark_)
