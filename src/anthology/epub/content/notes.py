"""Notes become pop-up notes, which e-readers without pop-ups show after the text.

The markup serves Apple Books, Kobo and Kindle: `noteref` and `footnote` with the matching
roles, an id on the paragraph too, and the backlink at its start (Kindle recognises a note
only by that).
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml
from anthology.epub.labels import Labels


def pop_up(root: Element, labels: Labels) -> None:
    """Mark the note calls and notes, and give each note a backlink to each of its calls."""
    calls = list(xhtml.of_class(root, "a", "note-call"))
    places: dict[str, list[Element]] = {}
    for call in calls:
        call.set(xhtml.EPUB_TYPE, "noteref")
        call.set("role", "doc-noteref")
        places.setdefault((call.get("href") or "").removeprefix("#"), []).append(call)
    for note in xhtml.of_class(root, "aside", "note"):
        _footnote(note, places.get(note.get("id") or "", []), labels)
    for notes in xhtml.of_class(root, "section", "notes"):
        notes.set(xhtml.EPUB_TYPE, "footnotes")
        notes.set("aria-label", labels.notes)


def _footnote(note: Element, calls: list[Element], labels: Labels) -> None:
    note.set(xhtml.EPUB_TYPE, "footnote")
    note.set("role", "doc-footnote")
    first = _first_paragraph(note)
    if note.get("id") and not first.get("id"):
        first.set("id", f"{note.get('id')}-text")
    links = [_backlink(call, number, labels) for number, call in enumerate(calls)]
    text, first.text = first.text or "", None
    for place, link in enumerate(links):
        link.tail = " "
        first.insert(place, link)
    if links:
        links[-1].tail = " " + text
    else:
        first.text = text


def _first_paragraph(note: Element) -> Element:
    """The note's first paragraph, added around loose text or as an empty one if there is none."""
    if len(note) and xhtml.local_name(note[0]) == "p" and not (note.text or "").strip():
        return note[0]
    paragraph = etree.Element(xhtml.tag("p"))
    paragraph.text, note.text = note.text, None
    while len(note) and xhtml.local_name(note[0]) in INLINE:
        paragraph.append(note[0])
    note.insert(0, paragraph)
    return paragraph


INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby s samp small "  # noqa: SIM905
    "span strong sub sup time u var wbr".split()
)


def _backlink(call: Element, number: int, labels: Labels) -> Element:
    """A link to the call: "1." for the first call, "b", "c" ... for further ones."""
    label = "".join(str(part) for part in call.itertext()).strip()
    link = etree.Element(xhtml.tag("a"))
    link.set("class", "note-back")
    link.set("href", f"#{call.get('id')}")
    link.set("role", "doc-backlink")
    further = _letter(number)
    link.set("aria-label", labels.back.format(label + further))
    link.text = further or f"{label}."
    return link


def _letter(number: int) -> str:
    """The suffix of a backlink: "" for the first call, then "b" to "z", then numbers."""
    return "" if number == 0 else chr(ord("a") + number) if number < 26 else str(number + 1)
