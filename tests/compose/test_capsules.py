"""Capsules: work and rating in a line, the signature at the end, in print and in the e-book."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import ANN, BARE, BOOK, FULL, TEXT, composed, review, section, text
from lxml import etree

from anthology.book import Part, Review

ALPHABET = tuple(
    replace(review(name, reviewers=(ANN,), work=FULL.work, rating=FULL.rating), title=title)
    for name, title in (("a", "Aloft"), ("b", "Below"), ("c", "The Boat"), ("d", "Coda"))
)


def capsule(made: Review, edition: str, *others: Review) -> str:
    part = Part("part", "", (made, *others), layout="guide")
    return section(composed(replace(BOOK, parts=(part,)), edition), made.id).xhtml


@pytest.mark.parametrize("made", [FULL, BARE, *ALPHABET])
def test_both_books_say_the_same(made: Review) -> None:
    assert text(capsule(made, "epub")) == text(capsule(made, "print"))


@pytest.mark.parametrize("edition", ["print", "epub"])
def test_a_capsule_is_signed_below_its_text(edition: str) -> None:
    shown = text(capsule(replace(FULL, title="A Wind"), edition, BARE))
    head, body, end = shown.partition("When “all of us” are dead")
    assert head.startswith("A Wind") and "1967 · Jacques Tati" in head
    assert body and "Ann Lee" not in head
    assert end.endswith("Ann Lee and Jörg Müller First published in The Gazette, 17 May 2024")


@pytest.mark.parametrize("edition", ["print", "epub"])
def test_letters_of_the_alphabet_stand_above_the_first_of_each(edition: str) -> None:
    book = replace(BOOK, parts=(Part("part", "", ALPHABET, layout="guide"),))
    initials = [
        etree.fromstring(each.xhtml).findtext('.//p[@class="initial"]') or ""
        for each in composed(book, edition).sections
        if each.kind == "review"
    ]
    assert initials == ["A", "B", "", "C"]


@pytest.mark.parametrize("edition", ["print", "epub"])
def test_lines_of_the_book_keep_its_direction_in_a_text_from_right_to_left(edition: str) -> None:
    made = replace(ALPHABET[0], title="טורפדו", lang="he", dir="rtl")
    root = etree.fromstring(capsule(made, edition))
    turned = ["".join(map(str, each.itertext())).strip() for each in root.iter("bdi")]
    assert root.get("dir") == "rtl"
    assert any("Jacques Tati" in each for each in turned)
    assert "Ann Lee" in turned


def test_the_e_book_knows_the_layout_of_each_review() -> None:
    for layout in ("run-on", "guide"):
        part = Part("part", "", (review("x", TEXT),), layout=layout)
        book = replace(BOOK, parts=(part,))
        found = {e: section(composed(book, e), "review-x").xhtml for e in ("print", "epub")}
        assert f'class="review {layout}"' in found["epub"]
        assert 'class="review"' in found["print"]
