"""Reprints are read again: whether each page is whole, where it is to be on its sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pypdfium2

from anthology.edition import Printed
from anthology.pdf.reading import PdfPage, reading
from anthology.pdf.reprints.galley import DIGITS, baselines, is_printed
from anthology.press.fold import Fold
from anthology.report import NOWHERE, Problem, error

Letters = Counter[str]


def of_booklet(fold: Fold, pages: bytes, sheets: bytes) -> tuple[Problem, ...]:
    """Errors for the pages of a book whose letters are not on their half of a sheet."""
    book = pypdfium2.PdfDocument(pages)
    found = _halves(fold, pypdfium2.PdfDocument(sheets))
    lost = [page for page, own in found if page <= len(book) and own != _letters(book[page - 1])]
    if not lost:
        return ()
    others = f", and {len(lost) - 1:,} more," if len(lost) > 1 else ""
    message = f"page {min(lost)}{others} is not whole on its sheet"
    return (error(NOWHERE, message, "Name a smaller trim in [press], or larger sheets as paper."),)


def of_galley(printed: Printed, furniture: bytes, proof: bytes) -> tuple[Problem, ...]:
    """Errors for the pages of a book that are not whole in its galley proof, or lack numbers.

    A sheet has the letters of its page and of the head of all sheets, and the lines' numbers.
    """
    book = pypdfium2.PdfDocument(printed.pdf)
    head = _letters(pypdfium2.PdfDocument(furniture)[DIGITS])
    with reading(printed.pdf) as read:
        shown = [(n, page) for n, page in enumerate(read.pages) if is_printed(page)]
        numbers = {n: _numbers(page, printed.margins.get(n)) for n, page in shown}
        sheets = map(_letters, pypdfium2.PdfDocument(proof))  # the slip comes after them
        wrong = [
            page.label
            for n, page in shown
            if next(sheets, None) != _letters(book[n]) + head + numbers[n]
        ]
    message = (
        "page {} is not whole in the proof, or lines lack numbers, which is a bug in Anthology"
    )
    return tuple(error(NOWHERE, message.format(label)) for label in wrong)


def _numbers(page: PdfPage, margin: tuple[float, float] | None) -> Letters:
    count = len(baselines(page.content.line_places, margin))
    return Counter("".join(map(str, range(1, count + 1))))


def _halves(fold: Fold, sheets: pypdfium2.PdfDocument) -> Iterator[tuple[int, Letters]]:
    """Each page, from 1, that is to be on half a sheet, and the letters that are there."""
    width, height = fold.size
    sides = (side for each in fold.booklets for sheet in each for side in (sheet.front, sheet.back))
    for sheet, (left, right) in zip(sheets, sides, strict=True):
        yield left, _letters(sheet, (0.0, 0.0, width / 2, height))
        yield right, _letters(sheet, (width / 2, 0.0, width, height))


def _letters(
    page: pypdfium2.PdfPage, area: tuple[float, float, float, float] | None = None
) -> Letters:
    """How often each letter or digit is on a page, or in an area of it.

    Of other characters PDFium does not always read the same: a hyphen at the end of a line, one
    of two brackets in text from right to left.
    """
    text = page.get_textpage()
    words = text.get_text_bounded(*area) if area else text.get_text_range()
    return Counter(filter(str.isalnum, words))
