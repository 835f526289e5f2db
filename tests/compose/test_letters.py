"""Letters that ask for permission: who gets one, for what, in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from anthology.book import (
    Body,
    Book,
    Part,
    PartialDate,
    Permission,
    Person,
    Publication,
    Review,
    Rights,
    Work,
)
from anthology.compose.letters import Letter, by_holder, languages, letters
from anthology.report import NOWHERE, Refused

ANN, TOBIAS = Person("Ann Lee", "Lee, Ann"), Person("Tobias Renck", "Renck, Tobias")


def review(name: str, *reviewers: Person, lang: str = "en", rights: Rights | None = None) -> Review:
    return Review(
        f"review-{name}", NOWHERE, f"On {name}", Body("<p>x</p>"), reviewers=reviewers, lang=lang,
        rights=rights or Rights(),
    )  # fmt: skip


def book(*reviews: Review, language: str = "en") -> Book:
    return Book(
        "Late Shows", "late-shows", (Part("part", "", reviews),), language=language,
        editors=(Person("Ines Halvorsen", "Halvorsen, Ines"), ANN), publisher="The Lamp Press",
    )  # fmt: skip


def texts(found: Mapping[str, Letter]) -> dict[str, str]:
    return {name: letter.text for name, letter in found.items()}


def test_each_holder_is_asked_once_for_all_that_is_open() -> None:
    granted = Rights(permission=Permission.GRANTED)
    paper = Rights(holder="The Morning Paper", permission=Permission.REQUESTED)
    found = letters(
        book(
            review("Jaws", ANN),
            review("Ran", TOBIAS, ANN),
            review("M", ANN, rights=granted),
            review("Alien", TOBIAS, rights=paper),
        )
    )
    asked = {name: [each.title for each in letter.reviews] for name, letter in found.items()}
    assert asked == {
        "ann-lee.txt": ["On Jaws", "On Ran"],
        "tobias-renck.txt": ["On Ran"],
        "the-morning-paper.txt": ["On Alien"],
    }
    assert "On M" not in "".join(texts(found).values())


def test_reviews_that_nobody_signed_have_no_letter() -> None:
    unsigned = book(review("Jaws"))
    assert letters(unsigned) == {}
    assert [each.title for each in by_holder(unsigned.reviews)[""]] == ["On Jaws"]


def test_names_of_one_spelling_in_files_are_numbered() -> None:
    found = letters(book(review("A", Person("Ann Lee", "")), review("B", Person("Ann  Lée", ""))))
    assert list(found) == ["ann-lee.txt", "ann-lee-2.txt"]


def test_a_letter_says_what_it_asks_for() -> None:
    known = replace(
        review("Jaws", TOBIAS, rights=Rights(credit="© Tobias Renck")),
        work=Work("Jaws"),
        publication=Publication("The Lamp", PartialDate(2024, 5, 17)),
    )
    text = letters(book(known))["tobias-renck.txt"].text
    assert "“Late Shows”, edited by Ines Halvorsen and Ann Lee" in text
    assert "- “On Jaws”, on Jaws; first published in The Lamp, 17\u00a0May 2024\n" in text
    assert "The book will say: © Tobias Renck." in text
    assert "May we print it in this book" in text


@pytest.mark.parametrize(
    ("of_review", "of_book", "expected"),
    [
        ("de-AT", "en", "Guten Tag"),
        ("fr", "de", "Bonjour"),
        ("ja", "de", "Guten Tag"),
        ("ja", "ja", "Dear"),
    ],
)
def test_the_language_is_the_reviews_or_the_book_s(
    of_review: str, of_book: str, expected: str
) -> None:
    found = letters(book(review("Jaws", TOBIAS, lang=of_review), language=of_book))
    assert f"{expected} Tobias Renck" in found["tobias-renck.txt"].text


def test_reviews_in_two_languages_are_asked_for_in_the_book_s() -> None:
    both = book(review("A", ANN, lang="de"), review("B", ANN, lang="fr"), language="nl")
    assert "Beste Ann Lee" in letters(both)["ann-lee.txt"].text


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("bare", [False, True])
def test_every_language_can_say_all_of_it(language: str, bare: bool) -> None:
    given = replace(review("A", TOBIAS, lang=language), work=None if bare else Work("Jaws"))
    whole = book(given)
    if bare:
        whole = replace(whole, editors=(), publisher="")
    text = letters(whole)["tobias-renck.txt"].text
    assert "Late Shows" in text
    assert "On A" in text
    assert "None" not in text
    assert ("Jaws" in text) is not bare


def test_a_project_may_have_its_own_letter() -> None:
    own = "{{ holder }}: {% for each in reviews %}{{ each.title }}{% endfor %}"
    assert letters(book(review("A", ANN)), own)["ann-lee.txt"].text == "Ann Lee: On A\n"


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("{{ holde }}", "'holde' is undefined"),
        ("a\n{% if %}", "Expected an expression"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
    ],
)
def test_a_mistake_in_it_is_named(own: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as refused:
        letters(book(review("A", ANN)), own)
    assert refused.value.problems[0].place.path == "templates/letter.txt"
