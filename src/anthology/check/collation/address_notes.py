"""Notes that a printed book adds for the addresses of links, among those of the manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from anthology.check.collation.xhtml import text_of

if TYPE_CHECKING:
    from anthology.check.collation.expected import Expected

CLASS = "note of-address"


def in_text(xhtml: str) -> bool:
    """Whether a composed section has such notes."""
    return f'class="{CLASS}"' in xhtml


def taken_out(composed: Element) -> tuple[str, ...]:
    """The notes of the composed section in their order, "" for each of the manuscript.

    Those of addresses are removed from it.
    """
    notes = [each for each in composed.iter("aside") if each.get("class") in {"note", CLASS}]
    added = [note for note in notes if note.get("class") == CLASS]
    for note in added:
        note.getparent().remove(note)  # type: ignore[union-attr]
    return tuple(text_of(note) if note in added else "" for note in notes)


def among(expected: Expected, added: Sequence[str], body: Element) -> Expected:
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
