"""The documents to typeset: a section with its notes at the foot, and its furniture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from anthology.pdf.engine import floats
from anthology.pdf.model import INTERNAL, FurnitureInput, SectionInput
from anthology.pdf.span import Side
from anthology.pdf.typeset import (
    figures,
    lead_ins,
    list_items,
    references,
    ruby,
    spacing,
    tables,
    tails,
)
from anthology.pdf.typeset.figures.columns import Shifts, shift
from anthology.pdf.typeset.parts import parsed, widen
from anthology.pdf.typeset.tails.heads import Heads, part
from anthology.text.direction import in_a_line

OTHER_SIDE: Mapping[Side, Side] = {"recto": "verso", "verso": "recto"}


@dataclass(frozen=True)
class Fit:
    """What is changed in a section so that it comes to good pages."""

    endnotes: bool = False  # notes stand at the end, and not at the foot of their page
    at_foot: frozenset[str] = frozenset()  # notes for which the margin has no room, by their ids
    steps: tables.Steps = field(default_factory=dict)  # of the tables that are set smaller
    divisible: frozenset[int] = frozenset()  # the tables with rows too high for a page
    heads: figures.Heads = field(default_factory=dict)  # the pictures at the head of a page
    shifts: Shifts = field(default_factory=dict)  # the pictures elsewhere in their column
    whole: frozenset[str] = frozenset()  # the cells of a grid whose rows take pages of their own
    more: int = 0  # lines more between the sections of a flow
    white: Mapping[str, float] = field(default_factory=dict)  # px above each of them that has more
    classes: str = ""  # of a section, for a good last page (`tails`)
    changes: tails.Changes = field(default_factory=dict)  # to paragraphs, for the same reason
    openings: Heads = field(default_factory=Heads)  # in one piece, and heads with what follows
    first_half: str = floats.LEFT_HALF  # of a picture over two pages: the one on the verso


AS_WRITTEN = Fit()


def document(section: SectionInput, fit: Fit = AS_WRITTEN) -> ET.Element:
    """The document of a section; its class says whether the first page is a recto."""
    content = parsed(section.xhtml)
    if fit.more:
        spacing.spread(content, fit.more)
    spacing.columns.set_apart(content, fit.white)
    widen(content, fit.whole)
    tails.number(content)
    part(content, fit.openings.poems)
    tails.fit(content, f"{fit.openings.classes} {fit.classes}".strip(), fit.changes)
    tables.prepare(content, fit.steps, fit.divisible)
    _number_notes(content)
    if not fit.endnotes:
        _move_notes_to_the_foot(content)
        _keep_at_the_foot(content, fit.at_foot)
    figures.number(content)
    shift(content, fit.shifts)
    figures.float_to_heads(content, fit.heads, fit.first_half)
    references.fill(content, section.references)
    ruby.bracket(content)
    list_items.number(content, section.dir)
    lead_ins.mark(content)
    for link in content.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", INTERNAL + href)
    root = ET.Element("html", {"lang": section.lang, "dir": section.dir, "class": section.side})
    body = ET.SubElement(root, "body", {"dir": section.dir})
    body.append(content)
    return root


def furniture_document(section: FurnitureInput) -> ET.Element:
    """A document of as many empty pages as the section has, with the same page names.

    Where its first page continues a flow, one that is to be left out comes before it.
    """
    side = section.side if section.opens else OTHER_SIDE[section.side]
    root = ET.Element("html", {"lang": section.lang, "dir": section.dir, "class": side})
    body = ET.SubElement(root, "body", {"dir": section.dir})
    body.set("style", f"string-set: book {_css_string(in_a_line(section.book, section.dir))}")
    pages = list(zip(section.names, section.heads, strict=True))
    for name, head in pages if section.opens else [pages[0], *pages]:
        title, byline = (in_a_line(t, section.dir) for t in (head.section, head.byline))
        strings = f"section {_css_string(title)}, byline {_css_string(byline)}"
        style = f"page: {name or 'auto'}; break-before: page; string-set: {strings}"
        ET.SubElement(body, "div", {"style": style})
    return root


def _css_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'


def _number_notes(section: ET.Element) -> None:
    """Give each note the words and the id of its first call, whatever the manuscript has."""
    notes = {note.get("id"): note for note in _of_class(section, "aside", "note")}
    for call in _of_class(section, "a", "note-call"):
        note = notes.get(call.get("href", "").removeprefix("#"))
        if note is not None and "data-number" not in note.attrib:
            note.set("data-number", "".join(call.itertext()))
            note.set("data-call", call.get("id", ""))


def _move_notes_to_the_foot(section: ET.Element) -> None:
    """Move each note into its first call, from where the style floats it to the foot.

    One that another note calls first follows that, and the call in that note stays a link.
    """
    notes = {note.get("id"): note for note in _of_class(section, "aside", "note")}
    parents = {child: parent for parent in section.iter() for child in parent}
    in_notes = {call for note in notes.values() for call in _of_class(note, "a", "note-call")}
    for call in _of_class(section, "a", "note-call"):
        found = _taken(call, notes) if call not in in_notes else []
        if not found:
            continue  # the note was called before: this call stays a link
        for note in found:
            parents[note].remove(note)
            note.tail = None
        for note in found[1:]:
            note.set("class", "note of-note")
        call.tag = "span"  # its class and id stay, so that the note's link back finds it
        del call.attrib["href"]
        call.text = None
        call[:] = found
    for end in _of_class(section, "section", "notes"):
        if not list(_of_class(end, "aside", "note")):
            parents[end].remove(end)


def _keep_at_the_foot(section: ET.Element, names: frozenset[str]) -> None:
    """Mark the notes of these ids, which do not stand in the margin."""
    for note in _of_class(section, "aside", "note") if names else ():
        if note.get("id") in names:
            note.set("class", f"{note.get('class')} at-foot")


def _taken(call: ET.Element, notes: dict[str | None, ET.Element]) -> list[ET.Element]:
    """The note of a call, and those that it calls in turn, taken out of `notes`."""
    found: list[ET.Element] = []
    waiting = [call]
    while waiting:
        note = notes.pop(waiting.pop().get("href", "").removeprefix("#"), None)
        if note is not None:
            found.append(note)
            waiting += _of_class(note, "a", "note-call")[::-1]
    return found


def _of_class(root: ET.Element, tag: str, name: str) -> list[ET.Element]:
    return [e for e in root.iter(tag) if name in e.get("class", "").split()]
