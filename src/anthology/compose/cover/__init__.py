"""The printed cover: the sections of its back, its spine and its front, for one sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from anthology.book import Book
from anthology.compose import stylesheet
from anthology.compose.assets import assets
from anthology.compose.composer import Composer, composer_of
from anthology.compose.cover.barcode import Code, code
from anthology.compose.cover.spine import Line, line
from anthology.compose.design import cover_of, dressed
from anthology.compose.front import cover as front
from anthology.compose.front import names
from anthology.compose.typography.punctuation import smarten
from anthology.config import CoverTable, Settings
from anthology.edition import Edition, Section
from anthology.press.sheet import SAFE, Sheet
from anthology.report import Problem, note
from anthology.style import Style
from anthology.text import direction

PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Back:
    """What the back has room for; lengths in points from the edge of the sheet."""

    paragraphs: tuple[str, ...]
    code: Code | None
    inset: float  # of words, from the outer edge, the top and the foot
    safe: float  # the part of it inside the trim
    near_spine: float  # of words, from the side of the spine


def cover(
    book: Book, style: Style, settings: Settings, sheet: Sheet
) -> tuple[Edition, tuple[Problem, ...]]:
    """The three sections of the printed cover, from its back to its front, and remarks on them.

    Each is to be set on a page of the size of its part, with the edge of the sheet all round.
    """
    style = dressed(style, settings.cover, settings.place("cover", "design"))
    composer = composer_of(book, style, "cover")
    inset = 2 * _inset(sheet)
    size = (sheet.front.width - inset, sheet.front.height - inset)
    barcode = code(book.isbn_print, settings.cover.add_on, sheet.barcode)
    words = line(book, settings.cover, sheet)
    back = _back(book, settings.cover, sheet, barcode)
    drawn = cover_of(book, style, settings, size)
    sections = (
        _section(composer, "back-cover", back=back, cover=drawn),
        _section(composer, "spine", line=words, cover=drawn),
        _on_panel(front(composer, settings, size), sheet),
    )
    css = stylesheet.of_cover(style, size[0])
    edition = Edition("cover", sections, css, assets(composer, sections, css), style.fonts, css)
    return edition, tuple(_remarks(book, settings, sheet, words))


def front_alone(book: Book, style: Style, settings: Settings) -> Edition:
    """An edition with nothing but the front of the e-book, to look at. Raises Refused."""
    looks = dressed(style, settings.cover, settings.place("cover", "design"))
    composer = composer_of(book, looks, "epub")
    sections = (front(replace(composer, style=style), settings),)
    css = stylesheet.of_cover(looks)
    return Edition("epub", sections, css, assets(composer, sections, css), style.fonts, css)


def _section(composer: Composer, kind: str, **values: Any) -> Section:
    book = composer.book
    way = direction.of_language(book.language)
    empty = Section(kind, kind, "front", "", "", lang=book.language, dir=way)
    return composer.section(replace(empty, recto=True), names=names(composer), **values)


def _on_panel(section: Section, sheet: Sheet) -> Section:
    """The front on a page with the edge of the sheet all round: its paper goes on to the edge.

    What stands on it is placed as on a page of the size of the trim.
    """
    frame = f"{sheet.edge + _inset(sheet):g}pt"
    sides = "; ".join(f"{side}: {frame}" for side in ("left", "top", "right", "bottom"))
    start, end = section.xhtml.index(">") + 1, section.xhtml.rindex("</")
    inside = f'<div style="position: absolute; {sides}">{section.xhtml[start:end]}</div>'
    xhtml = f"{section.xhtml[:start]}{inside}{section.xhtml[end:]}"
    return replace(section, xhtml=xhtml)


def _inset(sheet: Sheet) -> float:
    """How far inside the trim a press wants the front's page to begin, in points."""
    return max(0.0, sheet.safe - SAFE)


def _back(book: Book, settings: CoverTable, sheet: Sheet, barcode: Code | None) -> Back:
    text = settings.back or book.description
    paragraphs = (" ".join(each.split()) for each in PARAGRAPHS.split(text))
    return Back(
        tuple(smarten(each, book.language) for each in paragraphs if each),
        barcode,
        sheet.edge + sheet.safe,
        sheet.safe,
        sheet.edge + max(sheet.safe, sheet.hinge),
    )


def _remarks(book: Book, settings: Settings, sheet: Sheet, words: Line | None) -> list[Problem]:
    place = settings.place("cover")
    found = []
    if words is None:
        thick = f"{sheet.spine.width / 72:.3f} in"
        message = f"nothing is printed on the spine, {thick} wide: there is no room for words"
        found.append(note(place, message, "A book of more pages has words there."))
    if not book.isbn_print and not sheet.barcode.printed_by_press:
        hint = "Write isbn_print under [book]."
        found.append(note(place, "the cover has no barcode, since the book has no ISBN", hint))
    return found
