"""The web addresses of links, listed below a text where the style wants them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import BOOK, CLASSIC, review

from anthology.book import Part
from anthology.compose import compose
from anthology.compose.links.address_notes import with_notes
from anthology.compose.links.addresses import with_list
from anthology.config import Settings

TEXT = (
    '<p>See <a href="https://e.org/a?x=1&amp;y=2">the <em>essay</em></a>, '
    '<a href="https://e.org/">e.org</a>, <a href="https://e.org/12">12</a>, '
    '<a href="https://e.org/a?x=1&amp;y=2">again</a> and <a href="#x">there</a>.</p>'
)


def test_each_address_is_listed_once_by_its_words() -> None:
    listed = with_list(TEXT).removeprefix(TEXT)
    assert listed.count("<li>") == 2
    assert '<li>the essay: <a href="https://e.org/a?x=1&amp;y=2"><span' in listed
    assert "<li>12: " in listed
    assert with_list("<p>No links.</p>") == "<p>No links.</p>"


@pytest.mark.parametrize(("edition", "addresses", "shown"), [
    ("print", "listed", True), ("screen", "listed", True), ("print", "noted", False),
    ("epub", "listed", False), ("print", "hidden", False),
])  # fmt: skip
def test_the_style_decides(edition: str, addresses: str, shown: bool) -> None:
    settings = CLASSIC.settings.model_copy(update={"addresses": addresses})
    book = replace(BOOK, parts=(Part("part-1", "", (review("one", TEXT),)),))
    composed, _ = compose(book, replace(CLASSIC, settings=settings), Settings(), edition)
    text = next(each.xhtml for each in composed.sections if each.id == "review-one")
    assert ('class="addresses"' in text) == shown


def test_each_address_has_one_note_with_a_letter() -> None:
    noted = with_notes(TEXT, "r")
    assert noted.count('href="#r-address-a">a</a>') == 2
    assert noted.count('class="note of-address"') == 2
    assert 'essay</em></a><a class="note-call of-address" href="#r-address-a">a</a>, ' in noted
    assert with_notes("<p>No links.</p>", "r") == "<p>No links.</p>"


def test_letters_go_on_after_z() -> None:
    links = " ".join(f'<a href="https://e.org/{n}">w</a>' for n in range(54))
    noted = with_notes(f"<p>{links}</p>", "r")
    assert '">z</a>' in noted
    assert '">aa</a>' in noted
    assert noted.count('">bb</a>') == 1


def test_notes_stand_in_the_order_of_their_calls() -> None:
    link = '<a href="https://e.org/n">n</a>'
    note = f'<aside class="note" id="r-note-1"><a href="#r-ref-1">1</a> {link}.</aside>'
    text = (
        '<p><a href="https://e.org/1">w</a>'
        ' <a class="note-call" id="r-ref-1" href="#r-note-1">1</a>'
        f' <a href="https://e.org/2">x</a></p>\n<section class="notes">{note}</section>'
    )
    noted = with_notes(text, "r").partition('<section class="notes">')[2]
    assert noted.index("e.org/1") < noted.index("r-note-1") < noted.index("e.org/2")
    assert 'n</a><span class="address-reference"> (<a href="https://e.org/n">' in noted


def test_a_text_from_right_to_left_has_a_list() -> None:
    settings = CLASSIC.settings.model_copy(update={"addresses": "noted"})
    one = replace(review("one", TEXT), lang="he", dir="rtl")
    book = replace(BOOK, parts=(Part("part-1", "", (one,)),))
    composed, _ = compose(book, replace(CLASSIC, settings=settings), Settings(), "print")
    text = next(each.xhtml for each in composed.sections if each.id == "review-one")
    assert 'class="addresses"' in text
