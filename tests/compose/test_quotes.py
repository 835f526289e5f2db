"""Marks and spaces that depend on what stands around them, by language: the right values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anthology.compose.typography.punctuation import smarten, typeset
from anthology.compose.typography.quotes import of_elements

TABLE = Path(__file__).with_name("marks.txt").read_text("utf-8")


def places() -> list[tuple[str, str, str]]:
    """The language, what is written, and what is printed."""
    bare = re.sub(r"^#.*\n", "", TABLE, flags=re.MULTILINE)
    lines = [
        line.replace("~", "\u00a0").replace("¬", "\u202f") for line in bare.split("\n") if line
    ]
    return list(zip(lines[::3], lines[1::3], lines[2::3], strict=True))


@pytest.mark.parametrize(("lang", "written", "printed"), places())
def test_what_stands_around_decides(lang: str, written: str, printed: str) -> None:
    set_ = typeset if written.startswith("<") else smarten
    assert set_(written, lang) == printed
    assert set_(printed, lang) == printed


TEXTS = st.text(alphabet="aB9 \"'-–—.…«»“”‘’„;:!?()@/\u00a0\u202f", max_size=8)
TAGS = st.sampled_from(["<em>", "</em>", "<i>", "</i>"])
LANGUAGES = st.sampled_from(["en", "de", "fr", "fr-CA", "sv", "pl", "it", "ru"])


@example(["-", "<em>", "-"], "en")
@given(st.lists(st.one_of(TEXTS, TAGS), max_size=12), LANGUAGES)
def test_tags_inside_a_sentence_change_nothing(pieces: list[str], lang: str) -> None:
    plain = "".join(piece for piece in pieces if not piece.startswith("<"))
    assert re.sub(r"<[^>]*>", "", typeset("".join(pieces), lang)) == smarten(plain, lang)


@given(st.lists(st.one_of(TEXTS, TAGS), max_size=12), LANGUAGES)
def test_the_tags_stay(pieces: list[str], lang: str) -> None:
    written = "".join(pieces)
    assert re.findall(r"<[^>]*>", typeset(written, lang)) == re.findall(r"<[^>]*>", written)


QUOTATIONS = [
    ("en", "<p>A <q>b <q>c</q></q>.</p>", "<p>A “b ‘c’”.</p>"),
    ("fr", "<p>A <q>b</q>.</p>", "<p>A «\u202fb\u202f».</p>"),
    ("en", '<p lang="de"><q>b</q> c</p><q>d</q>', '<p lang="de">„b“ c</p>“d”'),
    ("en", '<p><q lang="de">b <q>c</q></q></p>', '<p>“<span lang="de">b ‚c‘</span>”</p>'),
    ("en", "<p>A <q/>b<br/><q>c</q></p>", "<p>A b<br/>“c”</p>"),
    ("ja", "<p><q>b</q></p>", "<p>“b”</p>"),  # as everywhere in such a text
]


@pytest.mark.parametrize(("lang", "written", "marked"), QUOTATIONS)
def test_quotations_of_html_have_marks(lang: str, written: str, marked: str) -> None:
    """In the text, where it is seen whether a font has them; those of a browser are not."""
    assert of_elements(written, lang) == marked
