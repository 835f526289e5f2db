"""A release is refused for everything open, all at once; a listing says what was found."""

from __future__ import annotations

import json

from made_reviews import loaded, rating, review, settings, work

from anthology.arrange import arrange
from anthology.book import Body, Found, PartialDate, Permission, Picture, Rating, Rights
from anthology.catalogue import Catalogue
from anthology.load.project.model import Skipped
from anthology.release import release
from anthology.report import Place, Severity, question, warning

GRANTED = Rights(permission=Permission.GRANTED)
BOOK = settings('[book]\ntitle = "T"')


def test_all_that_is_open_is_reported_at_once() -> None:
    made = loaded(
        review("a.md", rights=GRANTED, rating=Rating("4", place=Place("manuscripts/a.md", 3))),
        review("b.md", rights=Rights(permission=Permission.REFUSED)),
        review("c.md", rights=Rights(permission=Permission.REQUESTED)),
        review("d.md"),
        review("e.md", lines={"title": 2, "permission": 5}),
        review("f.md", rights=Rights(permission=Permission.NOT_NEEDED), rating=Rating("★★★½")),
    )
    book, _ = arrange(made, BOOK)
    found = release(book, [question(Place("manuscripts/f.md", 9), "who?"), warning(Place(), "x")])
    assert all(p.severity is Severity.ERROR for p in found)
    assert [str(p.place) for p in found] == [
        "manuscripts/a.md:3",
        "manuscripts/b.md",
        "manuscripts/c.md",
        "manuscripts/d.md",
        "manuscripts/e.md:5",
        "manuscripts/f.md:9",
    ]


def test_a_clean_book_is_released() -> None:
    made = loaded(review(rights=GRANTED, by="Ann Lee", rating=rating("4/5", "4", "5")))
    book, problems = arrange(made, BOOK)
    assert release(book, problems) == ()


def test_names_that_look_alike_hold_up_a_release() -> None:
    made = loaded(
        review("a.md", rights=GRANTED, by="Joanna Rebelo"),
        review("b.md", rights=GRANTED, by="Joana Rebelo"),
    )
    book, problems = arrange(made, BOOK)
    assert [p.place.path for p in release(book, problems)] == ["manuscripts/b.md"] or [
        p.place.path for p in release(book, problems)
    ] == ["manuscripts/a.md"]


def test_the_listing_shows_what_was_found_and_where() -> None:
    made = loaded(
        review(
            "a.md", "Shadow\x1b[31m", by="Ann Lee", work=work("Nosferatu", 1922),
            title_found=Found.HEADING, rating=rating("4/5", "4", "5"),
            proposed_ratings=(Rating("9/10", place=Place("manuscripts/a.md", 12)),),
            body=Body("", words=1234, structure="paragraphs by lines"),
        ),
        skipped=(Skipped("manuscripts/b.md", "drafts"), Skipped("manuscripts/c.md", "drafts")),
    )  # fmt: skip
    book, _ = arrange(made, BOOK)
    text = "\n".join(Catalogue(book, made.skipped).rows())
    for expected in (
        "title from the heading",
        "Nosferatu, 1922, film",
        "4/5 = 4 of 1 to 5 (from the header)",
        "9/10 in manuscripts/a.md:12 is not used",
        "1,234",
        "paragraphs by lines",
        "Left out: 2 drafts",
        "manuscripts/b.md   drafts",
    ):
        assert expected in text
    assert "\x1b" not in text


def test_the_listing_says_what_is_not_from_the_header() -> None:
    found = {"reviewers": Found.SOURCE, "date": Found.FILE_NAME}
    made = loaded(
        review("a.md", by="Ann Lee", date=PartialDate(2024, 5), found=found, lines={"work": 4}),
        review("b.md", by="Bo Ek", work=work("Heat", 1995), lines={"reviewer": 3, "film": 2}),
    )
    book, _ = arrange(made, BOOK)
    lines = [" ".join(line.split()) for line in Catalogue(book).rows()]
    assert "reviewer Ann Lee (from the source)" in lines
    assert "date 2024-05 (from the file name)" in lines
    assert "reviewer Bo Ek (line 3)" in lines
    assert "work Heat, 1995, film (line 2)" in lines


def test_the_json_is_the_whole_model() -> None:
    picture = Picture("p.png", b"\x89", "image/png", 2, 1)
    made = loaded(
        review("a.md", by="Ann Lee", rating=rating("4/5", "4.50", "5")),
        pictures={"p.png": picture},
    )
    book, _ = arrange(made, BOOK)
    data = json.loads(json.dumps(Catalogue(book).as_json()))
    found = data["book"]["parts"][0]["reviews"][0]
    assert found["reviewers"][0]["sort_name"] == "Lee, Ann"
    assert found["rating"]["value"] == "4.5"
    assert found["place"] == "manuscripts/a.md"
    assert data["book"]["pictures"]["p.png"] == {
        "name": "p.png", "media_type": "image/png", "width": 2, "height": 1,
    }  # fmt: skip
