"""What the package says of the book: titles, people, numbers, subjects, dates."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from anthology.book import Book, Person

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SUBJECT = re.compile(r"(?i)(bisac|thema)\s*:\s*([A-Z0-9-]+)\s*(.*)", re.DOTALL)
AUTHORITIES = {"bisac": "BISAC", "thema": "Thema"}


@dataclass(frozen=True)
class Entry:
    """A Dublin Core element, or a `meta` where `name` is a property without "dc:"."""

    name: str
    text: str
    id: str = ""
    refinements: tuple[tuple[str, str, str], ...] = ()  # (property, scheme or "", value)
    attributes: Mapping[str, str] = field(default_factory=dict)


def identifier(book: Book) -> str:
    """The package's unique identifier: the e-book's ISBN where it has one, as Kobo wants it."""
    if book.isbn_epub:
        return f"urn:isbn:{digits(book.isbn_epub)}"
    return book.identifier or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{book.slug}')}"


def digits(isbn: str) -> str:
    """An ISBN without hyphens and blanks, so that stores can compare it."""
    return re.sub(r"[^0-9Xx]", "", isbn).upper()


def entries(book: Book) -> Iterator[Entry]:
    """Everything that the model knows of the book, in a fixed order."""
    yield from _identifiers(book)
    yield from _titles(book)
    yield Entry("dc:language", book.language)
    yield from _people(book)
    yield from _plain(book)
    yield from _subjects(book.subjects)
    yield from _series(book)
    yield Entry("dcterms:modified", book.modified)


def _identifiers(book: Book) -> Iterator[Entry]:
    main = identifier(book)
    isbn = (("identifier-type", "onix:codelist5", "15"),) if main.startswith("urn:isbn:") else ()
    yield Entry("dc:identifier", main, "identifier", isbn)
    if book.identifier and book.identifier != main:
        yield Entry("dc:identifier", book.identifier, "identifier-2")
    if book.isbn_print:
        kind = (("identifier-type", "onix:codelist5", "15"),)
        yield Entry("dc:source", f"urn:isbn:{digits(book.isbn_print)}", "print-edition", kind)


def _titles(book: Book) -> Iterator[Entry]:
    named = [(book.title, "main"), (book.subtitle, "subtitle")]
    for number, (title, kind) in enumerate((pair for pair in named if pair[0]), start=1):
        order = (("title-type", "", kind), ("display-seq", "", str(number)))
        yield Entry("dc:title", title, f"title-{number}", order)


def _people(book: Book) -> Iterator[Entry]:
    """Editors are the creators; where there are none, the reviewers are."""
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
    said: Iterable[tuple[Person, str]],
) -> Iterator[Entry]:
    """One element a person, with all their roles; who did a thing is not named for it twice."""
    done = set(said)
    roles: dict[Person, list[str]] = {}
    for person, role in people:
        if (person, role) not in done:
            roles.setdefault(person, []).append(role)
            done.add((person, role))
    for number, (person, did) in enumerate(roles.items(), start=1):
        refinements = [("role", "marc:relators", role) for role in did]
        refinements.append(("file-as", "", person.sort_name or person.name))
        refinements.append(("display-seq", "", str(number)))
        yield Entry(name, person.name, f"{prefix}-{number}", tuple(refinements))


def _plain(book: Book) -> Iterator[Entry]:
    values = {
        "dc:publisher": book.publisher,
        "dc:date": str(book.date) if book.date else "",
        "dc:description": book.description,
        "dc:rights": book.rights,
    }
    yield from (Entry(name, value) for name, value in values.items() if value)


def _subjects(subjects: Iterable[str]) -> Iterator[Entry]:
    """Plain subjects, and "BISAC: PER004030 Film" or "Thema: ATFA" with their authority."""
    for number, subject in enumerate(dict.fromkeys(subjects), start=1):
        coded = SUBJECT.fullmatch(subject.strip())
        if coded is None:
            yield Entry("dc:subject", subject)
            continue
        authority, code, label = AUTHORITIES[coded[1].lower()], coded[2].upper(), coded[3].strip()
        terms = (("authority", "", authority), ("term", "", code))
        yield Entry("dc:subject", label or code, f"subject-{number}", terms)


def _series(book: Book) -> Iterator[Entry]:
    if book.series:
        place = [("collection-type", "", "series")]
        if book.series_number:
            place.append(("group-position", "", book.series_number))
        yield Entry("belongs-to-collection", book.series, "series", tuple(place))


def written(entry: Entry) -> str:
    """The element and its refinements as OPF."""
    own = "".join(f' {key}="{escape(value)}"' for key, value in entry.attributes.items())
    own += f' id="{entry.id}"' if entry.id else ""
    text = escape(clean(entry.text), quote=False)
    name = entry.name
    if name.startswith("dc:"):
        lines = [f"<{name}{own}>{text}</{name}>"]
    else:
        lines = [f'<meta property="{name}"{own}>{text}</meta>']
    for property_, scheme, value in entry.refinements:
        by = f' scheme="{scheme}"' if scheme else ""
        said = escape(clean(value), quote=False)
        lines.append(f'<meta refines="#{entry.id}" property="{property_}"{by}>{said}</meta>')
    return "".join(f"    {line}\n" for line in lines)


def clean(text: str) -> str:
    """`text` on one line, without the control characters that XML forbids."""
    return " ".join(NOT_XML.sub("", text).split())
