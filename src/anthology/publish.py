"""Stage 4: the editions of a book as finished bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from anthology import compose, epub, pdf, shelf
from anthology.book import Book
from anthology.check import collation
from anthology.config import Settings
from anthology.epub import devices, print_run
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
    books = _shelved(book, editions, shop)
    print_run.keep(books.print_run, shop.store)
    return books


def _shelved(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    if FOREIGN & set(editions):
        return _made(book, editions, shop)
    last = "" if "print" in editions else print_run.last(shop.store)
    name = shelf.name(book, shop.style, shop.settings, (sorted(editions), shop.profile, last))
    books = shelf.take(shop.store, name)
    if books is None:
        books = _made(book, editions, shop)
        shelf.put(shop.store, name, books)
    return books


def _made(book: Book, editions: tuple[str, ...], shop: Workshop) -> Published:
    made = {name: _pdf(book, name, shop) for name in ("print", "screen") if name in editions}
    problems = [problem for _, told in made.values() for problem in told]
    files = {book.slug + FILE_NAMES[name]: each.pdf for name, (each, _) in made.items()}
    pages = {book.slug + FILE_NAMES[name]: each.pages for name, (each, _) in made.items()}
    if "print" not in made and not E_BOOKS & set(editions):
        return Published(files, pages, tuple(problems))
    edition, said = compose.compose(book, shop.style, shop.settings, "epub")
    own = print_run.written(edition, made["print"][0]) if "print" in made else ""
    run = print_run.of(edition, own or print_run.last(shop.store))
    if E_BOOKS & set(editions):
        cover = pdf_cover.jpeg(edition, shop.workers, shop.store)
        data, more = epub.publish(edition, book, shop.settings, cover, run, store=shop.store)
        made_for, remarks = devices.made(data, editions)
        files |= {book.slug + FILE_NAMES[name]: own for name, own in made_for.items()}
        problems += [*said, *more, *remarks]
        problems += collation.of_epub(book, edition, data, shop.store)
    page_list = _page_list(run is not None, bool(own))
    return Published(files, pages, tuple(problems), page_list, own)


def _pdf(book: Book, name: str, shop: Workshop) -> tuple[pdf.Printed, tuple[Problem, ...]]:
    edition, said = compose.compose(book, shop.style, shop.settings, name)
    edition = replace(edition, profile=shop.profile)
    made = pdf.publish(edition, book, shop.settings, shop.workers, shop.store)
    differences = collation.of_pdf(book, edition, made, shop.store)
    return made, (*said, *made.problems, *differences)


def _page_list(numbered: bool, own: bool) -> str:
    if not numbered:
        return "without page numbers"
    return "with the print book's page numbers" if own else "with the last print run's page numbers"
