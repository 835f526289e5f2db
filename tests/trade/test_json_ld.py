"""JSON-LD: the book, its editions and its reviews in schema.org's words, and nothing empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from anthology.book import (
    Body,
    Book,
    Creator,
    Part,
    PartialDate,
    Person,
    Rating,
    Review,
    Work,
)
from anthology.report import NOWHERE
from anthology.trade.json_ld import encoded
from anthology.trade.product import EBook, PrintBook

ANN = Person("Ann Lee", "Lee, Ann", url="https://example.org/ann")
RATED = Review(
    "review-a", NOWHERE, "On Jaws", Body("<p>x</p>", words=700), reviewers=(ANN,),
    work=Work("Jaws", (Creator("Ines Halvorsen", "director"),), 1975, "film"),
    rating=Rating("4/5", Decimal(4), Decimal(5), Decimal(1)), date=PartialDate(2024, 5),
)  # fmt: skip
BARE = Review("review-b", NOWHERE, "A Wind", Body("<p>y</p>"))
BOOK = Book(
    "Late Shows", "late-shows", (Part("part", "", (RATED, BARE)),), publisher="The Lamp Press",
    subjects=("Film criticism", "BISAC: LIT000000 Literary Criticism"),
)  # fmt: skip
PRODUCTS = (
    PrintBook("9780306406157", 240, 432.0, 648.0, 0.0, case=True),
    EBook("9781402894626", 9, 240, (("schema:accessMode", "textual"), ("a11y:certifiedBy", "X"))),
)


def values(thing: object) -> Iterator[object]:
    inside = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ()
    for each in inside:
        yield each
        yield from values(each)


def test_a_review_has_its_work_and_rating() -> None:
    found = json.loads(encoded(BOOK, PRODUCTS))
    rated, bare = found["hasPart"]
    assert rated["author"] == [
        {"@type": "Person", "name": "Ann Lee", "url": "https://example.org/ann"}
    ]
    assert rated["itemReviewed"]["@type"] == "Movie"
    assert rated["itemReviewed"]["director"] == [{"@type": "Person", "name": "Ines Halvorsen"}]
    assert rated["reviewRating"] == {
        "@type": "Rating", "ratingValue": "4", "bestRating": "5", "worstRating": "1",
    }  # fmt: skip
    assert bare == {"@type": "Review", "name": "A Wind", "inLanguage": "en", "wordCount": 0}


def test_editions_are_what_was_measured() -> None:
    case, e_book = json.loads(encoded(BOOK, PRODUCTS))["workExample"]
    assert case["bookFormat"].endswith("/Hardcover")
    assert case["numberOfPages"] == 240
    assert e_book["accessMode"] == "textual"
    assert "certifiedBy" not in str(e_book)


def test_nothing_is_said_of_what_is_not_known() -> None:
    found = json.loads(encoded(replace(BOOK, publisher="", subjects=()), ()))
    assert not {"publisher", "keywords", "workExample", "description"} & found.keys()
    assert not [each for each in values(found) if each in ("", [], {}, None)]


def test_subjects_are_words() -> None:
    assert json.loads(encoded(BOOK, ()))["keywords"] == ["Film criticism", "Literary Criticism"]
