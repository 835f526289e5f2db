"""Finished PDFs in the cache: a book that did not change is not bound again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields

from anthology.book import Book
from anthology.cache import key
from anthology.config import Settings
from anthology.edition import Edition
from anthology.pdf import PageStart, Printed
from anthology.pdf.model import Kit, problem

TEXTS = {"parts", "front", "back", "pictures"}  # of a book: they are in the edition


def name(edition: Edition, book: Book, settings: Settings, kit: Kit) -> str:
    """The PDF's name in the cache: a hash of all it is made from."""
    return key("finished", kit.key, *_about(edition, book, settings), *_assets(edition))


def _about(edition: Edition, book: Book, settings: Settings) -> Iterator[str]:
    yield repr((edition.name, settings.press, settings.limits))
    yield repr([getattr(book, each.name) for each in fields(book) if each.name not in TEXTS])
    for section in edition.sections:
        yield repr([getattr(section, each.name) for each in fields(section)])


def _assets(edition: Edition) -> Iterator[bytes | str]:
    for path in sorted(edition.assets):
        yield path
        yield edition.assets[path].data


def packed(printed: Printed) -> bytes:
    """A finished PDF with all that is known of it, as JSON and the file."""
    plain = {
        "pages": printed.pages,
        "folios": dict(printed.folios),
        "starts": {
            own: [(start.label, start.offset) for start in starts]
            for own, starts in printed.page_starts.items()
        },
        "problems": [asdict(problem) for problem in printed.problems],
    }
    head = json.dumps(plain).encode()
    return len(head).to_bytes(8, "big") + head + printed.pdf


def unpacked(data: bytes) -> Printed:
    """The PDF that was packed."""
    size = 8 + int.from_bytes(data[:8], "big")
    plain = json.loads(data[8:size])
    return Printed(
        pdf=data[size:],
        pages=plain["pages"],
        folios=plain["folios"],
        page_starts={
            own: tuple(PageStart(label, offset) for label, offset in starts)
            for own, starts in plain["starts"].items()
        },
        problems=tuple(problem(each) for each in plain["problems"]),
    )
