"""The book and its reviews as JSON-LD in schema.org's vocabulary, for sites and catalogues."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from anthology.book import Book, Person, Review
from anthology.compose.schema_org import Properties, structured_data
from anthology.people.credited import Credit, credited
from anthology.text.subjects import subject
from anthology.trade.product import EBook, PrintBook

ENDING = ".jsonld"
PROPERTIES = {"edt": "editor", "trl": "translator", "ill": "illustrator", "aut": "author"}
OTHERS = "contributor"
ACCESSIBILITY = "schema:"  # properties of the package file that are schema.org's own


def encoded(book: Book, products: Iterable[PrintBook | EBook]) -> bytes:
    """One JSON object, in UTF-8: the book with its editions, and its reviews as its parts."""
    found = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": book.identifier,
        "name": book.title,
        "alternativeHeadline": book.subtitle,
        "inLanguage": book.language,
        **_people(book),
        "publisher": _given({"@type": "Organization", "name": book.publisher}, "name"),
        "datePublished": str(book.date) if book.date else "",
        "description": book.description,
        "copyrightNotice": book.rights,
        "keywords": [subject(each).words for each in book.subjects],
        "isPartOf": _given({"@type": "BookSeries", "name": book.series}, "name"),
        "position": book.series_number,
        "workExample": [_edition(each) for each in products],
        "hasPart": [_review(review) for review in book.reviews],
    }
    return (json.dumps(_filled(found), ensure_ascii=False, indent=2) + "\n").encode()


def _people(book: Book) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    people = credited(book)
    for credit in (*people.creators, *people.contributors):
        for name in _properties(credit):
            found.setdefault(name, []).append(_person(credit.person))
    return found


def _properties(credit: Credit) -> Iterable[str]:
    """Each property of schema.org by which somebody is named, once."""
    return dict.fromkeys(PROPERTIES.get(role, OTHERS) for role in credit.roles)


def _person(person: Person) -> Mapping[str, object]:
    return _filled({"@type": "Person", "name": person.name, "url": person.url})


def _edition(product: PrintBook | EBook) -> Mapping[str, object]:
    if isinstance(product, PrintBook):
        form = "Hardcover" if product.case else "Paperback"
        about: dict[str, object] = {"numberOfPages": product.pages}
        if product.tome:
            about["position"] = product.tome.number
    else:
        form, about = "EBook", _accessibility(product)
    isbn = {"@type": "Book", "isbn": product.isbn, "bookFormat": f"https://schema.org/{form}"}
    return {**isbn, **about}


def _accessibility(product: EBook) -> dict[str, object]:
    """What the package file says of it in schema.org's own properties."""
    own = (pair for pair in product.accessibility if pair[0].startswith(ACCESSIBILITY))
    return _values(tuple((name.removeprefix(ACCESSIBILITY), value) for name, value in own))


def _review(review: Review) -> Mapping[str, object]:
    known = structured_data(review)
    makers: dict[str, list[Any]] = {}
    for name, maker in known.makers:
        makers.setdefault(name, []).append({"@type": "Person", "name": maker})
    title = review.work.title if review.work else ""
    work = {"@type": known.work_type, "name": title, **_values(known.work), **makers}
    rating = {"@type": "Rating", **_values(known.rating)} if known.rating else {}
    return _filled(
        {
            "@type": "Review",
            "name": review.title,
            "author": [_person(person) for person in review.reviewers],
            **_values(known.review),
            "wordCount": review.body.words,
            "itemReviewed": _given(work, "name"),
            "reviewRating": rating,
        }
    )


def _values(properties: Properties) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for name, value in properties:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _given(thing: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The thing where it is known, by the value of that key; else nothing."""
    return _filled(thing) if thing[key] else {}


def _filled(thing: Mapping[str, object]) -> Mapping[str, object]:
    """The thing without what is not known."""
    return {name: value for name, value in thing.items() if value not in ("", [], {}, None)}
