"""Words are divided where Pyphen divides them, though few of its patterns are parsed."""

from __future__ import annotations

import pyphen
import pytest

from anthology.pdf.engine.fast.hyphenation import Patterns, prepare

WORDS = ["Donaudampfschiff", "asszonnyal", "naïef", "opaatje", "l’après-midi", "paral·lel", "x"]


def positions(patterns: pyphen.HyphDict, word: str) -> list[tuple[int, object]]:
    return [(int(each), each.data) for each in patterns.positions(word)]


@pytest.mark.parametrize("lang", ["en_US", "de_DE", "hu_HU", "fr", "ru_RU", "nl_NL", "ca"])
def test_they_are_divided_as_by_pyphen(lang: str) -> None:
    path = pyphen.LANGUAGES[lang]
    theirs, ours = pyphen.HyphDict(path), Patterns(path)
    assert ours.patterns.keys() == theirs.patterns.keys()
    parts = [name.strip(".") for name in sorted(theirs.patterns)[:: len(theirs.patterns) // 200]]
    made = ["".join(parts[i : i + 3]) for i in range(0, len(parts), 3)]
    for word in (*WORDS, *made):
        assert positions(ours, word) == positions(theirs, word)
    assert sum(isinstance(each, str) for each in ours.patterns.values()) > len(ours.patterns) / 4


def test_pyphen_takes_what_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyphen, "hdcache", {})
    prepare("de")
    assert isinstance(pyphen.Pyphen(lang="de").hd, Patterns)
    assert pyphen.Pyphen(lang="de").inserted("Übergänge") == "Über-gän-ge"
