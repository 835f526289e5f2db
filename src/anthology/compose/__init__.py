"""Compose: a book becomes an edition, with sections of XHTML, a style sheet and assets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.book import Book
from anthology.compose import front, pieces, stylesheet
from anthology.compose.assets import assets
from anthology.compose.back_matter import back_matter, blind_references
from anthology.compose.composer import Composer, composer_of
from anthology.compose.links import broken_links
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.report import Problem, ordered, shown, warning
from anthology.style import Style, words

MOST_NAMED = 5  # characters that one warning lists


def compose(
    book: Book, style: Style, settings: Settings, edition: str
) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition ("epub", "print" or "screen") of `book` in `style`, and its problems."""
    composer = composer_of(book, style, edition)
    sections = tuple(_sections(composer, settings))
    css, cover_css = stylesheet.of_edition(style, edition), stylesheet.of_cover(style)
    composed = Edition(
        name=edition,
        sections=sections,
        css=css,
        assets=assets(composer, sections, css, cover_css),
        fonts=style.fonts,
        cover_css=cover_css,
    )
    problems = [
        *broken_links(book, composer.links),
        *blind_references(book, settings),
        *_missing_characters(style, sections, book),
        *_missing_words(style, settings),
    ]
    return composed, ordered(problems)


def _sections(composer: Composer, settings: Settings) -> Iterator[Section]:
    """All sections in the order of the bound book."""
    written = list(pieces.front(composer))
    listed = [each for each in written if each.kind not in pieces.WITHOUT_TITLE]
    listed += [*pieces.parts(composer), *pieces.back(composer)]
    listed += back_matter(composer, settings)
    if composer.style.settings.colophon_page:
        listed.append(front.colophon(composer))
    yield from front.opening_pages(composer)
    yield from (each for each in written if each.kind in pieces.WITHOUT_TITLE)
    yield front.contents(composer, listed)
    yield from listed


def _missing_words(style: Style, settings: Settings) -> Iterator[Problem]:
    """A warning if the book's language has no words of its own."""
    language = settings.book.language
    if not words.is_known(style.words, language):
        yield warning(
            settings.place("book", "language"),
            f"the book's own words (“Contents”, the months …) are in English: there are none in "
            f"the language “{shown(language)}”",
            f"Check the tag, or put the words into words/{language}.toml of a style of your own, "
            "after the built-in words/en.toml.",
        )


def _missing_characters(style: Style, sections: Iterable[Section], book: Book) -> Iterator[Problem]:
    lines = {review.id: review.body.strange for review in book.reviews}
    for section in sections:
        missing = style.missing(section.xhtml)
        if missing:
            known = (lines.get(section.id, {}).get(character, 0) for character in missing)
            place = replace(section.place, line=min(filter(None, known), default=0))
            yield _missing(replace(section, place=place), missing)


def _missing(section: Section, characters: tuple[str, ...]) -> Problem:
    named = ", ".join(f"“{c}” ({_name(c)})" for c in characters[:MOST_NAMED])
    rest = len(characters) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return warning(
        section.place,
        f"no font of the style has {named}{more}, used in “{section.title or section.kind}”",
        'Add a font that has them to a style of your own: a [[font]] with use = "fallback".',
    )


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
