"""The documents of a finished e-book, compared with the expected text."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.collation import numbers
from anthology.check.collation.expected import Expected, SourceText
from anthology.check.collation.letters import around, letters, missing_from_head, split_around
from anthology.check.collation.page_references import Folios
from anthology.check.collation.xhtml import (
    HEADINGS,
    ITEMS,
    PICTURES,
    count,
    parsed,
    text_of,
)
from anthology.edition import Edition

_OPF = "{http://www.idpf.org/2007/opf}"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_COVER = "cover.xhtml"
_NAV = "nav"


@dataclass
class _Section:
    """The documents of one section in reading order."""

    files: list[str | bytes] = field(default_factory=list)  # the names of those with nothing else
    digests: list[bytes] = field(default_factory=list)
    repeated: bool = False


@dataclass
class _Words:
    """The words in the documents of one section."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)  # id of a note -> its number, from 0
    called: list[str] = field(default_factory=list)  # ids of the notes, call by call
    note_numbers: list[str] = field(default_factory=list)  # as shown before the notes
    item_numbers: list[str] = field(default_factory=list)  # of numbered lists, but for those
    in_notes: list[str] = field(default_factory=list)  # in the notes
    headings: list[str] = field(default_factory=list)
    items: int = 0
    pictures: int = 0


@dataclass(frozen=True, eq=False)
class EpubEdition:
    """A finished EPUB, and which sections the edition has that it was made from."""

    epub: bytes
    name: str
    ids: frozenset[str]
    order: tuple[SourceText, ...]  # those that hold texts of manuscripts, without their words
    volume: str = ""  # which of several books of the edition it is

    @classmethod
    def of(
        cls, epub: bytes, edition: Edition, sources: Sequence[SourceText], volume: str = ""
    ) -> Self:
        """The EPUB of an edition whose texts are the `sources`."""
        ids = frozenset(section.id for section in edition.sections)
        return cls(epub, edition.name, ids, tuple(source.bare for source in sources), volume)


class FinishedEpub:
    """An EPUB, read section by section."""

    def __init__(self, finished: EpubEdition) -> None:
        self.kind, self.volume = finished.name, finished.volume
        self.folios: Folios = {}  # it has no pages of its own
        self._known, self._order = finished.ids, finished.order
        self._foreign: list[str] = []
        self._sections: dict[str, _Section] = {}
        self._archive = zipfile.ZipFile(io.BytesIO(finished.epub))
        current = ""
        for name, data in _documents(self._archive):
            own = list(_sections(data))
            if not own or any(each and each not in self._known for each, _ in own):
                self._foreign.append(name)
                continue
            for each, part in own:
                section = self._sections.setdefault(each or current, _Section())
                section.repeated = section.repeated or bool(each and section.files)
                section.files.append(name if part is data else part)
                section.digests.append(hashlib.sha256(part).digest())
                current = each or current

    def digest(self, section: str) -> str:
        """A hash of the section's documents."""
        own = self._sections.get(section, _Section())
        return hashlib.sha256(b"".join([b"%d" % own.repeated, *own.digests])).hexdigest()

    def _read(self, section: _Section) -> list[bytes]:
        """The documents of a section, or the parts of them that are its own."""
        return [self._archive.read(x) if isinstance(x, str) else x for x in section.files]

    def differences(self, expected: Expected) -> Iterator[str]:
        """Differences from the expected text."""
        section = self._sections.get(expected.id)
        if section is None:
            yield "the section is missing"
            return
        if section.repeated:
            yield "the section is there twice"
        yield from _compared(expected, _words(self._read(section)))

    def out_of_place(self) -> Iterator[tuple[SourceText | None, str]]:
        """Sections in another order, and documents that belong to no section."""
        for name in self._foreign:
            yield None, f"the document {name} belongs to none of its sections"
        wanted = [source for source in self._order if source.id in self._sections]
        ids = {source.id for source in wanted}
        order = [name for name in self._sections if name in ids]
        for source, name in zip(wanted, order, strict=True):
            if source.id != name:
                yield source, f"its place is taken by {name}"
                return


def _compared(expected: Expected, shown: _Words) -> Iterator[str]:
    yield from _texts(expected, " ".join(shown.text))
    yield from _noted(expected, shown)
    headings = [letters(heading) for heading in expected.headings]
    if [letters(heading) for heading in shown.headings] != headings:
        yield f"the headings are {_quoted(shown.headings)}, not {_quoted(expected.headings)}"
    for name, found, wanted in (
        ("list items", shown.items, expected.items),
        ("pictures", shown.pictures, expected.pictures),
    ):
        if found != wanted:
            yield f"there should be {wanted} {name}; there are {found}"
    yield from _numbered(expected, shown)


def _numbered(expected: Expected, shown: _Words) -> Iterator[str]:
    """What is wrong with the numbers of lists."""
    if expected.several:
        return
    for words, wanted, found in (
        ("", expected.numbers, shown.item_numbers),
        ("in the notes, ", expected.numbers_in_notes, shown.in_notes),
    ):
        if mistake := numbers.mistaken(wanted, [numbers.Marker(number) for number in found]):
            yield f"{words}{mistake}"


