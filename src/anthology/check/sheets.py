"""A sheet outside the book is read again: whether all its words are on it."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2
from lxml import etree

from anthology.edition import Edition
from anthology.report import NOWHERE, Problem, error

LETTER = re.compile(r"\w")


def of_sheet(edition: Edition, pdf: bytes) -> tuple[Problem, ...]:
    """An error where words of the edition are not on the pages of its PDF."""
    pages = pypdfium2.PdfDocument(pdf)
    lost = lost_letters(edition, "".join(page.get_textpage().get_text_range() for page in pages))
    if not lost:
        return ()
    message = f"letters of the {edition.name} are not in its PDF: {lost[:40]}"
    return (error(NOWHERE, message, "Shorten the texts, or change sheets.css of the style."),)


def lost_letters(edition: Edition, text: str) -> str:
    """The letters of an edition that the text of its PDF has too few of."""
    there = Counter(LETTER.findall(text.casefold()))
    for section in edition.sections:
        words = "".join(map(str, etree.fromstring(section.xhtml).itertext()))
        there.subtract(LETTER.findall(words.casefold()))
    return "".join(letter * -count for letter, count in there.items() if count < 0)
