"""Front matter: cover, half-title, title page, copyright page, contents, and the colophon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from anthology.book import Book
from anthology.compose.dates import in_words, joined
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten
from anthology.edition import Section
from anthology.style.words import Words
from anthology.text import direction

FEW = 3  # names that a title page has room for
UNLISTED = frozenset({"cover", "half-title", "title-page", "copyright-page", "contents"})


@dataclass(frozen=True)
class Names:
    """The book's names as its title page prints them."""

    title: str
    subtitle: str
    editors: str  # "Edited by …"; without editors, the few who wrote it all
    publisher: str
    place: str
    year: str
    rights: str
    series: str


@dataclass(frozen=True)
class Line:
    """One line of the contents, and the lines below it."""

    id: str
    kind: str
    title: str
    byline: str
    lines: tuple[Line, ...] = ()


def names(setting: Setting) -> Names:
    """The names of the setting's book, in typographer's characters."""
    book, words = setting.book, setting.words
    editors = joined([person.name for person in book.editors], words)
    series = words["series"] if book.series_number else "{series}"
    return Names(
        title=smarten(book.title, book.language),
        subtitle=smarten(book.subtitle, book.language),
        editors=words["edited_by"].format(editors) if editors else _authors(book, words),
        publisher=book.publisher,
        place=book.place,
        year=str(book.date.year) if book.date else "",
        rights=smarten(book.rights, book.language),
        series=series.format(series=book.series, number=book.series_number),
    )


def _authors(book: Book, words: Words) -> str:
    """The reviewers of a book that has no editors, where they are few and sign every piece."""
    if not all(review.reviewers for review in book.reviews):
        return ""
    people = (person.name for review in book.reviews for person in review.reviewers)
    found = list(dict.fromkeys(people))
    return words["by"].format(joined(found, words)) if 0 < len(found) <= FEW else ""


def cover(setting: Setting) -> Section:
    """The cover, on one page: the e-book's picture and the front of the printed cover."""
    return _page(setting, "cover", setting.words["cover"])


def opening_pages(setting: Setting) -> list[Section]:
    """Cover (in the e-book), half-title, title page and copyright page."""
    words = setting.words
    made = [cover(setting)] if setting.edition == "epub" else []
    if setting.style.settings.half_title:
        made.append(_page(setting, "half-title", ""))
    made.append(_page(setting, "title-page", words["title_page"]))
    made.append(_page(setting, "copyright-page", words["copyright"], recto=False))
    return made


def contents(setting: Setting, listed: Iterable[Section]) -> Section:
    """The table of contents of the sections that follow it."""
    title = setting.words["contents"]
    page = replace(_blank(setting.book, "contents", title), running_head=title)
    return setting.section(page, lines=_lines(listed))


def colophon(setting: Setting) -> Section:
    """The last page: what the book is set in, and whether it is a draft."""
    words, book = setting.words, setting.book
    page = _blank(book, "colophon", words["colophon"], "back")
    set_in = setting.style.settings.colophon
    return setting.section(
        page,
        names=names(setting),
        set_in=words["set_in"].format(set_in) if set_in else "",
        made=words["made"].format("Anthology"),
        draft=words["draft"] if book.draft else "",
    )


def _page(setting: Setting, kind: str, title: str, *, recto: bool = True) -> Section:
    page = replace(_blank(setting.book, kind, title), recto=recto)
    date = in_words(setting.book.date, setting.words)
    return setting.section(page, names=names(setting), date=date)


def _blank(book: Book, kind: str, title: str, matter: str = "front") -> Section:
    recto = matter == "front"
    lang, way = book.language, direction.of_language(book.language)
    return Section(kind, kind, matter, title, "", lang=lang, dir=way, recto=recto)


def _lines(listed: Iterable[Section]) -> tuple[Line, ...]:
    """The sections as lines; those of level 2 hang below the part before them.

    A name that stands under every review says nothing in the contents.
    """
    shown = [each for each in listed if each.title and each.kind not in UNLISTED]
    bylines = [each.byline for each in shown if each.kind == "review"]
    of_all = bylines[0] if len(bylines) > 1 and len(set(bylines)) == 1 else ""
    lines: list[Line] = []
    for section in shown:
        byline = "" if section.byline == of_all else section.byline
        line = Line(section.id, section.kind, section.title, byline)
        if section.level > 1 and lines:
            above = lines.pop()
            line = Line(above.id, above.kind, above.title, above.byline, (*above.lines, line))
        lines.append(line)
    return tuple(lines)
