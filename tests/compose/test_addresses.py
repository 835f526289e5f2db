"""The web addresses of links, listed below a text where the style wants them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import BOOK, CLASSIC, review

from anthology.book import Part
from anthology.compose import compose
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
    ("print", "listed", True), ("screen", "listed", True),
    ("epub", "listed", False), ("print", "hidden", False),
])  # fmt: skip
def test_the_style_decides(edition: str, addresses: str, shown: bool) -> None:
    settings = CLASSIC.settings.model_copy(update={"addresses": addresses})
    book = replace(BOOK, parts=(Part("part-1", "", (review("one", TEXT),)),))
    composed, _ = compose(book, replace(CLASSIC, settings=settings), Settings(), edition)
    text = next(each.xhtml for each in composed.sections if each.id == "review-one")
    assert ('class="addresses"' in text) == shown
