"""Stars are drawn as the reviewer gave them, and spoken in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from anthology.book import Rating
from anthology.compose.stars import stars
from anthology.text.words import of_language

ENGLISH = of_language("en")


def rating(written: str, value: str | None, best: str | None = None) -> Rating:
    worst = Decimal(0) if best else None
    return Rating(
        written, Decimal(value) if value else None, Decimal(best) if best else None, worst
    )


@pytest.mark.parametrize(
    ("given", "name", "fills", "spoken"),
    [
        (
            rating("★★★½☆", "3.5", "5"),
            "stars-3.5-of-5.svg",
            (4, 4, 4, 2, 0),
            "3.5 out of 5 stars",
        ),
        (rating("★★★¾", "3.75"), "stars-3.75.svg", (4, 4, 4, 3), "3.75 stars"),
        (rating("½", "0.5", "5"), None, (), ""),
        (rating("★★★½", "3.5", "5"), "stars-3.5.svg", (4, 4, 4, 2), "3.5 stars"),
        (rating("⭐⭐⭐/5", "3", "5"), "stars-3-of-5.svg", (4, 4, 4, 0, 0), "3 out of 5 stars"),
        (rating("½★", "0.5", "4"), "stars-0.5.svg", (2,), "0.5 stars"),
        (rating("½☆☆☆", "0.5", "4"), "stars-0.5-of-4.svg", (2, 0, 0, 0), "0.5 out of 4 stars"),
        (rating("☆☆☆☆☆", "0", "5"), "stars-0-of-5.svg", (0,) * 5, "0 out of 5 stars"),
        (rating("1 star", "1"), "stars-1.svg", (4,), "1 star"),
        (rating("8 stars of 8", "8", "8"), "stars-8-of-8.svg", (4,) * 8, "8 out of 8 stars"),
        (rating("9.1/10", "9.1", "10"), None, (), ""),
        (rating("★★★⅓", "3.33"), None, (), ""),
        (rating("★★★★★★", "6", "5"), None, (), ""),
        (rating("B+", None), None, (), ""),
        (Rating("★", status="dnf"), None, (), ""),
    ],
)  # fmt: skip
def test_stars(given: Rating, name: str | None, fills: tuple[int, ...], spoken: str) -> None:
    row = stars(given)
    assert (row.name if row else None) == name
    if row:
        assert row.fills == fills
        assert row.in_words(ENGLISH) == spoken
