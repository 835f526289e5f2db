"""The section's tree made ready for print: notes to the foot, links kept for the binder."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from anthology.pdf.model import INTERNAL, SectionInput
from anthology.pdf.typeset import references

XHTML = "{http://www.w3.org/1999/xhtml}"


def document(section: SectionInput, *, endnotes: bool = False) -> ET.Element:
    """The whole document of a section, whose first page lies on the side that `section` says.

    Notes stand at the foot of the page where they are called, or stay at the end.
    """
    content = _tree(section.xhtml)
    _number_notes(content)
    if not endnotes:
        _notes_to_the_foot(content)
    references.fill(content, section.references)
    for link in content.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", INTERNAL + href)
    root = ET.Element("html", {"lang": section.lang, "dir": section.dir, "class": section.side})
    body = ET.SubElement(root, "body", {"dir": section.dir})
    body.append(content)
    return root


def _number_notes(section: ET.Element) -> None:
    """Each note knows the words of its call: what they are is up to the manuscript."""
    notes = {note.get("id"): note for note in _of_class(section, "aside", "note")}
    for call in _of_class(section, "a", "note-call"):
        note = notes.get(call.get("href", "").removeprefix("#"))
        if note is not None and "data-number" not in note.attrib:
            note.set("data-number", "".join(call.itertext()))


def _notes_to_the_foot(section: ET.Element) -> None:
    """Each note moves into the text, to its first call, from where it floats to the foot."""
    notes = {note.get("id"): note for note in _of_class(section, "aside", "note")}
    parents = {child: parent for parent in section.iter() for child in parent}
    for call in _of_class(section, "a", "note-call"):
        note = notes.pop(call.get("href", "").removeprefix("#"), None)
        if note is None:
            continue  # called before: this call stays what it is
        parents[note].remove(note)
        call.tag = "span"  # of class note-call, with its id: what leads back leads here
        del call.attrib["href"]
        call.text = None
        call[:] = [note]
        note.tail = None
    for end in _of_class(section, "section", "notes"):
        if not list(_of_class(end, "aside", "note")):
            parents[end].remove(end)


def _of_class(root: ET.Element, tag: str, name: str) -> list[ET.Element]:
    return [e for e in root.iter(tag) if name in e.get("class", "").split()]


class _Plain(ET.TreeBuilder):
    """Builds a tree whose XHTML elements have no namespace, as WeasyPrint wants them."""

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Begin an element."""
        return super().start(tag.removeprefix(XHTML), attrs)

    def end(self, tag: str) -> ET.Element:
        """End an element."""
        return super().end(tag.removeprefix(XHTML))


def _tree(xhtml: str) -> ET.Element:
    """An XHTML element as a tree; we wrote it, so it has no DTD."""
    parser = ET.XMLParser(target=_Plain())  # noqa: S314
    parser.feed(xhtml)
    return parser.close()
