"""The book's own words: every language has all of them, with the same places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from anthology.arrange.headings import headings
from anthology.book import PartialDate
from anthology.compose.dates import in_words
from anthology.compose.stars import Stars
from anthology.epub.labels import labels_of
from anthology.text import words
from anthology.text.names import joined

ENGLISH = words.of_language("en")
OPTIONAL = ("and_before.", "alphabet.", "stars.")  # a matter of the language's grammar
PLACE = re.compile(r"\{\w+\}")


def entries(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from entries(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def test_there_are_words_in_many_languages() -> None:
    wanted = "en de fr es it pt nl sv da nb fi pl cs hu ro ru uk tr el ca hr he ar ja zh ko"
    assert words.languages() >= set(wanted.split())


@pytest.mark.parametrize("language", sorted(words.languages()))
def test_each_language_has_all_words(language: str) -> None:
    found = dict(entries(words.of_language(language)))
    english = dict(entries(ENGLISH))
    unknown = [key for key in found.keys() - english.keys() if not key.startswith(OPTIONAL)]
    assert not english.keys() - found.keys()
    assert not unknown
    for key, value in english.items():
        assert type(found[key]) is type(value), key
        if isinstance(value, str) and not key.startswith("stars."):
            assert set(PLACE.findall(str(found[key]))) == set(PLACE.findall(value)), key
            assert str(found[key]).strip(), key
    assert len(words.of_language(language)["months"]) == 12
    assert len(words.of_language(language)["months_after_day"]) == 12


def test_labels_and_headings_are_in_the_same_file() -> None:
    for language in words.languages():
        assert labels_of(language).contents == words.of_language(language)["contents"]
        assert headings(language).kind("film") == words.of_language(language)["parts"]["film"]


def test_tags_lead_to_the_file_of_their_language() -> None:
    assert words.of_language("de-AT") is words.of_language("de")
    assert words.of_language("PT-br") is words.of_language("pt")
    assert words.of_language("nn") is words.of_language("nb")
    assert words.of_language("tlh") is ENGLISH
    assert not words.is_known("tlh")


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "1\u00a0May 2024", "May 2024"), ("fr", "1er\u00a0mai 2024", "mai 2024"),
        ("de", "1.\u00a0Mai 2024", "Mai 2024"), ("fi", "1.\u00a0toukokuuta 2024", "toukokuu 2024"),
        ("pl", "1\u00a0maja 2024", "maj 2024"), ("ru", "1\u00a0мая 2024", "май 2024"),
        ("hu", "2024. május 1.", "2024. május"), ("ja", "2024年5月1日", "2024年5月"),
        ("ca", "1\u00a0de maig de 2024", "maig de 2024"), ("he", "1\u00a0במאי 2024", "מאי 2024"),
        ("ko", "2024년 5월 1일", "2024년 5월"), ("it", "1º\u00a0maggio 2024", "maggio 2024"),
        ("hr", "1.\u00a0svibnja 2024.", "svibanj 2024."), ("el", "1\u00a0Μαΐου 2024", "Μάιος 2024"),
    ],
)  # fmt: skip
def test_dates(language: str, day: str, month: str) -> None:
    assert in_words(PartialDate(2024, 5, 1), words.of_language(language)) == day
    assert in_words(PartialDate(2024, 5), words.of_language(language)) == month


@pytest.mark.parametrize(
    ("language", "stars", "spoken"),
    [
        ("ru", 1, "1 звезда"), ("ru", 3, "3 звезды"), ("ru", 5, "5 звёзд"),
        ("ru", "3.5", "3,5 звезды"), ("pl", 4, "4 gwiazdki"), ("pl", 5, "5 gwiazdek"),
        ("cs", "2.5", "2,5 hvězdičky"), ("fr", "1.5", "1,5 étoile"), ("fr", "2.5", "2,5 étoiles"),
        ("ar", 2, "نجمتان"), ("ar", 4, "4 نجوم"), ("he", 2, "שני כוכבים"), ("ja", 3, "星3つ"),
        ("hu", 3, "3 csillag"), ("en", 1, "1 star"), ("en", 0, "0 stars"),
    ],
)  # fmt: skip
def test_plural_forms_of_stars(language: str, stars: int | str, spoken: str) -> None:
    row = Stars(int(Decimal(stars) * 4), None)
    assert row.in_words(words.of_language(language)) == spoken


@pytest.mark.parametrize(
    ("language", "names", "list_"),
    [
        ("en", ["A", "B", "C"], "A, B and C"), ("es", ["Juan", "Inés"], "Juan e Inés"),
        ("es", ["Juan", "Hiedra"], "Juan y Hiedra"), ("es", ["Ana", "Yolanda"], "Ana y Yolanda"),
        ("it", ["Ugo", "Elena"], "Ugo ed Elena"), ("he", ["דן", "רות"], "דן ורות"),
        ("ar", ["سمير", "ليلى", "نور"], "سمير، ليلى ونور"), ("ja", ["A", "B", "C"], "A、B、C"),
    ],
)  # fmt: skip
def test_lists_of_names(language: str, names: list[str], list_: str) -> None:
    assert joined(names, words.of_language(language)) == list_
