"""The words on the spine: as large as suits it, and never longer than it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import style
from anthology.book import Book
from anthology.compose.cover.spine import LARGEST, Line, line
from anthology.config import CoverTable
from anthology.press.sheet import plain_sheet

LONG = "The Choices of the Living, and What the Dead Would Have Said of Them"
ADVANCES = {"typescript": 0.6, "modern": 0.51}  # ems: Courier's, and the mean of Inter's


def spine(look: str, title: str, width: float) -> Line | None:
    book = Book(title, "book", (), publisher="The Northern Lantern Press")
    sheet = plain_sheet((432, 648), width, 9)
    return line(book, style.load(look, Path()), CoverTable(), sheet)


@pytest.mark.parametrize("look", ADVANCES)
@pytest.mark.parametrize("width", [16, 30, 70])
def test_a_long_title_is_no_longer_than_the_spine(look: str, width: float) -> None:
    found = spine(look, LONG, width)
    assert found is not None
    letters = len(found.title + found.publisher) * ADVANCES[look] + 3
    assert letters * found.size <= found.along


def test_a_thick_spine_has_larger_letters_and_keeps_room_beside_them() -> None:
    sizes = [
        found.size for width in (24, 40, 70, 110) if (found := spine("classic", "Rivers", width))
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] > 9
    assert sizes[2] == pytest.approx((70 - 9) * 0.25 + 10)
    assert sizes[3] <= LARGEST
