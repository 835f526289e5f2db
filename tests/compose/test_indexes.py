"""The index of works: what stands below a title."""

from __future__ import annotations

import re

from composed import ANN, CLASSIC, JO, review

from anthology.book import Book, Creator, Part, Review, Work
from anthology.compose import compose
from anthology.compose.back_matter.indexes import Index, IndexEntry, Letter
from anthology.compose.back_matter.locators import Locator
from anthology.config import Settings

SIMM = (Creator("David Simm", "creator"),)


def listed(reviews: list[Review], edition: str = "print") -> list[str]:
    """The lines of the index of works, each level with a dash."""
    settings = Settings.model_validate({"back": {"works_index": True, "ratings": False}})
    book = Book("T", "t", (Part("p", "", tuple(reviews)),))
    sections = compose(book, CLASSIC, settings, edition)[0].sections
    (found,) = [each.xhtml for each in sections if each.kind == "works-index"]
    lines, depth = [], 0
    for tag, text in re.findall(r"<(/?ul|p)\b[^>]*>(?:(.*)</p>)?", found):
        depth += {"ul": 1, "/ul": -1}.get(tag, 0)
        words = re.sub(r"<[^>]*>", "", text).replace("\u00a0", " ").strip(" ,")
        lines += ["-" * depth + words] if words else []
    return lines


def test_the_reviewers_of_a_work_stand_below_it() -> None:
    agni, other = Work("Agni", year=2012), Work("Zed")
    reviews = [
        review("a", reviewers=(ANN,), work=agni),
        review("b", reviewers=(JO,), work=agni),
        review("c", reviewers=(JO,), work=other),
    ]
    assert listed(reviews) == ["-Agni, 2012", "--Ann Lee", "--Jörg Müller", "-Zed"]
    assert listed(reviews, "epub")[:3] == ["-Agni, 2012", "--Ann Lee", "--Jörg Müller"]


def test_a_sole_reviewer_is_not_named_below_a_work() -> None:
    agni = Work("Agni", year=2012)
    assert listed([review(name, reviewers=(ANN,), work=agni) for name in "ab"]) == ["-Agni, 2012"]


def test_who_reviews_a_work_twice_is_named_once() -> None:
    agni = Work("Agni")
    reviews = [review(name, reviewers=(ANN,), work=agni) for name in "ab"]
    found = listed([*reviews, review("c", reviewers=(JO,), work=agni)], "epub")
    assert found == ["-Agni", "--Ann Lee 1, 2", "--Jörg Müller"]


def test_the_seasons_of_a_title_stand_below_it_in_order() -> None:
    works = [
        Work("The Wire", SIMM, 2002 + n, "series", f"season {number}")
        for n, number in enumerate((10, 2, 1))
    ]
    works.append(Work("The Wire", (), 1990, "book"))
    reviews = [review(f"w{n}", reviewers=(ANN,), work=work) for n, work in enumerate(works)]
    assert listed(reviews) == [
        "-The Wire, 1990", "-The Wire, David Simm",
        "--season 1, 2004", "--season 2, 2003", "--season 10, 2002",
    ]  # fmt: skip


def test_an_index_of_brief_entries_stands_in_two_columns() -> None:
    """Where most would take two lines there, it has the width of the page."""
    folio = (Locator("a", ""),)
    brief, fair, long = (
        IndexEntry((), title, words, folio)
        for title, words in (
            ("Agni", ", 2012"),
            ("The Long Afternoon of Agni", ", 2012, Ann Lee"),
            ("The Long Afternoon of Agni, or How We Learned to Burn", ", 2012, Ann Lee"),
        )
    )
    found = [
        Index((Letter("", tuple(entries)),)).brief
        for entries in ([brief], [fair], [long], [brief, fair, fair, long], [fair, fair, long])
    ]
    assert found == [True, True, False, True, False]
    reviews = [review(name, work=Work(name)) for name in "ab"]
    settings = Settings.model_validate({"back": {"works_index": True, "ratings": False}})
    book = Book("T", "t", (Part("p", "", tuple(reviews)),))
    for edition, name in (("print", "entries brief"), ("epub", "entries")):
        sections = compose(book, CLASSIC, settings, edition)[0].sections
        (xhtml,) = [each.xhtml for each in sections if each.kind == "works-index"]
        assert f'<div class="{name}">' in xhtml
