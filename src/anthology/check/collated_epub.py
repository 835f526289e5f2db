"""The e-book's own documents against what was written."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from anthology.check.letters import around, letters
from anthology.check.told import HEADINGS, Told, text_of

XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


@dataclass
class Shown:
    """What an e-book shows of one section, its documents put together."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    items: int = 0
    pictures: int = 0


def differences(measures: Sequence[Told], epub: bytes) -> Iterator[tuple[Told, str]]:
    """Each section that differs, and how."""
    sections, repeated = _sections(epub)
    order = [name for name in sections if any(name == measure.id for measure in measures)]
    for measure in measures:
        shown = sections.get(measure.id)
        if shown is None:
            yield measure, "nothing is there"
            continue
        for message in _compared(measure, shown):
            yield measure, message
        if measure.id in repeated:
            yield measure, "the section stands twice"
    for measure, name in zip([m for m in measures if m.id in sections], order, strict=True):
        if measure.id != name:
            yield measure, f"its place is taken by {name}"
            return


def _compared(measure: Told, shown: Shown) -> Iterator[str]:
    from anthology.check.collation import head  # noqa: PLC0415

    text, wanted = letters(" ".join(shown.text)), letters(measure.text)
    at = text.rfind(wanted)
    if at < 0:
        yield _first_difference(measure, " ".join(shown.text))
    else:
        raw = " ".join(shown.text)
        yield from head(measure, _besides(raw, at, len(wanted)))
    notes = [letters(note) for note in shown.notes]
    for number, note in enumerate(measure.notes):
        if number >= len(notes) or notes[number] != letters(note):
            there = shown.notes[number][:60] if number < len(notes) else "nothing"
            yield f"note {number + 1} should be “{note.strip()[:60]}”, there stands “{there}”"
            break
    if len(notes) > len(measure.notes):
        yield f"there are {len(notes)} notes in the place of {len(measure.notes)}"
    if [letters(h) for h in shown.headings] != [letters(h) for h in measure.headings]:
        yield f"the headings are {shown.headings}, not {list(measure.headings)}"
    for name, is_, was in (
        ("list items", shown.items, measure.items),
        ("pictures", shown.pictures, measure.pictures),
    ):
        if is_ != was:
            yield f"there are {is_} {name} in the place of {was}"


def _besides(raw: str, at: int, length: int) -> str:
    """The words outside the text proper, as near as counting letters tells."""
    kept, count = [], 0
    for word in raw.split():
        size = len(letters(word))
        if count < at or count >= at + length:
            kept.append(word)
        count += size
    return " ".join(kept)


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


def _sections(epub: bytes) -> tuple[dict[str, Shown], set[str]]:
    """What the documents of the spine show, by section id, and ids that stand twice."""
    sections: dict[str, Shown] = {}
    repeated: set[str] = set()
    current = ""
    for root in _documents(epub):
        section = next(root.iter(XHTML + "section"), None)
        if section is None:
            continue
        name = section.get("id", "")
        if name in sections:
            repeated.add(name)
        current = name or current
        _add(section, sections.setdefault(current, Shown()))
    return sections, repeated


def _documents(epub: bytes) -> Iterator[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        path = next(container.iter(_ROOTFILE)).get("full-path", "")
        package = etree.fromstring(archive.read(path))
        files = {i.get("id"): i.get("href", "") for i in package.iter(_OPF + "item")}
        for reference in package.iter(_OPF + "itemref"):
            name = posixpath.join(posixpath.dirname(path), files[reference.get("idref")])
            yield etree.fromstring(archive.read(name))


def _add(section: etree._Element, shown: Shown) -> None:
    """Takes a document's section apart: notes, links back, labels of what is folded, text."""
    for link in [a for a in section.iter(XHTML + "a") if a.get("class") == "note-back"]:
        link.text = ""
    for label in section.iterfind(f".//{XHTML}details[@class='spoiler']/{XHTML}summary"):
        label.text = ""
    for note in [n for n in section.iter(XHTML + "aside") if n.get("class") == "note"]:
        shown.notes.append(text_of(note))
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
    shown.text.append(text_of(section))
    shown.headings += [text_of(h) for h in section.iter(*(XHTML + name for name in HEADINGS))]
    shown.items += sum(1 for _ in section.iter(XHTML + "li"))
    stars = (i for i in section.iter(XHTML + "img") if i.get("class") != "stars")
    shown.pictures += sum(1 for _ in stars)
