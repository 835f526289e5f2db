"""Finished PDFs in the cache: a book that did not change is not bound again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, astuple, fields
from itertools import chain

from anthology.book import Book
from anthology.cache import key_of
from anthology.config import Settings
from anthology.edition import Edition, Mark, PageStart, Printed
from anthology.memory import laid_aside
from anthology.pdf.model import PageSetup
from anthology.pdf.packing import pack, problem, unpack

TEXT = "xhtml"  # the field of a section that is long
TEXTS = {"parts", "front", "back", "pictures"}  # fields of a book that the edition repeats


def pdf_key(edition: Edition, book: Book, settings: Settings, setup: PageSetup) -> str:
    """The PDF's cache key: a hash of everything it is made from."""
    about = _about(edition, book, settings)
    return key_of(chain(("finished", setup.key), about, _assets(edition)))


def _about(edition: Edition, book: Book, settings: Settings) -> Iterator[str]:
    yield repr((edition.name, settings.press, settings.limits))
    yield repr([getattr(book, each.name) for each in fields(book) if each.name not in TEXTS])
    for section in edition.sections:
        yield repr([getattr(section, each.name) for each in fields(section) if each.name != TEXT])
        yield section.xhtml


def _assets(edition: Edition) -> Iterator[bytes | str]:
    for path in sorted(edition.assets):
        yield path
        yield edition.assets[path].data


def pack_printed(printed: Printed) -> bytes:
    """A finished PDF and all that is known of it."""
    header = {
        "pages": printed.pages,
        "folios": dict(printed.folios),
        "starts": {
            section: [(start.label, start.offset) for start in starts]
            for section, starts in printed.page_starts.items()
        },
        "marks": {page: [astuple(mark) for mark in own] for page, own in printed.marks.items()},
        "margins": dict(printed.margins),
        "problems": [asdict(problem) for problem in printed.problems],
    }
    return pack(header, printed.pdf)


def unpack_printed(packed: bytes) -> Printed:
    """The PDF that was packed."""
    plain, pdf = unpack(packed)
    printed = Printed(
        pdf=pdf,
        pages=plain["pages"],
        folios=plain["folios"],
        page_starts={
            section: tuple(PageStart(label, offset) for label, offset in starts)
            for section, starts in plain["starts"].items()
        },
        marks={
            int(page): tuple(Mark(*mark) for mark in own) for page, own in plain["marks"].items()
        },
        margins={int(page): (left, right) for page, (left, right) in plain["margins"].items()},
        problems=tuple(problem(each) for each in plain["problems"]),
    )
    return laid_aside(printed)
