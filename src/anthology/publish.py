"""Stage 4: the editions of a book as finished bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from anthology import compose, epub, pdf, shelf
from anthology.book import Book
from anthology.check.collation import collate
from anthology.config import Settings
from anthology.epub import devices
from anthology.pdf import cover as pdf_cover
from anthology.report import Problem
from anthology.shelf import Published
from anthology.store import Store
from anthology.style import Style
from anthology.workers import Workers

FILE_NAMES = {  # after the book's slug
    "print": ".pdf",
    "screen": "-screen.pdf",
    "epub": ".epub",
    "kepub": ".kepub.epub",
    "azw3": ".azw3",
}

E_BOOKS = {"epub", "kepub", "azw3"}
FOREIGN = {"azw3"}  # made by a program that we know nothing of


@dataclass(frozen=True)
class Workshop:
    """What every edition is made with."""

    settings: Settings
    style: Style
    workers: Workers
    store: Store
    profile: bytes = field(default=b"", repr=False)  # ICC of the press, b"" when none is given


def publish(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    """Every edition asked for. Raises Refused where one cannot be made."""
    if FOREIGN & set(editions):
        return _made(book, editions, shop)
    name = shelf.name(book, shop.style, shop.settings, (sorted(editions), shop.profile))
    books = shelf.take(shop.store, name)
    if books is None:
        books = _made(book, editions, shop)
        shelf.put(shop.store, name, books)
    return books


def _made(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    files: dict[str, bytes] = {}
    pages: dict[str, int] = {}
    problems: list[Problem] = []
    printed = None
    for name in ("print", "screen"):
        if name in editions:
            edition, said = compose.compose(book, shop.style, shop.settings, name)
            edition = replace(edition, profile=shop.profile)
            made = pdf.publish(edition, book, shop.settings, shop.workers, shop.store)
            files[book.slug + FILE_NAMES[name]] = made.pdf
            pages[book.slug + FILE_NAMES[name]] = made.pages
            problems += [*said, *made.problems, *collate(book, None, made.pdf, made)]
            printed = made if name == "print" else printed
    if E_BOOKS & set(editions):
        edition, said = compose.compose(book, shop.style, shop.settings, "epub")
        cover = pdf_cover.jpeg(edition, shop.workers, shop.store)
        data, more = epub.publish(edition, book, shop.settings, cover, printed, store=shop.store)
        made_for, remarks = devices.made(data, editions)
        files |= {book.slug + FILE_NAMES[name]: own for name, own in made_for.items()}
        problems += [*said, *more, *remarks, *collate(book, data, None, None)]
    return Published(files, pages, tuple(problems))
