"""A thick book has room inside, whether that was foreseen or found, and no more than it needs."""

from __future__ import annotations

import pypdfium2
import pytest
from books import edition, printed, review

from anthology.config import PressTable
from anthology.pdf import pipeline
from anthology.press import rules

ROOMY = ((3, 20.0), (10_000, 90.0))  # points by pages: more than any style's own


def inner_margins(pdf: bytes) -> list[float]:
    """The least distance of a character from the inner edge, points, for each page with text."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        boxes = [box for box in boxes if box[2] > box[0]]
        left, _, right, _ = page.get_trimbox()
        if boxes:
            starts, ends = min(box[0] for box in boxes), max(box[2] for box in boxes)
            found.append(right - ends if number % 2 else starts - left)
    return found


@pytest.mark.parametrize("pages", [1, 150, 151, 301, 501, 701, 4100])
def test_more_pages_never_ask_for_less(pages: int) -> None:
    one, two = (rules.gutter(PressTable(), each) for each in (pages, pages + 1))
    assert 27.0 <= one <= two <= 63.0


@pytest.mark.slow
def test_it_is_the_same_book_whether_foreseen_or_found(monkeypatch: pytest.MonkeyPatch) -> None:
    book = edition(*(review(number, 4) for number in range(1, 7)))
    narrow = printed(book).pdf
    monkeypatch.setattr(rules, "GUTTERS", ROOMY)
    found = printed(book).pdf
    monkeypatch.setattr(pipeline, "THICK", 0)
    assert printed(book).pdf == found != narrow
    assert min(inner_margins(narrow)) < 80
    assert min(inner_margins(found)) > 85  # signs hang a little outside


@pytest.mark.slow
def test_what_was_foreseen_too_wide_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    book = edition(*(review(number) for number in range(1, 4)))
    wanted = printed(book).pdf
    monkeypatch.setattr(pipeline, "THICK", 0)
    monkeypatch.setattr(pipeline, "_likely_gutter", lambda *_: 90.0)
    assert printed(book).pdf == wanted
