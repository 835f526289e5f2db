"""An edition as the trade sells it: its ISBN, and what was measured in the finished file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from lxml import etree

from anthology.book import Book
from anthology.config import Settings
from anthology.edition import Printed, Product
from anthology.press.rules import rules_of, sheet_of
from anthology.report import Refused, error
from anthology.text.isbn import digits, thirteen
from anthology.text.tomes import Tome

OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True)
class PrintBook:
    """The print book: lengths in points."""

    isbn: str
    pages: int
    width: float
    height: float
    spine: float  # 0.0 where it is not known
    case: bool  # a hardback
    tome: Tome | None = None  # which volume of several it is
    volumes: tuple[PrintBook, ...] = ()  # what it is made up of; an ISBN may be ""


@dataclass(frozen=True)
class EBook:
    """The e-book, a reflowable EPUB."""

    isbn: str
    size: int  # bytes
    pages: int  # of the print book whose numbers it has; 0: none
    accessibility: tuple[tuple[str, str], ...] = field(repr=False)  # as its package file says


@dataclass(frozen=True)
class Products:
    """The editions that have an ISBN; None for one that has none."""

    print_book: PrintBook | None  # or all volumes of it together
    e_book: EBook | None
    volumes: tuple[PrintBook, ...] = ()  # of a print book in several

    def __iter__(self) -> Iterator[PrintBook | EBook]:
        """Those that there are."""
        both = (each for each in (self.print_book, self.e_book) if each is not None)
        return chain(both, self.volumes)


def products(
    book: Book, settings: Settings, bound: Sequence[tuple[Book, Printed]], epub: Product
) -> Products:
    """The editions that have an ISBN. Raises Refused where none has, or nobody publishes them.

    `bound` has the print book, or each volume of it with the book as that names it.
    """
    isbns = (book.isbn_print, book.isbn_epub, *(own.isbn_print for own, _ in bound))
    if not any(isbns):
        hint = "Set isbn_print or isbn_epub in [book]."
        message = "the trade knows books by their ISBN, and this one has none"
        raise Refused(error(settings.place("book"), message, hint))
    if not book.publisher:
        hint = "Set publisher in [book]."
        message = "the trade's data must say who publishes the book"
        raise Refused(error(settings.place("book"), message, hint))
    books = tuple(_print_book(own, settings, printed) for own, printed in bound)
    volumes = books if len(books) > 1 else ()
    pages = sum(each.pages for each in books)
    isbn, spine = _thirteen(book.isbn_print), 0.0 if volumes else books[0].spine
    whole = replace(books[0], isbn=isbn, pages=pages, spine=spine, tome=None, volumes=volumes)
    return Products(
        whole if isbn else None,
        _e_book(book, pages, epub) if book.isbn_epub else None,
        tuple(each for each in volumes if each.isbn),
    )


def _print_book(book: Book, settings: Settings, printed: Printed) -> PrintBook:
    press = settings.press
    width, height = press.trim_size
    rules = rules_of(press)
    known = rules or press.leaf or settings.cover.spine
    return PrintBook(
        _thirteen(book.isbn_print),
        printed.pages,
        width,
        height,
        sheet_of(settings, printed.pages).spine.width if known else 0.0,
        rules is not None and rules.cover.board is not None,
        book.tome,
    )


def _e_book(book: Book, pages: int, epub: Product) -> EBook:
    found = tuple(_properties(epub.data))
    numbered = ("schema:accessibilityFeature", "pageBreakMarkers") in found
    return EBook(_thirteen(book.isbn_epub), len(epub.data), pages if numbered else 0, found)


def _properties(epub: bytes) -> Iterator[tuple[str, str]]:
    """The properties of the package file that say something of the book's accessibility."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        root = etree.fromstring(archive.read(package))
    for meta in root.iter(f"{OPF}meta"):
        name = meta.get("property") or ""
        if name.startswith(("schema:access", "a11y:", "dcterms:conformsTo")):
            yield name, "".join(str(part) for part in meta.itertext())


def _thirteen(isbn: str) -> str:
    return thirteen(digits(isbn)) if isbn else ""
