"""Canonical notes become notes that pop up, and read in order where nothing pops up.

The pattern is that of Apple Books, Kobo and Kindle at once: `noteref` and `footnote` with
the matching roles, an id on the paragraph too, and the way back first in it (Kindle takes a
link for a note only then).
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml
from anthology.epub.words import Words


def pop_up(root: Element, words: Words) -> None:
    """Marks the calls, numbers the notes and gives each a way back to every call of it."""
    calls = list(xhtml.of_class(root, "a", "note-call"))
    places: dict[str, list[Element]] = {}
    for call in calls:
        call.set(xhtml.EPUB_TYPE, "noteref")
        call.set("role", "doc-noteref")
        places.setdefault((call.get("href") or "").removeprefix("#"), []).append(call)
    for note in xhtml.of_class(root, "aside", "note"):
        _footnote(note, places.get(note.get("id") or "", []), words)
    for notes in xhtml.of_class(root, "section", "notes"):
        notes.set(xhtml.EPUB_TYPE, "footnotes")
        notes.set("aria-label", words.notes)


def _footnote(note: Element, calls: list[Element], words: Words) -> None:
    note.set(xhtml.EPUB_TYPE, "footnote")
    note.set("role", "doc-footnote")
    first = _first_paragraph(note)
    if note.get("id") and not first.get("id"):
        first.set("id", f"{note.get('id')}-text")
    links = [_way_back(call, number, words) for number, call in enumerate(calls)]
    text, first.text = first.text or "", None
    for place, link in enumerate(links):
        link.tail = " "
        first.insert(place, link)
    if links:
        links[-1].tail = " " + text
    else:
        first.text = text


def _first_paragraph(note: Element) -> Element:
    """The paragraph that opens the note; loose text is put into one, or an empty one is made."""
    if len(note) and xhtml.local(note[0]) == "p" and not (note.text or "").strip():
        return note[0]
    paragraph = etree.Element(xhtml.tag("p"))
    paragraph.text, note.text = note.text, None
    while len(note) and xhtml.local(note[0]) in INLINE:
        paragraph.append(note[0])
    note.insert(0, paragraph)
    return paragraph


INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby s samp small "  # noqa: SIM905
    "span strong sub sup time u var wbr".split()
)


def _way_back(call: Element, number: int, words: Words) -> Element:
    """A link to the call: "1." for the first, "b", "c" ... for those that follow."""
    label = "".join(str(part) for part in call.itertext()).strip()
    link = etree.Element(xhtml.tag("a"))
    link.set("class", "note-back")
    link.set("href", f"#{call.get('id')}")
    link.set("role", "doc-backlink")
    further = _letter(number)
    link.set("aria-label", words.back.format(label + further))
    link.text = further or f"{label}."
    return link


def _letter(number: int) -> str:
    """No letter for the first call, then "b" to "z", then plain numbers."""
    return "" if number == 0 else chr(ord("a") + number) if number < 26 else str(number + 1)
