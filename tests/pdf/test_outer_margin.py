"""What reaches into the outer margin does so on right-hand pages and on left-hand ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from books import BOOK, WORDS, edition, section

from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Printed, Section
from anthology.pdf import publish
from anthology.pool import Pool

REACH = 30.0  # points
HANG = 4  # points: signs of punctuation
WIDE = "A Title as Wide as Can Be "
CSS = f"""
h1 {{ margin-right: -{REACH}pt; text-align: justify; text-indent: 0; hyphens: manual }}
section.review {{ break-before: page !important }}
"""


def opened(number: int, **more: Any) -> Section:
    """A review of a page; its title has several lines."""
    text = f"<h1>{WIDE * 5}</h1><p>{WORDS}</p>"
    return replace(section(f"review-{number}", "review", text), **more)


def published(*sections: Section, language: str = "en") -> Printed:
    settings = Settings.model_validate({"book": {"language": language}})
    with Pool(0) as pool:
        return publish(edition(*sections, css=CSS), BOOK, settings, pool, Cache(None))


def reach(page: pypdfium2.PdfPage) -> tuple[int, int]:
    """How far the largest letters reach beyond the others, at the left and the right."""
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    boxes = [box for box in boxes if box[2] > box[0] and 60 < box[1] < page.get_height() - 60]
    foot = min(box[1] for box in boxes) + 14 * 5
    high = [box for box in boxes if box[1] > foot]
    low = [box for box in boxes if box[1] <= foot]
    left = min(box[0] for box in low) - min(box[0] for box in high)
    right = max(box[2] for box in high) - max(box[2] for box in low)
    return round(left), round(right)


def assert_outside(found: Printed, *outer: str) -> None:
    """The title of each page reaches over its text at the side that is named, and only there."""
    pages = [reach(page) for page in list(pypdfium2.PdfDocument(found.pdf))[: len(outer)]]
    for (left, right), side in zip(pages, outer, strict=True):
        inside, outside = (right, left) if side == "left" else (left, right)
        assert abs(outside - REACH) <= HANG
        assert abs(inside) <= HANG


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("language", "outer"),
    [("en", ("right", "left", "right")), ("he", ("left", "right", "left"))],
)
def test_a_title_reaches_into_the_outer_margin(
    language: str, outer: tuple[str, ...], way: str
) -> None:
    reviews = (opened(number, dir=way) for number in range(1, 4))
    assert_outside(published(*reviews, language=language), *outer)


def test_so_it_does_where_reviews_share_pages() -> None:
    shared = (opened(number, flow="part", layout="run-on") for number in range(2, 5))
    found = published(opened(1), *shared)  # the flow begins on a left-hand page
    assert_outside(found, "right", "left", "right", "left")
