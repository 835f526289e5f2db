"""Front matter: cover, half-title, title page, copyright page, contents, and the colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from anthology.book import Book, Review
from anthology.compose.composer import Composer, running_head
from anthology.compose.dates import in_words
from anthology.compose.design import cover_of, dressed
from anthology.compose.front.imprint import imprint
from anthology.compose.front.picture_list import FEWEST, listed_pictures
from anthology.compose.opening import RatingLine, WorkLine, opening
from anthology.compose.stylesheet import COVER
from anthology.compose.typography import isolates
from anthology.compose.typography.punctuation import smarten
from anthology.compose.typography.titles import emphasised
from anthology.config import Settings
from anthology.edition import Section
from anthology.text import direction
from anthology.text.tomes import numeral
from anthology.text.words import Words

FEW = 3  # names for which a title page has room
CROWDED = 60  # lines above which names do not stand in lines of their own
UNLISTED = frozenset({"cover", "half-title", "title-page", "copyright-page", "contents"})


@dataclass(frozen=True)
class Names:
    """The book's names as printed on its title page."""

    title: str
    subtitle: str
    authors: str  # who wrote all of it: above the editors
    editors: str  # "Edited by …"; without editors, the reviewers where they are few
    publisher: str
    place: str
    year: str
    rights: str
    series: str
    volume: str  # “Volume II of III”, of a print book in several
    isbns: tuple[str, ...]  # lines


@dataclass(frozen=True)
class ContentsLine:
    """One line of the contents, and the lines below it."""

    id: str
    kind: str
    title: str
    byline: str
    work: WorkLine | None = None  # what the title leaves to be said of it
    rating: RatingLine | None = None
    published: str = ""  # the year of the review
    italics: tuple[str, ...] = ()  # words of the title
    lines: tuple[ContentsLine, ...] = ()


def names(composer: Composer) -> Names:
    """The names of the book, with typographic quotes and dashes."""
    book, words = composer.book, composer.words
    authors = [person.name for person in book.authors]
    editors = [person.name for person in book.editors if person.name not in authors]
    series = words["series"] if book.series_number else "{series}"
    return Names(
        title=smarten(book.title, book.language),
        subtitle=smarten(book.subtitle, book.language),
        authors=_by(authors, words) if editors else "",
        editors=words["edited_by"].format(isolates.names(editors, words))
        if editors
        else _authors(book, words),
        publisher=book.publisher,
        place=book.place,
        year=str(book.date.year) if book.date else "",
        rights=smarten(book.rights, book.language),
        series=series.format(series=book.series, number=book.series_number),
        volume=book.tome.named(words) if book.tome else "",
        isbns=tuple(_isbns(book, words)),
    )


def _isbns(book: Book, words: Words) -> Iterator[str]:
    """The ISBNs of the editions; a volume names its own and that of all volumes."""
    tome = book.tome
    printed = str(words["isbn_print"])
    if book.isbn_print:
        own = f" ({tome.numeral})" if tome else ""
        yield printed.format(book.isbn_print) + own
    if tome and tome.isbn:
        yield f"{printed.format(tome.isbn)} (I–{numeral(tome.count)})"
    if book.isbn_epub:
        yield str(words["isbn_epub"].format(book.isbn_epub))


def _authors(book: Book, words: Words) -> str:
    """The reviewers of a book without editors, where they are few and sign every review."""
    if not all(review.reviewers for review in book.reviews):
        return ""
    people = (person.name for review in book.reviews for person in review.reviewers)
    found = list(dict.fromkeys(people))
    return _by(found, words) if len(found) <= FEW or book.authors else ""


def _by(names: Sequence[str], words: Words) -> str:
    return str(words["by"].format(isolates.names(names, words))) if names else ""


def cover(
    composer: Composer, settings: Settings, size: tuple[float, float] = COVER, picture: str = ""
) -> Section:
    """The cover, on a page of that size: the e-book's picture, or the front of the printed cover.

    `picture` is CSS that places the picture on it, where it does not fill the page.
    Raises Refused for a design that the style does not have.
    """
    style = dressed(composer.style, settings.cover, settings.place("cover", "design"))
    drawn = cover_of(composer.book, style, settings, size)
    drawn = replace(drawn, picture=picture or drawn.picture)
    composer = replace(composer, style=style, title_room=1.0)
    return _page(composer, "cover", composer.words["cover"], cover=drawn)


def opening_pages(
    composer: Composer, settings: Settings, composed: Iterable[Section]
) -> Iterator[Section]:
    """Cover (in the e-book), half-title, the pages behind it, title page and copyright page.

    Of `composed`, a frontispiece is one of them, and credits are named on the copyright page.
    """
    words = composer.words
    if composer.edition == "epub":
        yield cover(composer, settings)
    if composer.style.settings.half_title:
        yield _page(composer, "half-title", "")
    kinds = {section.kind: section for section in composed}
    frontispiece = kinds.get("frontispiece")
    if settings.front.also:  # facing the title page, unless a picture does
        book, recto = composer.book, frontispiece is not None
        others = [smarten(other, book.language) for other in settings.front.also]
        yield _page(composer, "series-page", "", recto=recto, others=others)
    if frontispiece:
        yield frontispiece
    room = composer.title_room * composer.style.settings.page.title_page_width
    yield _page(replace(composer, title_room=room), "title-page", words["title_page"])
    yield _page(
        composer, "copyright-page", words["copyright"],
        recto=False, imprint=imprint(composer, settings), credited="credits" in kinds,
    )  # fmt: skip


