"""What a page reference shows, from round to round."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from anthology.pdf.model import Spot
from anthology.pdf.typeset.references import fill, places, shown

TEXT = (
    '<p>A<span class="page-reference" id="s-see-1"> (p. <a class="folio" href="#t"></a>)</span>, '
    'b<span class="page-reference" id="s-see-2"> (p. <a class="folio" href="#t"></a>)</span></p>'
)


def filled(folios: dict[str, str]) -> str:
    text = ET.fromstring(TEXT)
    fill(text, folios)
    return "".join(text.itertext())


def test_nothing_is_shown_on_the_page_itself() -> None:
    found = shown(TEXT, {"s-see-1": "1", "s-see-2": "2", "t": "2"}, {})
    assert filled(found) == "A (p. 2), b"


@pytest.mark.parametrize("at", ["1", "2"])
def test_one_with_a_direction_of_its_own_is_shown_in_the_same_way(at: str) -> None:
    turned = TEXT.replace("(p. ", '<bdi dir="rtl">(').replace(")</span>", ")</bdi></span>")
    found = shown(turned, {"s-see-1": at, "s-see-2": "2", "t": "2"}, {})
    text = ET.fromstring(turned)
    fill(text, found)
    assert "".join(text.itertext()) == {"1": "A (2), b", "2": "A, b"}[at]


def test_sections_do_not_depend_on_pages_they_do_not_show() -> None:
    found = shown(TEXT, {"s-see-1": "2", "s-see-2": "2", "t": "2"}, {})
    assert "t" not in found
    assert found == shown(TEXT, {"s-see-1": "7", "s-see-2": "7", "t": "7"}, {})


def test_a_reference_that_came_back_stays() -> None:
    here, there = ({"s-see-1": "2", "s-see-2": at, "t": "2"} for at in "23")
    hidden = shown(TEXT, here, {})
    back = shown(TEXT, there, hidden)
    assert filled(back) == "A, b (p. 2)"
    assert filled(shown(TEXT, here, back)) == "A, b (p. 2)"


def test_a_page_that_is_nowhere_is_not_shown() -> None:
    assert filled(shown(TEXT, {"s-see-1": "1", "s-see-2": "2"}, {})) == "A, b"


def test_collation_learns_that_a_reference_is_shown_anywhere() -> None:
    spots = {"s-see-1": Spot(0, 0, 0), "s-see-2": Spot(0, 0, 0), "t": Spot(0, 0, 0)}
    hidden = shown(TEXT, {"s-see-1": "1", "s-see-2": "2", "t": "2"}, {})
    assert places(spots, hidden) == spots
    back = shown(TEXT, {"s-see-1": "1", "s-see-2": "3", "t": "2"}, hidden)
    assert list(places(spots, back)) == ["s-see-1", "t"]
    assert shown(TEXT, {"s-see-1": "1", "t": "2"}, back) == back
