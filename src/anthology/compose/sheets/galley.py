"""What a galley proof has besides the book's pages: digits, a head, and a slip for corrections."""

from __future__ import annotations

from anthology.book import Book
from anthology.compose import stylesheet
from anthology.compose.assets import assets
from anthology.compose.composer import composer_of
from anthology.compose.front import names
from anthology.edition import Edition, Section
from anthology.style import Style
from anthology.text import direction

ROWS = 24  # of the slip, high enough to write in


def galley(book: Book, style: Style) -> Edition:
    """One section: a page for each digit from 0, then one with the head, then the slip."""
    composer = composer_of(book, style, "galley")
    way = direction.of_language(book.language)
    empty = Section("galley", "galley", "front", "", "", lang=book.language, dir=way)
    section = composer.section(empty, names=names(composer), rows=ROWS)
    css = stylesheet.of_sheets(style)
    return Edition("galley", (section,), css, assets(composer, [section], css), style.fonts, css)
