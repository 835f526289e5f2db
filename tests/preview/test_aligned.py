"""A word of a page is found in its manuscript."""

from __future__ import annotations

from anthology.preview.aligned import aligned, plain, written

MANUSCRIPT = """---
title: The Ferry
rating: 4/5
---

It begins on the *pier*, at night.
Nobody speaks: "We wait."

It ends on the pier, [at dawn](https://example.org/dawn).
"""
PAGE = (
    "The Ferry Ann Lee 4 It begins on the pier at night Nobody speaks We wait "
    "It ends on the pier at dawn"
)


def line_of(word: int) -> int:
    text = written(MANUSCRIPT)
    return text.line(aligned(plain(PAGE), text.words).to_written(word))


def test_words_are_found_past_what_the_style_adds() -> None:
    words = plain(PAGE)
    assert line_of(words.index("begins")) == 6
    assert line_of(words.index("speaks")) == 7
    assert line_of(len(words) - 1) == 9
    assert line_of(words.index("ferry")) == 2


def test_the_way_back_is_the_same() -> None:
    text = written(MANUSCRIPT)
    pairs = aligned(plain(PAGE), text.words)
    assert plain(PAGE)[pairs.to_shown(text.first_of(9))] == "it"
    assert pairs.to_shown(text.first_of(9)) == plain(PAGE).index("ends") - 1
    assert pairs.to_shown(text.first_of(8)) == pairs.to_shown(text.first_of(9))


def test_letters_are_compared_without_accents_case_and_ligatures() -> None:
    assert plain("ﬁne CAFÉ, so\u00adft") == ("fine", "cafe", "soft")


def test_no_words_have_no_pairs() -> None:
    assert aligned((), ("a",)).to_written(3) == 0
    assert written("").line(0) == 1
