"""The package metadata: titles, people, identifiers, subjects, dates (EPUB 3.3, 5.5)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from anthology.book import Book, Person

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SUBJECT = re.compile(r"(?i)(bisac|thema)\s*:\s*([A-Z0-9-]+)\s*(.*)", re.DOTALL)
AUTHORITIES = {"bisac": "BISAC", "thema": "Thema"}


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
    """The editors as creators and all others as contributors; reviewers in place of editors."""
    reviewers = [person for review in book.reviews for person in review.reviewers]
    translators = [person for review in book.reviews for person in review.translators]
    writers = [person for piece in (*book.front, *book.back) for person in piece.authors]
    others = [(each.person, each.role) for each in book.contributors]
    others += [(person, "aut") for person in writers]
    others += [(person, "trl") for person in translators]
    written = [(person, "aut") for person in reviewers]
    creators = [(person, "edt") for person in book.editors] or written
    contributors = others + (written if book.editors else [])
    yield from _named("dc:creator", "creator", creators, ())
    yield from _named("dc:contributor", "contributor", contributors, creators)


def _named(
    name: str,
    prefix: str,
    people: Iterable[tuple[Person, str]],
    named_before: Iterable[tuple[Person, str]],
) -> Iterator[Property]:
    """One element for each person with all their roles, except roles in `named_before`."""
    done = set(named_before)
    roles: dict[Person, list[str]] = {}
    for person, role in people:
        if (person, role) not in done:
            roles.setdefault(person, []).append(role)
            done.add((person, role))
    for number, (person, own) in enumerate(roles.items(), start=1):
        refinements = [("role", "marc:relators", role) for role in own]
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
    """Plain subjects, and "BISAC: PER004030 Film" or "Thema: ATFA" with their authority."""
    for number, subject in enumerate(dict.fromkeys(subjects), start=1):
        coded = SUBJECT.fullmatch(subject.strip())
        if coded is None:
            yield Property("dc:subject", subject)
            continue
        authority, code, label = AUTHORITIES[coded[1].lower()], coded[2].upper(), coded[3].strip()
        terms = (("authority", "", authority), ("term", "", code))
        yield Property("dc:subject", label or code, f"subject-{number}", terms)


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
