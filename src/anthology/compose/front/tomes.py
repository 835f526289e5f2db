"""The sections of a printed book in their order, and those of a thick one that is split."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.book import Book
from anthology.compose import front
from anthology.compose.composer import FRONTISPIECE, WITHOUT_TITLE, Composer
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.memory import held, spared

OPENING = front.UNLISTED | {"series-page", "picture-list"}  # kinds that each tome has of its own


def before(
    composer: Composer,
    settings: Settings,
    written: Sequence[Section],
    listed: Sequence[Section],
    others: Sequence[Section] = (),
) -> Iterator[Section]:
    """All that goes before the `listed` sections; of `written`, what has no title.

    `others` are the sections of other tomes, to which a copyright page can refer.
    """
    facing = [each for each in written if each.kind == FRONTISPIECE]
    yield from front.opening_pages(composer, settings, [*listed, *others, *facing])
    yield from (each for each in written if each.kind in WITHOUT_TITLE - {FRONTISPIECE})
    yield front.contents(composer, listed)
    yield from front.picture_list(composer, settings, listed)


def divided(
    edition: Edition, composer: Composer, settings: Settings, tomes: Mapping[str, Book]
) -> Edition:
    """The edition as several tomes, each with a title page, contents and an ISBN of its own.

    `tomes` has the book as each of them names it, by the section of the text that begins it.
    """
    text = list(_numbered(edition.sections, tomes))
    written = [replace(each, tome=1) for each in edition.sections if each.kind in WITHOUT_TITLE]
    found = list[Section]()
    for number, book in enumerate(tomes.values(), 1):
        own = replace(composer, book=book)
        listed = [each for each in text if each.tome == number]
        if number == 1:
            found += before(own, settings, written, listed, text)
        else:
            found += before(own, _without_others(settings), (), listed, text)
        found += listed
    return replace(edition, sections=tuple(found))


def _numbered(sections: Sequence[Section], tomes: Mapping[str, Book]) -> Iterator[Section]:
    """The text of an edition, each section with the tome that it is in."""
    number = 1
    for section in sections:
        if section.kind in OPENING | WITHOUT_TITLE:
            continue
        book = tomes.get(section.id)
        number = book.tome.number if book and book.tome else number
        yield spared(replace(section, tome=number, xhtml=held(section)))


def _without_others(settings: Settings) -> Settings:
    """The settings without the list of other books, which the first tome has."""
    return settings.model_copy(update={"front": settings.front.model_copy(update={"also": ()})})
