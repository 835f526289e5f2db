"""Marks where the pages of the print edition begin.

A place is counted as the print engine counts it: characters of the section's own text in
document order, without white space, soft hyphens, notes, their calls and folios.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from anthology.edition import PageStart
from anthology.epub import xhtml
from anthology.epub.words import Words

UNCOUNTED = re.compile("[\\s\u00ad]+")
FIRST_CJK = "\u2e80"  # from here on, scripts whose words are not set apart


@dataclass(frozen=True)
class Page:
    """A page of the page list: its folio and the id of its mark."""

    label: str
    id: str


@dataclass(frozen=True)
class _Slot:
    """A stretch of text: `element.text`, or `element.tail` where `after`."""

    element: Element
    after: bool
    text: str


def mark(section: Element, starts: Sequence[PageStart], words: Words) -> tuple[Page, ...]:
    """Puts an empty mark where each page begins; gives back the pages in their order."""
    wanted = [start for start in starts if start.label]
    pages = tuple(Page(start.label, page_id(start.label)) for start in wanted)
    counts = [start.offset for start in wanted]
    marks = [_mark(page, words) for page in pages]
    opening = sum(1 for count in counts if count <= 0)
    places = _places(section, counts[opening:]) if opening < len(counts) else []
    # From the last to the first, so that no insertion moves the place of another.
    for element, (slot, index) in reversed(list(zip(marks[opening:], places, strict=False))):
        _insert(element, slot, index)
    for element in reversed(marks[:opening]):
        _open_with(section, element)
    for element in marks[opening + len(places) :]:
        _close_with(section, element)
    return pages


def page_id(label: str) -> str:
    """The id of a page's mark; letters that an id cannot have are spelled out."""
    return "page-" + re.sub(r"[^A-Za-z0-9]", lambda m: f"_{ord(m[0]):x}", label)


def _mark(page: Page, words: Words) -> Element:
    span = etree.Element(xhtml.tag("span"))
    span.set(xhtml.EPUB_TYPE, "pagebreak")
    span.set("role", "doc-pagebreak")
    span.set("id", page.id)
    # The spaces and the full stop keep a speaking reader from running it into the words.
    span.set("aria-label", f" {words.page.format(page.label)}. ")
    return span


def _places(section: Element, counts: list[int]) -> list[tuple[_Slot, int]]:
    """For each count, in rising order, the stretch and the index there.

    Counts beyond the text (a last page with only a picture on it) have none.
    """
    places: list[tuple[_Slot, int]] = []
    passed = 0
    for slot in _slots(section, section):
        counted = len(UNCOUNTED.sub("", slot.text))
        while len(places) < len(counts) and counts[len(places)] < passed + counted:
            places.append((slot, _index(slot.text, counts[len(places)] - passed)))
        passed += counted
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
    names = xhtml.classes(element)
    kind = xhtml.local(element)
    return (
        not kind
        or (kind == "a" and ("note-call" in names or "folio" in names))
        or (kind == "section" and "notes" in names)
        or (kind == "aside" and "note" in names)
        or (kind == "span" and "locators" in names)  # in place of the printed folios
        or kind == "svg"
    )


def _index(text: str, count: int) -> int:
    """Where in `text` the counted character number `count` (from 0) stands.

    A word that is broken over two pages stays whole: the mark follows it.
    """
    found = -1
    for index, character in enumerate(text):
        if UNCOUNTED.match(character):
            continue
        count -= 1
        if count < 0:
            found = index
            break
    return _past_word(text, found)


def _past_word(text: str, index: int) -> int:
    if index == 0 or not (_in_word(text[index - 1]) and _in_word(text[index])):
        return index
    while index < len(text) and _in_word(text[index]):
        index += 1
    return index


def _in_word(character: str) -> bool:
    return character == "\u00ad" or (character.isalnum() and character < FIRST_CJK)


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
