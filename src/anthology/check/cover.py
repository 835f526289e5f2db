"""The printed cover is read again: whether all its words are there, and stand where they may."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from anthology.check.sheets import LETTER, lost_letters
from anthology.edition import Edition
from anthology.press.sheet import Box, Sheet
from anthology.report import NOWHERE, Problem, error, warning

NEAR = 1.0  # points that a letter's box may reach beyond its ink

Letters = list[tuple[str, Box]]


def of_cover(edition: Edition, sheet: Sheet, pdf: bytes) -> tuple[Problem, ...]:
    """What of the words is missing in the PDF, too near to its edge, or on the barcode."""
    letters = _letters(pdf)
    return (*_missing(edition, letters), *_misplaced(sheet, letters))


def _letters(pdf: bytes) -> Letters:
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    found = []
    for number, letter in enumerate(whole):
        if LETTER.match(letter):
            left, bottom, right, top = text.get_charbox(number)
            found.append((letter, Box(left, bottom, right - left, top - bottom)))
    return found


def _missing(edition: Edition, letters: Letters) -> Iterator[Problem]:
    if lost := lost_letters(edition, "".join(letter for letter, _ in letters)):
        message = f"letters of the cover are not in its PDF: {lost[:40]}"
        yield error(NOWHERE, message, "Shorten the texts, or change cover.css of the style.")


def _misplaced(sheet: Sheet, letters: Letters) -> Iterator[Problem]:
    trim = sheet.trim
    area = Box(trim.x + NEAR, trim.y + NEAR, trim.width - 2 * NEAR, trim.height - 2 * NEAR)
    outside = [letter for letter, box in letters if not _inside(box, area)]
    if outside:
        message = f"words on the cover would be cut off: “{''.join(outside)[:30]}”"
        yield error(NOWHERE, message, "Shorten the text on the back, or change the style.")
    on_code = [letter for letter, box in letters if _inside(box, _code(sheet))]
    if any(not letter.isdecimal() for letter in on_code):
        message = "the text on the back reaches the place of the barcode"
        yield error(NOWHERE, message, "Shorten back in [cover], or the description.")
    close = sheet.safe - NEAR
    safe = Box(trim.x + close, trim.y + close, trim.width - 2 * close, trim.height - 2 * close)
    if not outside and (near := [each for each, box in letters if not _inside(box, safe)]):
        message = f"words on the cover are nearer to the trim than the press wants: “{near[0]}”"
        yield warning(NOWHERE, message, f"Keep {sheet.safe / 72:g} in free; see cover.css.")


def _code(sheet: Sheet) -> Box:
    """The place of the barcode on the sheet."""
    area, trim = sheet.barcode, sheet.back
    beside = max(0.0, sheet.hinge - sheet.safe) + area.edge
    at_left = trim.x + beside
    at_right = trim.x + trim.width - beside - area.width
    x = at_left if sheet.front.x < trim.x else at_right  # near the spine
    return Box(x, trim.y + area.edge, area.width, area.height)


def _inside(box: Box, area: Box) -> bool:
    across = area.x <= box.x and box.x + box.width <= area.x + area.width
    return across and area.y <= box.y and box.y + box.height <= area.y + area.height
