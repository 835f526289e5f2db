"""Sorting and slugs by language."""

from __future__ import annotations

import pytest

from anthology.text import sort_keys


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("sv", ["Adam", "Zorn", "Åberg", "Änglar", "Öberg"]), ("de", ["Adam", "Änne", "Zorn"]),
        ("da", ["Zorn", "Æble", "Ø", "Åse"]), ("es", ["Nuria", "Nz", "Ñandú", "Oca"]),
        ("cs", ["Cyril", "Čapek", "Hynek", "Chalupa", "Ivan"]),
        ("pl", ["Lz", "Łoś", "Mak", "Zz", "Źródło", "Żaba"]),
        ("hr", ["Cz", "Čavao", "Ćup", "Dz", "Džep", "Đak", "Lz", "Ljeto"]),
        ("hu", ["Cukor", "Czakó", "Csaba", "Oz", "Öröm", "Őz"]),
        ("tr", ["Hz", "Irmak", "İzmir", "Oz", "Öykü"]), ("uk", ["Гз", "Ґанок", "Дім"]),
        ("ro", ["Sz", "Școală", "Tz", "Țara"]), ("ru", ["Ёж", "Жук", "Ия", "Йод"]),
    ],
)  # fmt: skip
def test_letters_are_sorted_by_language(language: str, ordered: list[str]) -> None:
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=lambda t: sort_keys.natural(t, language)) == ordered


@pytest.mark.parametrize(
    ("title", "language", "letter"),
    [("Åberg", "sv", "Å"), ("åberg", "sv", "Å"), ("Åberg", "en", "A"), ("Chalupa", "cs", "CH"),
     ("Änne", "de", "A"), ("2001", "sv", "#")],
)  # fmt: skip
def test_initials(title: str, language: str, letter: str) -> None:
    assert sort_keys.initial(title, language) == letter


@pytest.mark.parametrize(
    ("title", "language", "rest"),
    [("L’Avventura", "it", "Avventura"), ("A fehér", "hu", "fehér"), ("Το κύμα", "el", "κύμα"),
     ("القصة", "ar", "قصة"), ("The Wave", "tlh", "The Wave"), ("Els dies", "ca", "dies"),
     ("Das Boot", "en", "Boot"), ("L’Avventura", "de", "Avventura"), ("The Wave", "fr", "Wave"),
     ("Die Hard", "en", "Die Hard"), ("La La Land", "en", "La La Land"),
     ("Lesson", "en", "Lesson")],
)  # fmt: skip
def test_articles_of_many_languages(title: str, language: str, rest: str) -> None:
    assert sort_keys.without_article(title, language) == rest


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Война и мир", "voyna-i-mir"), ("千与千寻", "qian-yu-qian-xun"), ("Ωδή", "odi"),
     ("기생충", "gisaengchung"), ("Élan vital", "elan-vital"), ("Straße", "strasse"),
     ("قصة", "qsh"), ("!!!", "book"), ("CON", "con-book"), ("Don't", "dont")],
)  # fmt: skip
def test_slugs_are_readable(title: str, slug: str) -> None:
    assert sort_keys.slug(title, "book") == slug
