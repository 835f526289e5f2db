"""The opening says once what the title and the data of a review have in common."""

from __future__ import annotations

import pytest
from composed import ANN, JO, composed, review, section, text
from lxml import etree

from anthology.book import Book, Creator, Part, Person, Work
from anthology.compose.opening import WorkLine, byline, unsaid, work_line
from anthology.text.words import of_language

ENGLISH = of_language("en")
TATI = (Creator("Jacques Tati", "director"),)


@pytest.mark.parametrize(
    ("title", "work", "left"),
    [
        ("Playtime", Work("Playtime", TATI, 1967), ("1967", "directed by Jacques Tati")),
        ("PLAYTIME!", Work("Playtime", TATI), ("directed by Jacques Tati",)),
        ("Playtime (1967)", Work("Playtime", TATI, 1967), ("directed by Jacques Tati",)),
        ("“Playtime” by Jacques Tati", Work("Playtime", TATI, 1967), ("1967",)),
        ("Playtime, by Jacques Tati, 1967", Work("Playtime", TATI, 1967), None),
        ("Playtime, by Tati", Work("Playtime", TATI, 1967), ("1967", "directed by Jacques Tati")),
        ("Amelie", Work("Amélie"), None),
        ("The Wire, Season 2", Work("The Wire", season="season 2", year=2003), ("2003",)),
    ],
)
def test_a_title_that_names_the_work_leaves_the_rest(
    title: str, work: Work, left: tuple[str, ...] | None
) -> None:
    found = unsaid(work_line(work, "en", ENGLISH), title)
    assert (found and found.details) == left
    assert found is None or not found.title


@pytest.mark.parametrize(
    "title", ["On Playtime", "Playtime Again", "Play", "Playtime, by Ann Lee", "???"]
)
def test_any_other_title_leaves_the_whole_line(title: str) -> None:
    line = work_line(Work("Playtime", TATI, 1967), "en", ENGLISH)
    assert unsaid(line, title) is line
    blank = WorkLine("!", (), "film")
    assert unsaid(blank, "!") is blank


def test_the_data_of_the_e_book_stay_whole() -> None:
    work = Work("Playtime", TATI, 1967, "film")
    reviews = [review(n, reviewers=(ANN, JO), work=work) for n in ("playtime", "other")]
    book = Book("T", "t", (Part("p", "", tuple(reviews)),))
    for each in reviews:
        xhtml = section(composed(book, "epub"), each.id).xhtml
        root = etree.fromstring(xhtml)
        names = [m.get("content") for m in root.iterfind(".//span[@property='author']/meta")]
        assert names == ["Ann Lee", "Jörg Müller"]
        (about,) = root.iterfind(".//*[@property='itemReviewed']")
        named = [e.get("content") or e.text for e in about.iterfind("*[@property='name']")]
        assert named == ["Playtime"]
        assert text(xhtml).startswith(
            "Playtime 1967, " if each is reviews[0] else "Other Playtime,"
        )


def test_initials_stay_with_the_name() -> None:
    signed = review("one", reviewers=(ANN, Person("J. K. Ostrander", "Ostrander, J. K.")))
    assert byline(signed, ENGLISH) == "Ann Lee and J.\u00a0K.\u00a0Ostrander"