def _texts(expected: Expected, raw: str) -> Iterator[str]:
    """What is wrong with the text and what stands around it."""
    found, text = letters(raw), letters(expected.text)
    if found == expected.before + text + expected.after:
        return
    if text not in found:
        yield _first_difference(expected, raw)
        return
    before, after = split_around(found, text)
    missing = list(missing_from_head(expected.title, expected.names, before + after))
    yield from missing
    if not missing:
        yield _foreign(expected, before, after, raw)


def _foreign(expected: Expected, before: str, after: str, raw: str) -> str:
    """Where the words around the text begin to differ from those that the style put there."""
    at = 0
    if before == expected.before:
        found, wanted = after, expected.after
        start = len(before) + len(letters(expected.text))
    else:
        found, wanted, start = before, expected.before, 0
    while at < min(len(found), len(wanted)) and found[at] == wanted[at]:
        at += 1
    return f"foreign words were added, or words are missing, at “{around(raw, start + at)}”"


def _noted(expected: Expected, shown: _Words) -> Iterator[str]:
    notes = [letters(note) for note in shown.notes]
    for number, note in enumerate(expected.notes):
        if number >= len(notes) or notes[number] != letters(note):
            found = f"“{shown.notes[number][:60]}”" if number < len(notes) else "missing"
            yield f"note {number + 1} should be “{note.strip()[:60]}”; it is {found}"
            return
    if len(notes) > len(expected.notes):
        yield f"there should be {len(expected.notes)} notes; there are {len(notes)}"
    elif tuple(shown.numbers.get(name, -1) for name in shown.called) != expected.calls:
        yield "its notes are called from other places than in the manuscript"
    called = set(expected.calls)
    for number, found in enumerate(shown.note_numbers[: len(expected.notes)]):
        wanted = str(number + 1) if number in called else ""
        if found != wanted:
            yield f"note {number + 1} is printed with the number “{found}”"


def _first_difference(expected: Expected, raw: str) -> str:
    """Where the text begins to differ from the text that was written."""
    text, wanted = letters(raw), letters(expected.text)
    begin = max((text.find(wanted[:n]) for n in (200, 60, 20, 8)), default=-1)
    if begin < 0:
        return _instead(around(expected.text, 0), raw.strip()[:60])
    same = 0
    while same < min(len(wanted), len(text) - begin) and text[begin + same] == wanted[same]:
        same += 1
    back = max(0, same - 10)
    return _instead(around(expected.text, back), around(raw, begin + back))


def _instead(wanted: str, found: str) -> str:
    return f"the text should be “{wanted}”; it is “{found}”"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in words) or "none"


def _documents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The documents in reading order, but for the cover and the navigation."""
    container = etree.fromstring(archive.read("META-INF/container.xml"))
    path = next(container.iter(_ROOTFILE)).get("full-path", "")
    package = etree.fromstring(archive.read(path))
    items = {item.get("id"): item for item in package.iter(_OPF + "item")}
    for reference in package.iter(_OPF + "itemref"):
        item = items[reference.get("idref")]
        name = posixpath.join(posixpath.dirname(path), item.get("href", ""))
        if _NAV not in item.get("properties", "").split() and posixpath.basename(name) != _COVER:
            yield name, archive.read(name)


def _sections(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The id ("" where it goes on) and the source of each section of a document."""
    first = next(etree.fromstring(data).iter("{*}section"), None)
    if first is None:
        return
    own = [first, *first.itersiblings("{*}section")]
    for section in own:
        alone = data if len(own) == 1 else etree.tostring(section, with_tail=False)
        yield section.get("id", ""), alone


def _words(files: Sequence[bytes]) -> _Words:
    words = _Words()
    for data in files:
        section = next(parsed(data).iter("section"))
        _add(section, words)
    return words


def _add(section: Element, words: _Words) -> None:
    """Adds a document's words: its notes and its text, without links back and spoiler labels."""
    notes = [aside for aside in section.iter("aside") if aside.get("class") == "note"]
    words.note_numbers += [_number(note) for note in notes]
    for link in [a for a in section.iter("a") if a.get("class") == "note-back"]:
        link.text = ""
    for label in section.iterfind(".//details[@class='spoiler']/summary"):
        label.text = ""
    words.items += count(section, ITEMS)
    words.pictures += count(section, PICTURES)
    words.headings += [text_of(heading) for heading in section.iter(*HEADINGS)]
    calls = (a.get("href", "") for a in section.iter("a") if a.get("class") == "note-call")
    words.called += [address.rpartition("#")[2] for address in calls]
    for note in notes:
        words.numbers[note.get("id", "")] = len(words.notes)
        words.notes.append(text_of(note))
        words.in_notes += numbers.of_lists(note)
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
    words.item_numbers += numbers.of_lists(section)
    words.text.append(text_of(section))


def _number(note: Element) -> str:
    """The number that stands before a note, as its link back."""
    links = (link for link in note.iter("a") if link.get("class") == "note-back")
    return next(("".join(map(str, link.itertext())).rstrip(".") for link in links), "")
