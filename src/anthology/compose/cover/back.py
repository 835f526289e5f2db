"""The words on the back of a printed cover and on the flaps of a jacket."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.book import Book, Person
from anthology.compose.cover.barcode import Code, code
from anthology.compose.typography.punctuation import smarten
from anthology.config import CoverTable
from anthology.config.settings import EndorsementTable
from anthology.press.sheet import Sheet

PARAGRAPHS = re.compile(r"\n\s*\n")
QUOTES = "\"'“”„«»‘’"


@dataclass(frozen=True)
class Back:
    """What stands on the back or a flap; lengths in points from the edge of the sheet."""

    paragraphs: tuple[str, ...]
    inset: float  # of words, from the outer edge, the top and the foot
    safe: float  # the part of it inside the trim
    near_spine: float  # of words, from the side of the spine
    code: Code | None = None
    praise: tuple[EndorsementTable, ...] = ()
    portraits: tuple[Person, ...] = ()


def of_back(book: Book, table: CoverTable, sheet: Sheet) -> Back:
    """The text on the back, praise and the barcode; portraits where there is no flap for them."""
    return Back(
        blurb(book, table),
        sheet.edge + sheet.safe,
        sheet.safe,
        sheet.edge + max(sheet.safe, sheet.hinge),
        code(book.isbn_print, table.add_on, sheet.barcode),
        praise(book, table),
        () if sheet.flaps else portraits(book, table),
    )


def blurb(book: Book, table: CoverTable) -> tuple[str, ...]:
    """What the back says of the book, in paragraphs: its description where nothing else is set."""
    return _paragraphs(table.back or book.description, book)


def praise(book: Book, table: CoverTable) -> tuple[EndorsementTable, ...]:
    """What others said of it, in the quotation marks of the book's language."""
    return tuple(_praise(each, book) for each in table.endorsements)


def of_flap(text: str, book: Book, sheet: Sheet) -> Back:
    """The text on a flap, which has a fold on one side."""
    inset = sheet.edge + sheet.safe
    return Back(_paragraphs(text, book), inset, sheet.safe, inset)


def portraits(book: Book, table: CoverTable) -> tuple[Person, ...]:
    """The editors who have portraits, where these are wanted."""
    return tuple(each for each in book.editors if each.portrait) if table.portraits else ()


def _paragraphs(text: str, book: Book) -> tuple[str, ...]:
    paragraphs = (" ".join(each.split()) for each in PARAGRAPHS.split(text))
    return tuple(smarten(each, book.language) for each in paragraphs if each)


def _praise(praise: EndorsementTable, book: Book) -> EndorsementTable:
    """The same in the quotation marks of the book's language."""
    words = " ".join(praise.text.split()).strip(QUOTES)
    text = smarten(f'"{words}"', book.language)
    return praise.model_copy(update={"text": text, "by": smarten(praise.by, book.language)})
