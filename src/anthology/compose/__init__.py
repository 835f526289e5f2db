"""Stage 3: a book becomes an edition: sections of XHTML, a style sheet, assets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.book import Book
from anthology.compose import faces, front, pieces
from anthology.compose.assets import assets
from anthology.compose.back_matter import back_matter, blind
from anthology.compose.links import astray
from anthology.compose.setting import Setting, setting
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.report import Problem, ordered, warning
from anthology.style import Style

SHOWN = 5  # characters that one warning names


def compose(
    book: Book,
    style: Style,
    settings: Settings,
    edition: str,
) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition ("epub", "print" or "screen") of `book` in `style`, and what to know of it."""
    made = setting(book, style, edition)
    sections = tuple(_sections(made, settings))
    css, cover_css = faces.css(style, edition), faces.cover_css(style)
    whole = Edition(
        name=edition,
        sections=sections,
        css=css,
        assets=assets(made, sections, css, cover_css),
        fonts=style.fonts,
        cover_css=cover_css,
    )
    doubts = [*astray(book, made.links), *blind(book, settings)]
    return whole, ordered([*doubts, *_missing_characters(style, sections, book)])


def _sections(made: Setting, settings: Settings) -> Iterator[Section]:
    """All sections in the order in which they are bound."""
    before = list(pieces.front(made))
    rest = [each for each in before if each.kind not in pieces.WITHOUT_TITLE]
    rest += [*pieces.parts(made), *pieces.back(made)]
    rest += back_matter(made, settings)
    if made.style.settings.colophon_page:
        rest.append(front.colophon(made))
    yield from front.opening_pages(made)
    yield from (each for each in before if each.kind in pieces.WITHOUT_TITLE)
    yield front.contents(made, rest)
    yield from rest


def _missing_characters(style: Style, sections: Iterable[Section], book: Book) -> Iterator[Problem]:
    lines = {review.id: review.body.strange for review in book.reviews}
    for section in sections:
        missing = style.missing(section.xhtml)
        if missing:
            known = (lines.get(section.id, {}).get(character, 0) for character in missing)
            place = replace(section.place, line=min(filter(None, known), default=0))
            yield _missing(replace(section, place=place), missing)


def _missing(section: Section, characters: tuple[str, ...]) -> Problem:
    named = [f"“{c}” ({_name(c)})" for c in characters[:SHOWN]]
    more = f" and {len(characters) - SHOWN} more" if len(characters) > SHOWN else ""
    return warning(
        section.place,
        f"no font of the style has {', '.join(named)}{more}, in “{section.title or section.kind}”",
        "Add a font that has them: a style of your own with a [[font]] whose use is “fallback”.",
    )


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
