"""Greek capitals have no accents, and a dialytika where an accent parted two vowels."""

from __future__ import annotations

import unicodedata

import pytest

from anthology.check.collation.letters import letters
from anthology.pdf.engine.letters.capitals import uppercase

GREEK = [
    ("Άυλος έυ τσάι ρόιδι", "ΑΫΛΟΣ ΕΫ ΤΣΑΪ ΡΟΪΔΙ"),
    ("προϊόν καΐκι ΐ", "ΠΡΟΪΟΝ ΚΑΪΚΙ Ϊ"),
    ("ευρύς, και η αυγή", "ΕΥΡΥΣ, ΚΑΙ Η ΑΥΓΗ"),
    ("αυτός ή η «ή» ήλιος", "ΑΥΤΟΣ Ή Η «Ή» ΗΛΙΟΣ"),
    ("ᾠδή τῇ Ἀθηνᾷ, θεῖος υἱός", "ΩΙΔΗ ΤΗΙ ΑΘΗΝΑΙ, ΘΕΙΟΣ ΥΙΟΣ"),
    ("Café straße", "CAFÉ STRASSE"),
]


@pytest.mark.parametrize(("words", "capitals"), GREEK)
def test_greek_capitals(words: str, capitals: str) -> None:
    assert uppercase(words, "el") == capitals
    assert uppercase(unicodedata.normalize("NFD", words), "grc") == capitals
    assert letters(words) == letters(capitals)


def test_other_languages_are_as_they_were() -> None:
    assert uppercase("iı ήλιος", "tr") == "İI ΉΛΙΟΣ"
    assert uppercase("café", "fr") == "CAFÉ"
