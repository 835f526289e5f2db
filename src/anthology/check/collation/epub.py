"""The e-book's own documents against what was written."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.collation.expected import (
    HEADINGS,
    ITEMS,
    PICTURES,
    Claim,
    Told,
    count,
    parsed,
    text_of,
)
from anthology.check.collation.heads import lacking
from anthology.check.collation.letters import around, letters, split_around
from anthology.edition import Edition

_OPF = "{http://www.idpf.org/2007/opf}"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_COVER = "cover.xhtml"
_NAV = "nav"


@dataclass
class _Section:
    """What an e-book holds of one section: its documents in the order of reading."""

    files: list[bytes] = field(default_factory=list)
    repeated: bool = False


@dataclass
class _Words:
    """What the documents of one section show."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)  # id of a note -> its number from 0
    called: list[str] = field(default_factory=list)  # ids of the notes that are called
    headings: list[str] = field(default_factory=list)
    items: int = 0
    pictures: int = 0


class Shown:
    """An EPUB, read section by section."""

    def __init__(self, epub: bytes, edition: Edition) -> None:
        self.kind = edition.name
        self._known = {section.id for section in edition.sections}
        self._foreign: list[str] = []
        self._sections: dict[str, _Section] = {}
        current = ""
        for name, data in _documents(epub):
            element = next(etree.fromstring(data).iter("{*}section"), None)
            own = element.get("id", "") if element is not None else None
            if own is None or (own and own not in self._known):
                self._foreign.append(name)
                continue
            section = self._sections.setdefault(own or current, _Section())
            section.repeated = section.repeated or bool(own and section.files)
            section.files.append(data)
            current = own or current

    def digest(self, section: str) -> str:
        """A hash of the section's documents."""
        files = self._sections.get(section, _Section()).files
        return hashlib.sha256(b"\0".join(files)).hexdigest()

    def differences(self, measure: Told) -> Iterator[str]:
        """What is not as the measure says."""
        section = self._sections.get(measure.id)
        if section is None:
            yield "nothing is there"
            return
        if section.repeated:
            yield "the section stands twice"
        yield from _compared(measure, _words(section.files))

    def astray(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim | None, str]]:
        """Sections in another order, and documents of no section."""
        for name in self._foreign:
            yield None, f"a document that is no part of it stands there: {name}"
        wanted = [claim for claim in claims if claim.id in self._sections]
        ids = {claim.id for claim in wanted}
        order = [name for name in self._sections if name in ids]
        for claim, name in zip(wanted, order, strict=True):
            if claim.id != name:
                yield claim, f"its place is taken by {name}"
                return


def _compared(measure: Told, shown: _Words) -> Iterator[str]:
    yield from _texts(measure, " ".join(shown.text))
    yield from _noted(measure, shown)
    wanted = [letters(heading) for heading in measure.headings]
    if [letters(heading) for heading in shown.headings] != wanted:
        yield f"the headings are {shown.headings}, not {list(measure.headings)}"
    for name, is_, was in (
        ("list items", shown.items, measure.items),
        ("pictures", shown.pictures, measure.pictures),
    ):
        if is_ != was:
            yield f"there are {is_} {name} in the place of {was}"


def _texts(measure: Told, raw: str) -> Iterator[str]:
    """What is wrong with the text and what stands around it."""
    there, text = letters(raw), letters(measure.text)
    if there == measure.before + text + measure.behind:
        return
    if text not in there:
        yield _first_difference(measure, raw)
        return
    before, behind = split_around(there, text)
    missing = list(lacking(measure.title, measure.names, before + behind))
    yield from missing
    if not missing:
        yield _foreign(measure, before, behind, raw)


def _foreign(measure: Told, before: str, behind: str, raw: str) -> str:
    """Where what stands around the text stops being what the style put there."""
    at = 0
    if before == measure.before:
        there, wanted = behind, measure.behind
        start = len(before) + len(letters(measure.text))
    else:
        there, wanted, start = before, measure.before, 0
    while at < min(len(there), len(wanted)) and there[at] == wanted[at]:
        at += 1
    return f"something foreign stands, or is missing, at “{around(raw, start + at)}”"


def _noted(measure: Told, shown: _Words) -> Iterator[str]:
    notes = [letters(note) for note in shown.notes]
    for number, note in enumerate(measure.notes):
        if number >= len(notes) or notes[number] != letters(note):
            there = shown.notes[number][:60] if number < len(notes) else "nothing"
            yield f"note {number + 1} should be “{note.strip()[:60]}”, there stands “{there}”"
            return
    if len(notes) > len(measure.notes):
        yield f"there are {len(notes)} notes in the place of {len(measure.notes)}"
    elif tuple(shown.numbers.get(name, -1) for name in shown.called) != measure.calls:
        yield "its notes are called from other places than they were"


def _first_difference(measure: Told, raw: str) -> str:
    """Where the text that is there stops being the text that was written."""
    text, wanted = letters(raw), letters(measure.text)
    begin = max((text.find(wanted[:n]) for n in (200, 60, 20, 8)), default=-1)
    if begin < 0:
        return f"should stand “{around(measure.text, 0)}”, there stands “{raw.strip()[:60]}”"
    same = 0
    while same < min(len(wanted), len(text) - begin) and text[begin + same] == wanted[same]:
        same += 1
    back = max(0, same - 10)
    should, stands = around(measure.text, back), around(raw, begin + back)
    return f"should stand “{should}”, there stands “{stands}”"


def _documents(epub: bytes) -> Iterator[tuple[str, bytes]]:
    """The documents in the order of reading, but for the cover and the navigation."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        path = next(container.iter(_ROOTFILE)).get("full-path", "")
        package = etree.fromstring(archive.read(path))
        items = {item.get("id"): item for item in package.iter(_OPF + "item")}
        for reference in package.iter(_OPF + "itemref"):
            item = items[reference.get("idref")]
            name = posixpath.join(posixpath.dirname(path), item.get("href", ""))
            if (
                _NAV not in item.get("properties", "").split()
                and posixpath.basename(name) != _COVER
            ):
                yield name, archive.read(name)


def _words(files: Sequence[bytes]) -> _Words:
    words = _Words()
    for data in files:
        section = next(parsed(data).iter("section"))
        _add(section, words)
    return words


def _add(section: Element, words: _Words) -> None:
    """Takes a document's section apart: notes, links back, labels of what is folded, text."""
    for link in [a for a in section.iter("a") if a.get("class") == "note-back"]:
        link.text = ""
    for label in section.iterfind(".//details[@class='spoiler']/summary"):
        label.text = ""
    words.items += count(section, ITEMS)
    words.pictures += count(section, PICTURES)
    words.headings += [text_of(heading) for heading in section.iter(*HEADINGS)]
    calls = (a.get("href", "") for a in section.iter("a") if a.get("class") == "note-call")
    words.called += [address.rpartition("#")[2] for address in calls]
    for note in [aside for aside in section.iter("aside") if aside.get("class") == "note"]:
        words.numbers[note.get("id", "")] = len(words.notes)
        words.notes.append(text_of(note))
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
    words.text.append(text_of(section))
