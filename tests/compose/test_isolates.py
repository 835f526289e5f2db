"""Names, titles, years and dates keep their order in lines that mix directions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import CLASSIC, composed, review, section

from anthology.book import (
    Body,
    Book,
    Creator,
    Heading,
    Part,
    PartialDate,
    Person,
    Publication,
    Work,
)
from anthology.compose import compose
from anthology.compose.typography.isolates import directed, in_controls, in_elements, isolated
from anthology.config import Settings
from anthology.text import direction
from anthology.text.words import of_language

ENGLISH, HEBREW = of_language("en"), of_language("he")
# Hebrew words by names of their own, since a terminal turns them about.
SHALOM, DANA, ARETZ = "\u05e9\u05dc\u05d5\u05dd", "\u05d3\u05e0\u05d4", "\u05d0\u05e8\u05e5"
ANN = Person("Ann Lee", "Lee, Ann")
HER = Person(DANA, DANA)
MADE_BY = (Creator(DANA, ""),)


def book(language: str, way: str, lang: str) -> Book:
    """A book with one review of a Hebrew work, by two people."""
    one = review(
        "one",
        reviewers=(HER, ANN),
        work=Work(f"{SHALOM}!", MADE_BY, 2001),
        publication=Publication(ARETZ, PartialDate(2024, 5, 17)),
        lang=lang,
        dir=way,
        subjects=(SHALOM, "Tales"),
    )
    return Book("T", "t", (Part("p", "", (one,)),), language=language)


def rtl(words: str) -> str:
    return f'<bdi dir="rtl">{words}</bdi>'


def ltr(words: str) -> str:
    return f'<bdi dir="ltr">{words}</bdi>'


def test_a_hebrew_work_in_an_english_review() -> None:
    xhtml = section(composed(book("en", "ltr", "en"), "print"), "review-one").xhtml
    assert f'<p class="byline">{rtl(DANA)} and Ann Lee</p>' in xhtml
    assert f"<cite>{rtl(SHALOM + '!')}</cite>, <span" in xhtml
    assert f">by {rtl(DANA)}</span>" in xhtml
    assert f"First published in <cite>{rtl(ARETZ)}</cite>, 17\u00a0May 2024" in xhtml


def test_the_lines_of_a_hebrew_review_in_an_english_book_run_from_the_left() -> None:
    xhtml = section(composed(book("en", "rtl", "he"), "epub"), "review-one").xhtml
    assert f'<p class="byline"><bdi dir="ltr">{rtl(DANA)} and Ann Lee<' in xhtml
    assert '<p class="published"><bdi dir="ltr">First published' in xhtml
    assert f'content="{DANA}"' in xhtml


def test_an_english_review_in_a_hebrew_book() -> None:
    edition = composed(book("he", "ltr", "en"), "epub")
    xhtml = section(edition, "review-one").xhtml
    assert f'<p class="byline"><bdi dir="rtl">{DANA} \u05d5{ltr("Ann Lee")}' in xhtml
    assert ltr("One") in section(edition, "contents").xhtml


def test_lists_of_the_book_keep_titles_and_names_in_order() -> None:
    back = {"works_index": True, "creators_index": True, "subject_index": True}
    settings = Settings.model_validate({"back": back})
    edition = compose(book("en", "rtl", "he"), CLASSIC, settings, "print")[0]
    every = "".join(each.xhtml for each in edition.sections)
    assert f"<cite>{rtl(SHALOM + '!')}</cite>, 2001, {rtl(DANA)}" in every  # index of works
    assert f"{rtl(DANA)}: <cite>" in every  # of creators
    assert f"<p>{rtl(SHALOM)}" in every  # of subjects
    label = section(edition, "review-one").label
    assert label == f"\u2066One\u2069 (\u2067{DANA}\u2069 and Ann Lee)"


def test_a_book_of_one_direction_has_no_isolates() -> None:
    one = review("one", reviewers=(ANN,), work=Work("Playtime", (), 1967))
    edition = composed(Book("T", "t", (Part("p", "", (one,)),)), "print")
    assert "<bdi" not in "".join(each.xhtml for each in edition.sections)
    assert section(edition, "review-one").label == "One (Ann Lee)"


@pytest.mark.parametrize(
    ("text", "way", "shown"),
    [
        ("Lee", "", "Lee"),
        (f"{SHALOM} 2", "", rtl(f"{SHALOM} 2")),
        (f"Of {SHALOM} and more", "", ltr(f"Of {SHALOM} and more")),
        ("Slow Water", "rtl", rtl("Slow Water")),
        ("", "rtl", ""),
    ],
)
def test_what_is_isolated_in_english(text: str, way: str, shown: str) -> None:
    assert in_elements(isolated(text, ENGLISH, way)) == shown


def test_what_is_isolated_in_hebrew() -> None:
    assert in_elements(isolated("Lee", HEBREW)) == ltr("Lee")
    assert isolated(f"{SHALOM} 2001", HEBREW) == f"{SHALOM} 2001"


def test_marks_never_reach_a_book() -> None:
    name = isolated(SHALOM, ENGLISH)
    assert in_elements(f'<a title="{name}">{name}</a>') == f'<a title="{SHALOM}">{rtl(SHALOM)}</a>'
    assert in_elements(f"{name[:3]}<b>{name[3:]}</b>") == f"{SHALOM[:2]}<b>{SHALOM[2:]}</b>"
    assert in_controls(name) == f"\u2067{SHALOM}\u2069"


@pytest.mark.parametrize(
    ("xhtml", "lang", "expected"),
    [
        ('<i lang="he">x</i>', "en", '<i dir="rtl" lang="he">x</i>'),
        ('<p class="a" lang="ar-EG">x</p>', "en", '<p dir="rtl" class="a" lang="ar-EG">x</p>'),
        ('<i lang="en">x</i>', "he", '<i dir="ltr" lang="en">x</i>'),
        ('<i lang="fr">x</i>', "en", '<i lang="fr">x</i>'),
        ('<i lang="he" dir="ltr">x</i>', "en", '<i lang="he" dir="ltr">x</i>'),
    ],
)
def test_a_passage_has_the_direction_of_its_language(xhtml: str, lang: str, expected: str) -> None:
    assert directed(xhtml, lang) == expected


@pytest.mark.parametrize(
    ("title", "way", "kept"),
    [
        (f"{SHALOM}!", "ltr", "rtl"),
        ("Heat!", "rtl", "ltr"),
        (f"{SHALOM}: Jaws", "rtl", "rtl"),
        (f"{SHALOM}: Jaws", "ltr", "ltr"),
        ("1917!", "rtl", "rtl"),
        ("", "ltr", "ltr"),
    ],
)
def test_a_title_of_one_direction_keeps_it_in_a_text_of_the_other(
    title: str, way: str, kept: str
) -> None:
    assert direction.of_title(title, way) == kept
    isolate = {"ltr": "\u2066", "rtl": "\u2067"}[kept]
    alone = title if kept == way else f"{isolate}{title}\u2069"
    assert direction.in_a_line(title, way) == alone


def test_lists_of_a_reader_keep_headings_and_titles_in_order() -> None:
    one = replace(review("one", lang="en", dir="ltr"), title=f"{SHALOM}!")
    heads = (Heading(2, f"{SHALOM} (2)!", "a"), Heading(2, SHALOM, "b"), Heading(2, "A!", "c"))
    body = Body("".join(f'<h2 id="{each.id}">{each.text}</h2>' for each in heads), heads)
    part = Part("p", "", (replace(one, body=body),))
    edition = composed(Book("T", "t", (part,)), "print")
    found = section(edition, "review-one")
    assert found.label == f"\u2067{SHALOM}!\u2069"
    assert [found.heading_label(each) for each in found.headings] == [
        f"\u2067{SHALOM} (2)!\u2069",
        SHALOM,
        "A!",
    ]
    assert '<h1 dir="rtl"' in found.xhtml
    assert rtl(f"{SHALOM}!") in section(edition, "contents").xhtml
