"""References to pages, “(p. 12)”, and addresses, which a printed book adds to links.

They are no words of the manuscript. What they must show follows from the folio of the page where
their target stands; the words of the manuscript are searched for with them in their places. One
that has no folio of its own is shown on the page of its target as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.collation.letters import letters
from anthology.check.collation.xhtml import text_of

if TYPE_CHECKING:
    from anthology.check.collation.expected import Expected

Folios = Mapping[str, str]  # by id: the folio of the page where it stands
ADDRESS = "note of-address"  # the class of a note for the address of a link
CLASS = "page-reference"
ADDED = {CLASS, "address-reference", "note-call of-address"}  # no words of the manuscript


def in_text(xhtml: str) -> bool:
    """Whether a composed section has such references."""
    return f'class="{CLASS}"' in xhtml


def filled(composed: Element, folios: Folios) -> Element:
    """The composed section with what each reference shows, or nothing on the page itself.

    Lists of folios lose their commas: where pages follow one another, print has fewer of them.
    """
    for reference in composed.iter("span"):
        if reference.get("class") == CLASS:
            _fill(reference, folios)
        elif reference.get("class") == "folios":
            for folio in reference:
                folio.tail = None
    return composed


def with_references(body: Element, composed: Element, folios: Folios) -> Element:
    """The manuscript's text with the references of the composed section, which is filled too."""
    references = [each for each in composed.iter("span", "a") if each.get("class") in ADDED]
    if not references:
        return body
    shown = ["".join(map(str, _fill(each, folios).itertext())).strip() for each in references]
    for each in references:
        each.text, each[:] = None, []
    start = letters(text_of(composed)).rfind(letters(text_of(body)))
    counts = list(_counts(composed))
    if start >= 0:
        for count, text in reversed(list(zip(counts, shown, strict=True))):
            _insert(body, count - start, text)
    for each, text in zip(references, shown, strict=True):
        each.text = text
    return body


def _fill(reference: Element, folios: Folios) -> Element:
    if reference.get("class") != CLASS:
        return reference
    link = next(reference.iter("a"))
    target = str(link.get("href", "")).removeprefix("#")
    if target not in folios or folios[target] == folios.get(str(reference.get("id"))):
        reference.text, reference[:] = None, []
    else:
        link.text = folios[target]
    return reference


def _counts(composed: Element) -> Iterator[int]:
    """For each reference, how many letters come before it."""
    before = 0
    for element, text in _texts(composed):
        if text is None and element.get("class") in ADDED:
            yield before
        before += len(letters(text or ""))


def _texts(root: Element) -> Iterator[tuple[Element, str | None]]:
    """Every piece of text in the order of reading, None where an element begins without one."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield element, element.text
        elif element is not root:
            yield element, element.tail or ""


def _insert(body: Element, count: int, shown: str) -> None:
    """Insert what is shown after the letter number `count`."""
    before = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "end" and element is body:
            return
        text = (element.text if event == "start" else element.tail) or ""
        size = len(letters(text))
        if size and before + size >= count:
            at = _end(text, count - before)
            new = f"{text[:at]} {shown} {text[at:]}"
            if event == "start":
                element.text = new
            else:
                element.tail = new
            return
        before += size


def _end(text: str, count: int) -> int:
    """Where the first `count` letters of a text end."""
    return next((at for at in range(len(text)) if len(letters(text[:at])) >= count), len(text))


def has_address_notes(xhtml: str) -> bool:
    """Whether a composed section has notes that are added for the addresses of links."""
    return f'class="{ADDRESS}"' in xhtml


def address_notes(composed: Element) -> tuple[str, ...]:
    """The notes of the composed section in their order, "" for each of the manuscript.

    Those of addresses are removed from it.
    """
    notes = [each for each in composed.iter("aside") if each.get("class") in {"note", ADDRESS}]
    added = [note for note in notes if note.get("class") == ADDRESS]
    for note in added:
        note.getparent().remove(note)  # type: ignore[union-attr]
    return tuple(text_of(note) if note in added else "" for note in notes)


def with_address_notes(expected: Expected, added: Sequence[str], body: Element) -> Expected:
    """What is expected with the notes that were `added` between those of the manuscript's body.

    It has a fault where one of them is no address of the manuscript.
    """
    known = {str(link.get("href")) for link in body.iter("a")}
    foreign = next((text for text in added if text and text not in known), "")
    places = [place for place, text in enumerate(added) if not text]
    own, letters, numbers = iter(expected.notes), count(), count(1)
    return replace(
        expected,
        notes=tuple(text or next(own, "") for text in added),
        labels=tuple(_letter(next(letters)) if text else str(next(numbers)) for text in added),
        calls=(*(places[call] for call in expected.calls),
               *(place for place, text in enumerate(added) if text)),
        fault=expected.fault or (f"the note “{foreign}” is of no link" if foreign else ""),
    )  # fmt: skip


def _letter(number: int) -> str:
    """The letter of the address with that number, from 0: a to z, then aa."""
    text = ""
    while number >= 0:
        text = chr(ord("a") + number % 26) + text
        number = number // 26 - 1
    return text
