"""What of a printed page stands outside its type area: words in margins, lines below the last."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from anthology.style.css.values import Page

HANG = 0.7  # of the size: hanging punctuation, and a letter that overhangs
DEEP = 0.35  # of the size: what hangs below the last line
SAME = 0.1  # points by which sizes differ in a PDF
CLEAR = 18.0  # points from the trim to any letter
LINE = 3.0  # points: baselines of one line of a head in two faces differ by less


@dataclass(frozen=True)
class Letter:
    """A letter in points from the trim: left, right, top, bottom, and its baseline and size."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float


def strays(pdf: bytes, area: Page, *, reach: float = 0.0, size: float = 0.0) -> list[str]:
    """Letters that stand where none should: the page, what is wrong, and the words.

    Heads and folios stand above and below the area, each in one line, and are no smaller than
    `size`. The style may use `reach` of the outer margin.
    """
    found: list[str] = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        left = area.inner if number % 2 else area.outer
        sides = (
            (left, left + area.width + reach) if number % 2 else (left - reach, left + area.width)
        )
        letters = list(_letters(page))
        wrong: dict[str, list[Letter]] = {}
        for letter in letters:
            if reason := _reason(letter, area, sides, size):
                wrong.setdefault(reason, []).append(letter)
        found += [
            f"page {number}: a head or a folio has several lines"
            for lines in _furniture(letters, area)
            if max(lines, default=0) - min(lines, default=0) > LINE
        ]
        found += [f"page {number}: {key}: {_words(value)}" for key, value in wrong.items()]
    return found


def _reason(letter: Letter, area: Page, sides: tuple[float, float], size: float) -> str:
    """What is wrong with the place of a letter, "" if nothing is."""
    hang, last = HANG * letter.size, area.top + area.height
    inside = area.top + 1 <= letter.base <= last + 1
    if letter.left < sides[0] - hang or letter.right > sides[1] + hang:
        return "beside the type area"
    if inside and letter.bottom > last + DEEP * letter.size:
        return "below the type area"
    if not inside and letter.size < size - SAME and letter.text.isalnum():
        return "too small"
    if letter.top < CLEAR:
        return "at the edge"
    return ""


def _furniture(letters: list[Letter], area: Page) -> tuple[list[float], list[float]]:
    """The baselines above the area and below it."""
    last = area.top + area.height + 1
    above = [letter.base for letter in letters if letter.base < area.top + 1]
    return above, [letter.base for letter in letters if letter.base > last]


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    left, _, _, top = page.get_trimbox()
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, number)
        if chr(code).isspace() or code < 32:
            continue
        box = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
        origin = [ctypes.c_double() for _ in range(2)]
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetCharBox(text.raw, number, *box)
        raw.FPDFText_GetCharOrigin(text.raw, number, *origin)
        raw.FPDFText_GetMatrix(text.raw, number, matrix)
        if matrix.b or box[1].value <= box[0].value:  # of a turned table, or without ink
            continue
        size = raw.FPDFText_GetFontSize(text.raw, number) * abs(matrix.d)
        across = (box[0].value - left, box[1].value - left)
        down = (top - box[3].value, top - box[2].value, top - origin[1].value)
        yield Letter(chr(code), *across, *down, size)


def _words(letters: list[Letter]) -> str:
    return "".join(letter.text for letter in letters)[:60]
