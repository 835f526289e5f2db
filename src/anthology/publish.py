"""Stage 4: the editions of a book as finished bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from anthology import compose, epub, pdf, shelf
from anthology.book import Book
from anthology.check import collation
from anthology.config import Settings
from anthology.edition import Edition
from anthology.epub import devices, print_run
from anthology.pdf import cover as pdf_cover
from anthology.report import NOWHERE, Problem, Refused, error
from anthology.shelf import Published
from anthology.store import Store
from anthology.style import Style
from anthology.workers import Failure, Workers

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
    e_books = E_BOOKS & set(editions)
    pdfs = [name for name in ("print", "screen") if name in editions]
    if pdfs:
        pdf.warm_up(shop.workers)
    texts = {name: _composed(book, name, shop) for name in (*pdfs, "epub")}
    shown = [*pdfs, "epub"] if e_books else pdfs
    said = [problem for name in shown for problem in texts[name][1]]
    edition, _ = texts["epub"]
    cover = pdf_cover.begun(edition, shop.workers, shop.store) if e_books else None
    made = {name: _pdf(book, texts[name][0], shop) for name in pdfs}
    files = {book.slug + FILE_NAMES[name]: each.printed.pdf for name, each in made.items()}
    pages = {book.slug + FILE_NAMES[name]: each.printed.pages for name, each in made.items()}
    own = print_run.written(edition, made["print"].printed) if "print" in made else ""
    run = print_run.of(edition, own or print_run.last(shop.store))
    if cover:
        data, more = epub.publish(edition, book, shop.settings, cover, run, store=shop.store)
        made_for, remarks = devices.made(data, editions)
        files |= {book.slug + FILE_NAMES[name]: each for name, each in made_for.items()}
        said += [*more, *remarks, *collation.of_epub(book, edition, data, shop.store)]
    said += [problem for each in made.values() for problem in each.problems()]
    numbered = _page_list(run is not None, bool(own)) if own or e_books else ""
    return Published(files, pages, tuple(said), numbered, own)


def _composed(book: Book, name: str, shop: Workshop) -> tuple[Edition, tuple[Problem, ...]]:
    edition, said = compose.compose(book, shop.style, shop.settings, name)
    return replace(edition, profile=b"" if name == "epub" else shop.profile), said


@dataclass(frozen=True)
class _Proved:
    """A finished PDF, and proofs of it that workers have begun."""

    printed: pdf.Printed
    proofs: tuple[Callable[[], list[tuple[Problem, ...] | Failure]], ...]

    def problems(self) -> Iterator[Problem]:
        """All there is to say of it, once the proofs are there. Raises Refused for a bug."""
        yield from self.printed.problems
        for proof in self.proofs:
            for found in proof():
                if isinstance(found, Failure):
                    raise Refused(error(NOWHERE, f"the proof {found.reason}", found.trace))
                yield from found


def _pdf(book: Book, edition: Edition, shop: Workshop) -> _Proved:
    made = pdf.publish(edition, book, shop.settings, shop.workers, shop.store)
    begin = shop.workers.begin
    outlined = edition.name == "screen" or shop.settings.press.flavour in pdf.OUTLINED
    against_text = partial(collation.of_pdf, book, edition, store=shop.store, outlined=outlined)
    checks = [begin(against_text, [made])]
    if edition.name == "print":
        checks.append(begin(partial(pdf.inspected, shop.settings.press.flavour), [made.pdf]))
    return _Proved(made, tuple(checks))


def _page_list(numbered: bool, own: bool) -> str:
    if not numbered:
        return "without page numbers"
    return "with the print book's page numbers" if own else "with the last print run's page numbers"
