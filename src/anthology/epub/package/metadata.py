"""The package metadata: titles, people, identifiers, subjects, dates (EPUB 3.3, 5.5)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from anthology.book import Book
from anthology.people.credited import Credit, credited
from anthology.text.subjects import subject

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Property:
    """A Dublin Core element, or a `meta` element of another property."""

    name: str  # "dc:title", "schema:accessMode"
    text: str
    id: str = ""
    refinements: tuple[tuple[str, str, str], ...] = ()  # (property, scheme or "", value)


def identifier(book: Book) -> str:
    """The package's unique identifier: the e-book's ISBN if it has one, as Kobo asks."""
    if book.isbn_epub:
        return f"urn:isbn:{digits(book.isbn_epub)}"
    return book.identifier or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{book.slug}')}"


def digits(isbn: str) -> str:
    """An ISBN without hyphens and spaces, so that stores can compare it."""
    return re.sub(r"[^0-9Xx]", "", isbn).upper()


def properties(book: Book) -> Iterator[Property]:
    """All metadata of the book, in a fixed order."""
    yield from _identifiers(book)
    yield from _titles(book)
    yield Property("dc:language", book.language)
    yield from _people(book)
    yield from _plain(book)
    yield from _subjects(book.subjects)
    yield from _series(book)
    yield Property("dcterms:modified", book.modified)


def _identifiers(book: Book) -> Iterator[Property]:
    main = identifier(book)
    isbn = (("identifier-type", "onix:codelist5", "15"),) if main.startswith("urn:isbn:") else ()
    yield Property("dc:identifier", main, "identifier", isbn)
    if book.identifier and book.identifier != main:
        yield Property("dc:identifier", book.identifier, "identifier-2")
    if book.isbn_print:
        kind = (("identifier-type", "onix:codelist5", "15"),)
        yield Property("dc:source", f"urn:isbn:{digits(book.isbn_print)}", "print-edition", kind)


def _titles(book: Book) -> Iterator[Property]:
    named = [(book.title, "main"), (book.subtitle, "subtitle")]
    for number, (title, kind) in enumerate((pair for pair in named if pair[0]), start=1):
        order = (("title-type", "", kind), ("display-seq", "", str(number)))
        yield Property("dc:title", title, f"title-{number}", order)


def _people(book: Book) -> Iterator[Property]:
    people = credited(book)
    yield from _named("dc:creator", "creator", people.creators)
    yield from _named("dc:contributor", "contributor", people.contributors)


def _named(name: str, prefix: str, people: Iterable[Credit]) -> Iterator[Property]:
    """One element for each person with all their roles."""
    for number, credit in enumerate(people, start=1):
        person = credit.person
        refinements = [("role", "marc:relators", role) for role in credit.roles]
        refinements.append(("file-as", "", person.sort_name or person.name))
        refinements.append(("display-seq", "", str(number)))
        yield Property(name, person.name, f"{prefix}-{number}", tuple(refinements))


def _plain(book: Book) -> Iterator[Property]:
    values = {
        "dc:publisher": book.publisher,
        "dc:date": str(book.date) if book.date else "",
        "dc:description": book.description,
        "dc:rights": book.rights,
    }
    yield from (Property(name, value) for name, value in values.items() if value)


def _subjects(subjects: Iterable[str]) -> Iterator[Property]:
    """Plain subjects, and those of a scheme with their authority."""
    for number, text in enumerate(dict.fromkeys(subjects), start=1):
        found = subject(text)
        if not found.scheme:
            yield Property("dc:subject", found.words)
            continue
        terms = (("authority", "", found.scheme), ("term", "", found.code))
        yield Property("dc:subject", found.words, f"subject-{number}", terms)


def _series(book: Book) -> Iterator[Property]:
    if book.series:
        place = [("collection-type", "", "series")]
        if book.series_number:
            place.append(("group-position", "", book.series_number))
        yield Property("belongs-to-collection", book.series, "series", tuple(place))


def as_opf(entry: Property) -> str:
    """The element and its refinements as XML of the OPF."""
    own = f' id="{entry.id}"' if entry.id else ""
    text = escape(clean(entry.text), quote=False)
    name = entry.name
    if name.startswith("dc:"):
        lines = [f"<{name}{own}>{text}</{name}>"]
    else:
        lines = [f'<meta property="{name}"{own}>{text}</meta>']
    for property_, scheme, value in entry.refinements:
        by = f' scheme="{scheme}"' if scheme else ""
        refined = escape(clean(value), quote=False)
        lines.append(f'<meta refines="#{entry.id}" property="{property_}"{by}>{refined}</meta>')
    return "".join(f"    {line}\n" for line in lines)


def clean(text: str) -> str:
    """`text` on one line, without the characters that XML forbids."""
    return " ".join(NOT_XML.sub("", text).split())