def contents(composer: Composer, listed: Iterable[Section]) -> Section:
    """The table of contents of the sections that follow it."""
    title = composer.words["contents"]
    page = _headed(composer, "contents", title)
    shown = [each for each in listed if each.title and each.kind not in UNLISTED]
    lines = _lines(composer, shown)
    return composer.listing(page, lines=lines, crowded=len(shown) > CROWDED)


def picture_list(
    composer: Composer, settings: Settings, listed: Iterable[Section]
) -> Iterator[Section]:
    """The list of the pictures with captions, where [front] wants one."""
    wanted = settings.front.pictures
    pictures = listed_pictures(listed) if wanted else ()
    if len(pictures) >= (FEWEST if wanted == "auto" else 1):
        title = composer.words["picture_list"]
        page = _headed(composer, "picture-list", title)
        yield composer.section(replace(page, recto=False), pictures=pictures)


def colophon(composer: Composer) -> Section:
    """The last page: the fonts, the program, and whether the book is a draft."""
    words, book = composer.words, composer.book
    page = _blank(book, "colophon", words["colophon"], "back")
    set_in = composer.style.settings.colophon
    return composer.section(
        page,
        names=names(composer),
        set_in=words["set_in"].format(set_in) if set_in else "",
        typeset_with=words["typeset_with"].format("Anthology"),
        draft=words["draft"] if book.draft else "",
    )


def _page(
    composer: Composer, kind: str, title: str, *, recto: bool = True, **values: Any
) -> Section:
    page = replace(_blank(composer.book, kind, title), recto=recto)
    date = in_words(composer.book.date, composer.words)
    return composer.section(page, names=names(composer), date=date, **values)


def _headed(composer: Composer, kind: str, title: str) -> Section:
    """The section of a list that has its title as running head, without its XHTML."""
    head = running_head(title, composer.book.language, composer.head_room)
    return replace(_blank(composer.book, kind, title), running_head=head)


def _blank(book: Book, kind: str, title: str, matter: str = "front") -> Section:
    recto = matter == "front"
    lang, way = book.language, direction.of_language(book.language)
    tome = book.tome.number if book.tome else 0
    name = f"{kind}-{tome}" if tome > 1 else kind  # all tomes are one edition
    return Section(name, kind, matter, title, "", lang=lang, dir=way, recto=recto, tome=tome)


def _lines(composer: Composer, shown: Iterable[Section]) -> tuple[ContentsLine, ...]:
    """The sections as lines, as deep as the style wants; those of a lower level below another.

    The reviews of a work count as deep as its head.
    """
    depth = composer.style.settings.contents_depth
    reviews = {review.id: review for review in composer.book.reviews}
    found = []
    for section in shown:
        if section.level - bool(section.group) <= depth:
            line = _line(composer, section, reviews.get(section.id))
            if depth > 2:
                line = replace(line, lines=tuple(_heading_lines(composer, section)))
            found.append((section.level, line))
    return _nested(found)


def _nested(lines: Sequence[tuple[int, ContentsLine]]) -> tuple[ContentsLine, ...]:
    """Each line with those after it that have a lower level."""
    found: list[ContentsLine] = []
    at = 0
    while at < len(lines):
        level, line = lines[at]
        end = next((n for n in range(at + 1, len(lines)) if lines[n][0] <= level), len(lines))
        found.append(replace(line, lines=(*line.lines, *_nested(lines[at + 1 : end]))))
        at = end
    return tuple(found)


def _line(composer: Composer, section: Section, review: Review | None) -> ContentsLine:
    title = isolates.isolated(section.title, composer.words, section.title_dir)
    line = ContentsLine(section.id, section.kind, title, isolates.marked(section.byline))
    if review is None:
        return line
    draw_stars = composer.style.settings.stars == "drawn"
    above = opening(review, composer.words, draw_stars=draw_stars)
    date = review.publication.date if review.publication else review.date
    year = str(date.year) if date else ""
    words = emphasised(review) if title == section.title else ()  # an isolate is not divided
    line = replace(line, italics=words, published=year)
    return replace(line, work=above.work, rating=above.rating)


def _heading_lines(composer: Composer, section: Section) -> Iterator[ContentsLine]:
    """The main headings of a piece."""
    first = min((heading.level for heading in section.headings), default=0)
    for heading in section.headings:
        if heading.level == first:
            way = direction.of_title(heading.text, section.dir)
            words = isolates.isolated(heading.text, composer.words, way)
            yield ContentsLine(heading.id, "heading", words, "")
