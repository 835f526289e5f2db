"""Compose: a book becomes an edition, with sections of XHTML, a style sheet and assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.book import Book
from anthology.cache.buckets import Shelf
from anthology.compose import characters, front, parts, pieces, stylesheet
from anthology.compose.assets import assets
from anthology.compose.back_matter import back_matter, blind_references, is_guide
from anthology.compose.characters import Printing
from anthology.compose.composer import WITHOUT_TITLE, Composer, composer_of, running_head
from anthology.compose.design import dressed
from anthology.compose.front.tomes import before, divided
from anthology.compose.links import Links, broken_links
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.memory import spared
from anthology.press.rules import outer_margin
from anthology.report import Problem, ordered, shown, warning
from anthology.style import Style, words
from anthology.style.css.grid import grid
from anthology.style.css.values import (
    of_guide,
    of_heads,
    of_letters,
    of_text,
    of_titles,
    with_clearance,
)
from anthology.style.fonts.installed import with_installed


def compose(
    book: Book, style: Style, settings: Settings, edition: str, shelf: Shelf[Section] | None = None
) -> tuple[Edition, tuple[Problem, ...]]:
    """The edition ("epub", "print" or "screen") of `book` in `style`, and its problems.

    `shelf` has the sections of an earlier build.
    """
    style, trim = _cleared(style, settings, edition), settings.press.trim_size
    composer = _measured(composer_of(book, style, edition), trim)
    sections = tuple(_sections(replace(composer, shelf=shelf), settings))
    style, added = with_installed(style, characters.wanted(style, sections))
    boxed = characters.boxed(style, sections)
    looks = style if edition == "epub" else boxed  # e-readers have fonts of their own
    composer = replace(composer, style=boxed)
    css = stylesheet.of_edition(looks, edition, layouts_of(book, sections), trim)
    covered = dressed(boxed, settings.cover, settings.place("cover", "design"))
    cover_css = stylesheet.of_cover(covered)
    composer = replace(composer, style=covered)
    composed = Edition(
        name=edition,
        sections=sections,
        css=css,
        assets=assets(composer, sections, css, cover_css),
        fonts=looks.fonts,
        cover_css=cover_css,
        toc_depth=style.settings.toc_depth,
        room=of_text(style, *trim),
        guide_room=of_guide(style, *trim),
        running_title=running_head(book.title, book.language, composer.head_room),
    )
    problems = [
        *broken_links(book, composer.links),
        *blind_references(book, settings),
        *characters.added(added),
        *characters.missing(style, sections, Printing(book, edition, settings.book.release)),
        *_missing_words(style, settings),
        *style.problems,
    ]
    return composed, ordered(problems)


def look(style: Style, settings: Settings, edition: str, layouts: Sequence[str]) -> Edition:
    """The edition without its sections, as it looks where its style has all of their characters."""
    style = _cleared(style, settings, edition)
    css = stylesheet.of_edition(style, edition, layouts, settings.press.trim_size)
    return Edition(edition, (), css, style.assets, style.fonts)


def _cleared(style: Style, settings: Settings, edition: str) -> Style:
    """The style with margins that leave free what the press wants free."""
    return with_clearance(style, outer_margin(settings.press)) if edition == "print" else style


def divide(
    edition: Edition, style: Style, settings: Settings, tomes: Mapping[str, Book]
) -> Edition:
    """The edition "print" as several printed books; see `compose.front.tomes`."""
    style = _cleared(style, settings, edition.name)
    book = next(iter(tomes.values()))
    plain = composer_of(book, style, edition.name, Links())
    return divided(edition, _measured(plain, settings.press.trim_size), settings, tomes)


def layouts_of(book: Book, sections: Sequence[Section]) -> tuple[str, ...]:
    """The layouts of the book whose rules its pages need."""
    found = sorted({section.layout for section in sections})
    names = dict.fromkeys(name for layout in found for name in layout.split())
    return (*names, *(["guide-back"] if is_guide(book) else []))


def _measured(composer: Composer, trim: tuple[float, float]) -> Composer:
    """The composer with what pages of that size in points have room for."""
    page = (composer.style.settings.page, *trim)
    measured = replace(composer, title_room=of_titles(*page), grid=grid(*page))
    if composer.edition == "epub":
        return measured
    own = grid(*page, of_letters(composer.style))
    return replace(measured, head_room=of_heads(composer.style, *trim), grid=own)


def _sections(composer: Composer, settings: Settings) -> Iterator[Section]:
    """All sections in the order of the bound book."""
    written = list(map(spared, pieces.front(composer)))
    listed = [each for each in written if each.kind not in WITHOUT_TITLE]
    listed += map(spared, parts.parts(composer))  # each at once: unpacked, all would be too much
    listed += map(spared, (*pieces.back(composer), *back_matter(composer, settings)))
    if composer.style.settings.colophon_page:
        listed.append(front.colophon(composer))
    yield from map(spared, before(composer, settings, written, listed))
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
