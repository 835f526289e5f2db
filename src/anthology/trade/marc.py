"""MARC 21 records of the editions, for libraries (www.loc.gov/marc/bibliographic)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pymarc import Field, Indicators, Record, Subfield

from anthology.book import Book, Review
from anthology.people.credited import credited
from anthology.text.names import joined
from anthology.text.sort_keys import without_article
from anthology.text.subjects import subject
from anthology.text.words import of_language
from anthology.trade import codes
from anthology.trade.product import EBook, PrintBook, Products

ENDING = ".mrc"
LEADER = "00000nam a2200000 i 4500"  # a new record of printed text, described by RDA
NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f]")  # a record has its own marks among these
CENTIMETRE = 72 / 2.54  # points
SCHEMES = {"BISAC": "bisacsh", "Thema": "thema"}  # codes of subject schemes
MEDIA = {  # 337 and 338: what it takes to read it, and what it is read from
    PrintBook: (("unmediated", "n", "rdamedia"), ("volume", "nc", "rdacarrier")),
    EBook: (("computer", "c", "rdamedia"), ("online resource", "cr", "rdacarrier")),
}


def encoded(book: Book, products: Products, edition: str) -> bytes:
    """A record for each edition; `edition` is its statement, "" for none."""
    return b"".join(_record(book, each, products, edition).as_marc() for each in products)


def _record(book: Book, product: PrintBook | EBook, both: Products, edition: str) -> Record:
    volumes = product.volumes if isinstance(product, PrintBook) else ()
    fields = (
        *_control(book, product),
        _field("020", ("a", product.isbn), ("q", _form(product))),
        *(_field("020", ("a", each.isbn), ("q", _named(book, each))) for each in volumes),
        _field("040", ("b", "eng"), ("e", "rda")),
        *_titles(book, edition, _named(book, product)),
        _extent(book, product),
        _field("336", ("a", "text"), ("b", "txt"), ("2", "rdacontent")),
        *_media(product),
        *_about(book),
        *_people(book),
        *_other_edition(book, product, both),
    )
    return Record(leader=LEADER, fields=sorted(fields, key=lambda field: field.tag))


def _field(tag: str, *parts: tuple[str, str], indicators: str = "  ") -> Field:
    """A field with those of its subfields that are not empty."""
    subfields = [Subfield(code, NOT_SHOWN.sub("", value)) for code, value in parts if value]
    return Field(tag, Indicators(*indicators), subfields)


def _control(book: Book, product: PrintBook | EBook) -> Iterator[Field]:
    """Control number and fixed-length data; 008/24 is “o”, for reviews."""
    yield Field("001", data=product.isbn)
    digital = isinstance(product, EBook)
    if digital:
        yield Field("006", data="m     o  d        ")
        yield Field("007", data="cr |||||||||||")
    entered = re.sub(r"\D", "", book.modified)[2:8]
    year = f"s{book.date.year:04}    " if book.date else "nuuuuuuuu"
    pictures = "a   " if book.pictures else "    "
    form = "o" if digital else " "
    rest = f"o    00| 0 {codes.language(book.language)} d"
    yield Field("008", data=f"{entered}{year}xx {pictures} {form}{rest}")


def _form(product: PrintBook | EBook) -> str:
    if isinstance(product, EBook):
        return "EPUB"
    return "hardcover" if product.case else "paperback"


def _named(book: Book, product: PrintBook | EBook) -> str:
    """Which volume of several a product is, in words; "" for what is none."""
    tome = product.tome if isinstance(product, PrintBook) else None
    return tome.named(of_language(book.language)) if tome else ""


def _titles(book: Book, edition: str, volume: str) -> Iterator[Field]:
    words = of_language(book.language)
    editors = joined([editor.name for editor in book.editors], words)
    by = str(words["edited_by"]).format(editors) if editors else ""
    after = " :" if book.subtitle else " /" if by else ""
    title = f"{book.title}{'.' if volume else after}"
    part = f"{volume}{after}" if volume else ""
    subtitle = f"{book.subtitle}{' /' if by else ''}" if book.subtitle else ""
    article = len(book.title) - len(without_article(book.title, book.language))
    parts = ("a", title), ("n", part), ("b", subtitle), ("c", by)
    yield _field("245", *parts, indicators=f"0{min(article, 9)}")
    if edition:
        yield _field("250", ("a", edition))
    place = f"{book.place or '[Place of publication not identified]'} :"
    publisher = f"{book.publisher}{',' if book.date else ''}"
    year = str(book.date.year) if book.date else ""
    yield _field("264", ("a", place), ("b", publisher), ("c", year), indicators=" 1")
    if book.series:
        title = f"{book.series}{' ;' if book.series_number else ''}"
        yield _field("490", ("a", title), ("v", book.series_number), indicators="0 ")


def _extent(book: Book, product: PrintBook | EBook) -> Field:
    pages = f"{product.pages} pages" if product.pages else ""
    pictures = "illustrations" if book.pictures else ""
    if isinstance(product, EBook):
        whole = f"1 online resource{f' ({pages})' if pages else ''}"
        return _field("300", ("a", f"{whole}{' :' if pictures else ''}"), ("b", pictures))
    if product.volumes:
        pages = f"{len(product.volumes)} volumes ({pages})"
    height = f"{math.ceil(product.height / CENTIMETRE)} cm"
    before = f"{pages}{' :' if pictures else ' ;'}"
    return _field("300", ("a", before), ("b", pictures and f"{pictures} ;"), ("c", height))


def _media(product: PrintBook | EBook) -> Iterator[Field]:
    for tag, (words, code, scheme) in zip(("337", "338"), MEDIA[type(product)], strict=True):
        yield _field(tag, ("a", words), ("b", code), ("2", scheme))
    if isinstance(product, EBook):
        yield _field("347", ("a", "text file"), ("b", "EPUB"), ("2", "rdaft"))


def _about(book: Book) -> Iterator[Field]:
    """Contents, description and subjects."""
    yield _field("505", ("a", " -- ".join(map(_entry, book.reviews))), indicators="0 ")
    if book.description:
        yield _field("520", ("a", book.description))
    for each in map(subject, dict.fromkeys(book.subjects)):
        if scheme := SCHEMES.get(each.scheme):
            yield _field("072", ("a", each.code), ("2", scheme), indicators=" 7")
            yield _field("650", ("a", each.words), ("2", scheme), indicators=" 7")
        else:
            yield _field("653", ("a", each.words))


def _entry(review: Review) -> str:
    names = ", ".join(person.name for person in review.reviewers)
    return f"{review.title} / {names}" if names else review.title


def _people(book: Book) -> Iterator[Field]:
    """Everybody once, with what they did as relator codes."""
    for credit in credited(book).everybody:
        name = credit.person.sort_name or credit.person.name
        parts = [("a", name), *(("4", role) for role in credit.roles)]
        yield _field("700", *parts, indicators=f"{int(', ' in name)} ")


def _other_edition(book: Book, product: PrintBook | EBook, both: Products) -> Iterator[Field]:
    volumes = {id(each) for each in both.volumes}
    for other in both:
        if other is not product and not volumes & {id(other), id(product)}:
            version = "Online" if isinstance(other, EBook) else "Print"
            parts = ("i", f"{version} version:"), ("t", book.title), ("z", other.isbn)
            yield _field("776", *parts, indicators="08")
