"""A review and its opening."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from composed import ANN, BOOK, CLASSIC, JO, composed, review, section, text
from lxml import etree

from anthology.book import Book, Creator, Part, Person, Rating, Work
from anthology.compose import bodies
from anthology.compose.opening import in_print
from anthology.style import Style


def test_an_opening_says_all_that_is_known() -> None:
    full = text(section(composed(BOOK), "review-full").xhtml)
    assert full.startswith(
        "Full On “it” Ann Lee and Jörg Müller Playtime, restored, 1967, directed by Jacques Tati "
        "Worth it First published in The Gazette, 17 May 2024 "
        "This review contains spoilers. When “all of us” are dead"
    )


def test_an_opening_has_no_holes() -> None:
    bare = etree.fromstring(section(composed(BOOK), "review-bare").xhtml)
    assert [e.tag for e in bare.xpath("div[@class='opening']/*")] == ["h1"]  # type: ignore


def test_stars_are_pictures_with_words() -> None:
    edition = composed(BOOK)
    stars = etree.fromstring(section(edition, "review-full").xhtml).xpath("//img[@class='stars']")
    assert stars[0].get("alt") == "3.5 stars"  # type: ignore
    drawn = edition.assets[stars[0].get("src")]  # type: ignore
    assert drawn.media_type == "image/svg+xml"
    assert len(etree.fromstring(drawn.data).findall(".//{*}g")) == 4


@pytest.mark.parametrize(
    ("written", "best", "printed"),
    [("6", "10", "6/10"), ("3½", "5", "3½/5"), ("6", None, "6"), ("A-", "5", "A−"),
     ("9.1/10", "10", "9.1/10"), ("87%", "100", "87%"), ("B+", "5", "B+")],
)  # fmt: skip
def test_a_rating_is_printed_as_written(written: str, best: str | None, printed: str) -> None:
    top = Decimal(best) if best else None
    assert in_print(Rating(written, Decimal(1), top, Decimal(0) if best else None)) == printed


def test_first_words_are_in_small_capitals() -> None:
    bare = section(composed(BOOK), "review-bare").xhtml
    assert '<p class="first"><span class="first-words">When “all of us” are dead</span>,' in bare


def test_first_words_end_beside_a_reference_not_in_it() -> None:
    marked = bodies.with_first_words(
        "<p>Tom &amp; Jerry, cat and mouse, are back.</p>", "small-caps"
    )
    assert '<span class="first-words">Tom &amp; Jerry</span>, cat' in marked


def test_no_holes_are_printed() -> None:
    holed = review("holed", "<p></p><p> <br/>\u00a0</p><p>A<br/>b<br/> <br/></p>")
    edition = composed(replace(BOOK, parts=(Part("p", "", (holed,)),)))
    assert '<div class="text">\n<p>A<br/>b</p>\n' in section(edition, "review-holed").xhtml


@pytest.mark.parametrize(
    ("names", "head"),
    [
        ((ANN, JO), "Ann Lee and Jörg Müller"),
        ((ANN, JO, Person("Maximiliane von Thurn und Taxis-Hohenlohe", "")), "Ann Lee and others"),
        ((ANN, JO, Person("M. Berg", "")), "Ann Lee, Jörg Müller and M. Berg"),
        (
            (
                Person(
                    "Maximiliane Wilhelmina Charlotte Auguste von Thurn und Taxis-Hohenlohe",
                    "Thurn, M.",
                ),
            ),
            "Thurn",
        ),
        ((Person("A Lone Reviewer of Forty-five Letters and More", ""),), ""),
        ((), ""),
    ],
)
def test_the_reviewers_are_in_the_running_head(names: tuple[Person, ...], head: str) -> None:
    book = Book("T", "t", (Part("p", "", (review("a", reviewers=names),)),))
    one = section(composed(book), "review-a")
    assert one.running_names == (head or one.byline)
    assert one.label == (f"A ({one.byline})" if names else "A")


SPOILED = (
    '<div class="spoiler"><p>He dies.</p></div><p><span class="spoiler">She, too.</span></p>'
    '<p>A <span class="spoiler">ghost</span>.</p>'
)


def test_spoilers_that_are_paragraphs_are_folded_in_the_e_book() -> None:
    book = Book("T", "t", (Part("p", "", (review("a", SPOILED),)),))
    folded = ' data-summary="Spoiler"'
    shown = replace(CLASSIC, settings=CLASSIC.settings.model_copy(update={"spoilers": "shown"}))
    for name, style_, mark in (
        ("epub", CLASSIC, folded),
        ("print", CLASSIC, ""),
        ("epub", shown, ""),
    ):
        found = section(composed(book, name, style_), "review-a").xhtml
        assert f'<div class="spoiler"{mark}><p>He dies.</p></div>' in found
        assert f'<div class="spoiler"{mark}><p>She, too.</p></div>' in found
        assert '<p>A <span class="spoiler">ghost</span>.</p>' in found


GENERAL = Work("The General", (Creator("Buster Keaton", "director"),), 1926, "film")


def heads(style_: Style, name: str, part: Part) -> list[str]:
    """The lines about the work in the opening of each section of the part."""
    found = []
    for each in composed(Book("T", "t", (part,)), name, style_).sections:
        if each.kind in {"part", "review"}:
            root = etree.fromstring(each.xhtml)
            lines = [p for p in root.iter("p") if p.get("class") in {"work", "work-heading"}]
            words = " ".join(str(part) for line in lines for part in line.itertext())
            found.append(" ".join(words.split()).replace(" , ", ", "))
            if name == "epub" and "The General" in each.xhtml and each.kind == "review":
                kinds = root.findall(".//*[@property='itemReviewed']")
                assert [kind.get("typeof") for kind in kinds] == ["Movie"]
                assert root.findall(".//meta[@property='director']")
    return found


@pytest.mark.parametrize("name", ["print", "epub"])
def test_a_style_may_head_reviews_with_their_work(name: str) -> None:
    reviews = (review("a", work=GENERAL), review("b", work=GENERAL), review("d"),
               review("c", work=GENERAL))  # fmt: skip
    grouped = replace(CLASSIC, settings=CLASSIC.settings.model_copy(update={"works": "grouped"}))
    line = "The General, 1926, directed by Buster Keaton"
    assert heads(CLASSIC, name, Part("p", "", reviews)) == [line, line, "", line]
    assert heads(grouped, name, Part("p", "", reviews)) == [line, "", "", line]
    part = Part("p", "The General (1926)", reviews[:2], work=GENERAL)
    assert heads(grouped, name, part) == ["directed by Buster Keaton", "", ""]
