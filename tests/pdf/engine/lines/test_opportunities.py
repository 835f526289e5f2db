"""Where words may be divided."""

from __future__ import annotations

from itertools import pairwise

import pytest

from anthology.pdf.engine.lines.opportunities import divisions


@pytest.mark.parametrize(
    ("word", "lang", "parts"),
    [
        ("doesn't", "en_US", ["doesn't"]),
        ("couldn’t", "en_US", ["couldn’t"]),
        ("nevertheless", "en_US", ["nev", "er", "the", "less"]),
        ("l’homme", "fr", ["l’homme"]),
        ("l’enfance", "fr", ["l’en", "fance"]),
    ],
)
def test_apostrophes_are_no_letters(word: str, lang: str, parts: list[str]) -> None:
    places = (0, *divisions(word, lang, 2, 3), len(word))
    assert [word[a:b] for a, b in pairwise(places)] == parts
