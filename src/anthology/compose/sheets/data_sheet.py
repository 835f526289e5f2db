"""The data sheet: what a bookseller wants to know of the book, on one page with its cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.book import Book
from anthology.compose import stylesheet
from anthology.compose.assets import assets
from anthology.compose.composer import Composer, composer_of
from anthology.compose.cover.back import blurb, praise
from anthology.compose.dates import in_words
from anthology.compose.front import names
from anthology.compose.front.imprint import address
from anthology.config import Settings
from anthology.config.lengths import POINTS
from anthology.edition import Asset, Edition, Section
from anthology.style import Style
from anthology.text import direction
from anthology.text.names import joined
from anthology.text.sort_keys import natural
from anthology.text.subjects import subject

COVER = "data-sheet/cover.jpg"
Bound = tuple[tuple[Book, int], ...]  # the print book, or each volume as it names it, and its pages


@dataclass(frozen=True)
class Fit:
    """How the words are made to fit the page."""

    size: float = 11.0  # of letters, in points
    lives: bool = True  # whether it says who the editors are


@dataclass(frozen=True)
class Fact:
    """A line of what booksellers look for: "Extent", "160 pages"; some need no label."""

    label: str
    lines: tuple[str, ...]


def data_sheet(
    book: Book, style: Style, settings: Settings, finished: tuple[Bound, bytes], fit: Fit
) -> Edition:
    """One section; `finished` are the print book, or its volumes, and a cover, a JPEG."""
    bound, cover = finished
    composer = composer_of(book, style, "data-sheet")
    way = direction.of_language(book.language)
    empty = Section("data-sheet", "data-sheet", "front", "", "", lang=book.language, dir=way)
    section = composer.section(
        empty,
        names=names(composer),
        cover=COVER,
        paragraphs=blurb(book, settings.cover),
        praise=praise(book, settings.cover),
        reviewers=_reviewers(composer),
        facts=tuple(_facts(composer, settings, bound)),
        address=address(book, settings),
        fit=fit,
    )
    css = stylesheet.of_sheets(style)
    files = {**assets(composer, [section], css), COVER: Asset(cover, "image/jpeg")}
    return Edition("data-sheet", (section,), css, files, style.fonts, css)


def _reviewers(composer: Composer) -> str:
    """All who wrote for the book, by their last names; "" where the title page names them."""
    found = dict.fromkeys(each for review in composer.book.reviews for each in review.reviewers)
    if composer.signed_once or not found:
        return ""
    language = composer.book.language
    people = sorted(found, key=lambda person: natural(person.sort_name, language))
    return joined([person.name for person in people], composer.words)


def _facts(composer: Composer, settings: Settings, bound: Bound) -> Iterator[Fact]:
    book, words, trade = composer.book, composer.words, settings.trade
    own = words["data_sheet"]
    if book.date:
        yield Fact(own["published"], (in_words(book.date, words),))
    yield Fact(own["extent"], tuple(_extent(composer, bound)))
    yield Fact(own["format"], (_size(*settings.press.trim_size),))
    yield from _of_volumes(composer, bound)
    yield from _sold(own["price"], words["isbn_print"], book.isbn_print, trade.price_print)
    yield from _sold(own["price"], words["isbn_epub"], book.isbn_epub, trade.price_epub)
    if book.subjects:
        yield Fact(own["subjects"], tuple(map(_subject, book.subjects)))


def _extent(composer: Composer, bound: Bound) -> Iterator[str]:
    """The pages of the print book, or of each volume of it."""
    for book, pages in bound:
        shown = composer.words["data_sheet"]["pages"].format(pages)
        yield f"{book.tome.named(composer.words)}: {shown}" if book.tome else shown


def _of_volumes(composer: Composer, bound: Bound) -> Iterator[Fact]:
    """The ISBNs of the volumes that have one."""
    lines = tuple(
        f"{book.tome.named(composer.words)}: {composer.words['isbn_print'].format(book.isbn_print)}"
        for book, _ in bound
        if book.tome and book.isbn_print
    )
    if lines:
        yield Fact("", lines)


def _sold(price: str, isbn: str, number: str, prices: tuple[str, ...]) -> Iterator[Fact]:
    """The ISBN of an edition, and what it costs."""
    if number:
        yield Fact("", (isbn.format(number),))
    if prices:
        yield Fact(price, prices)


def _size(width: float, height: float) -> str:
    metric = " × ".join(f"{side / POINTS['mm']:.0f}" for side in (width, height))
    inches = " × ".join(f"{side / POINTS['in']:.3g}" for side in (width, height))
    return f"{metric} mm ({inches} in)"


def _subject(text: str) -> str:
    """The words of a subject, and its code where it has one: "Film criticism (BISAC PER004030)"."""
    found = subject(text)
    code = f"{found.scheme} {found.code}".strip()
    return f"{found.words} ({code})" if code and found.words != found.code else code or found.words
