"""Each review of the e-book says in schema.org's words what its opening prints."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.etree import _Element as Element
from made_reviews import loaded, review, settings, work

from anthology import style
from anthology.arrange import arrange
from anthology.book import Creator, PartialDate, Publication, Rating
from anthology.compose import compose


def properties(element: Element) -> dict[str, list[Any]]:
    """The RDFa of an element: literal values, and dicts for what has a type of its own."""
    found: dict[str, list[Any]] = {}
    for child in element.iter():
        name = child.get("property")
        if name is None or _owner(child) is not element:
            continue
        value: Any = child.get("content") or "".join(map(str, child.itertext())).strip()
        if child.get("typeof"):
            value = {"@type": child.get("typeof"), **properties(child)}
        found.setdefault(name, []).append(value)
    return found


def _owner(element: Element) -> Element | None:
    return next((e for e in element.iterancestors() if e.get("typeof")), None)


def described(made: Any, edition: str = "epub", layout: str = "auto") -> dict[str, list[Any]]:
    wanted = settings(f'[book]\ntitle = "T"\nlayout = "{layout}"')
    book, _ = arrange(loaded(made), wanted)
    composed, _ = compose(book, style.load("classic", Path()), wanted, edition)
    section = next(s for s in composed.sections if s.kind == "review")
    return properties(etree.fromstring(section.xhtml.encode()))


def test_work_rating_and_authors_are_stated() -> None:
    found = described(
        review(
            "a.md", "A Wind", by=("Ann Lee", "Bo Berg"), date=PartialDate(2024, 5, 17),
            work=work("Nosferatu", 1922, creators=(Creator("F. W. Murnau", "director"),),
                      identifiers=(("imdb", "tt0013442"),)),
            rating=Rating("★★★½", Decimal("3.5"), Decimal(5), Decimal("0.5")),
            publication=Publication("The Gazette", PartialDate(2024, 6)),
        )
    )  # fmt: skip
    assert found["name"] == ["A Wind"]
    assert found["author"] == [
        {"@type": "Person", "name": ["Ann Lee"]},
        {"@type": "Person", "name": ["Bo Berg"]},
    ]
    assert found["datePublished"] == ["2024-06"]
    assert found["itemReviewed"] == [
        {
            "@type": "Movie",
            "name": ["Nosferatu"],
            "datePublished": ["1922"],
            "identifier": ["imdb:tt0013442"],
            "director": ["F. W. Murnau"],
        }
    ]
    assert found["reviewRating"] == [
        {"@type": "Rating", "ratingValue": ["3.5"], "bestRating": ["5"], "worstRating": ["0.5"]}
    ]


def test_nothing_is_stated_that_is_not_known() -> None:
    assert set(described(review("a.md", "A Wind"))) <= {"name", "inLanguage", "reviewBody"}
    unknown = described(review("a.md", "A Wind", rating=Rating("7")))
    assert unknown["reviewRating"] == [{"@type": "Rating", "ratingValue": ["7"]}]
    unfinished = described(review("a.md", "A Wind", rating=Rating("DNF", status="dnf")))
    assert "reviewRating" not in unfinished


def test_print_says_it_in_words_alone() -> None:
    assert described(review("a.md", "A Wind", by="Ann Lee"), "print") == {}


@pytest.mark.parametrize("layout", ["run-on", "guide", "grouped", "grid"])
@pytest.mark.parametrize("title", ["Jaws", "A Wind"])
def test_every_layout_states_the_same(layout: str, title: str) -> None:
    made = review(
        "a.md", title, by=("Ann Lee",), date=PartialDate(2024, 5, 17),
        work=work("Jaws", 1975, creators=(Creator("Ada Ferry", "director"),)),
        rating=Rating("4/5", Decimal(4), Decimal(5), Decimal(1)),
    )  # fmt: skip
    assert described(made, layout=layout) == described(made)
    assert not described(made, "print", layout)
