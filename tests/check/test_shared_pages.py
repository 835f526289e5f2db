"""What stands on a page that several sections share belongs to one of them."""

from __future__ import annotations

import pytest

from anthology.check.collation.shared_pages import owner
from anthology.edition import Mark
from anthology.pdf.reading import Place

FIRST = (Mark("a", 0, 0, 0), Mark("a", 48, 80, 250), Mark("b", 277, 200, 480))
GOING_ON = (Mark("a", 0, 0, 0, backwards=True), Mark("b", 48, 80, 250, backwards=True))


@pytest.mark.parametrize(
    ("place", "section"),
    [((60, 90), "a"), ((290, 90), "a"), ((60, 700), "a"), ((290, 210), "b"), ((450, 700), "b")],
)
def test_columns_follow_each_other_from_the_left(place: tuple[int, int], section: str) -> None:
    assert owner(Place(*place), FIRST) == section


def test_a_long_number_hangs_in_the_margin_of_its_own_text() -> None:
    marks = (Mark("a", 0, 0, 0), Mark("a", 51, 72, 480), Mark("b", 51, 544, 480))
    assert owner(Place(30, 629), marks) == "b"
    assert owner(Place(30, 200), marks) == "a"


@pytest.mark.parametrize(
    ("place", "section"),
    [((273, 90), "a"), ((450, 700), "a"), ((60, 90), "b"), ((254, 300), "b"), ((54, 700), "b")],
)
def test_columns_follow_each_other_from_the_right(place: tuple[int, int], section: str) -> None:
    assert owner(Place(*place), GOING_ON) == section
