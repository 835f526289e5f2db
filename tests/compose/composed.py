"""A small book with a bit of everything, composed in the style “classic”."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from lxml import etree

from anthology import style
from anthology.book import (
    Body,
    Book,
    Creator,
    Heading,
    Part,
    PartialDate,
    Person,
    Picture,
    Piece,
    Publication,
    Rating,
    Review,
    Work,
)
from anthology.cache.buckets import Shelf
from anthology.compose import compose
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.report import Place
from anthology.style import Style

CLASSIC = style.load("classic", Path())
ANN, JO = Person("Ann Lee", "Lee, Ann"), Person("Jörg Müller", "Müller, Jörg")
TEXT = '<p>When "all of us" are dead, nobody will mind the gap -- or so they say.</p>'


def review(name: str, xhtml: str = TEXT, **values: object) -> Review:
    body = Body(xhtml, (Heading(2, 'A "head"', "h-1"),) if "h-1" in xhtml else ())
    place = Place(f"manuscripts/{name}.md")
    return Review(f"review-{name}", place, name.title(), body, **values)  # type: ignore[arg-type]


FULL = review(
    "full",
    f'{TEXT}<h2 id="h-1">A "head"</h2><p><img alt="x" src="pictures/p.png"/></p>',
    subtitle='On "it"',
    reviewers=(ANN, JO),
    work=Work("Playtime", (Creator("Jacques Tati", "director"),), 1967, "film", "restored"),
    rating=Rating("★★★½", Decimal("3.5"), Decimal(5), Decimal(0), verdict="Worth it"),
    publication=Publication("The Gazette", PartialDate(2024, 5, 17)),
    spoilers=True,
)
BARE = review("bare")
BOOK = Book(
    "The <Long> Look",
    "long-look",
    (Part("part-1", "Screens", (FULL,)), Part("part-2", "Pages", (BARE,))),
    editors=(ANN,),
    front=(
        Piece("foreword", Place("front/foreword.md"), "foreword", "Foreword", Body(TEXT)),
        Piece("dedication", Place("front/d.md"), "dedication", "", Body("<p>For you</p>")),
    ),
    back=(Piece("afterword", Place("back/a.md"), "afterword", "Afterword", Body(TEXT)),),
    pictures={"p.png": Picture("p.png", b"png", "image/png", 1, 1)},
)


def composed(
    book: Book,
    edition: str = "print",
    style_: Style = CLASSIC,
    shelf: Shelf[Section] | None = None,
) -> Edition:
    return compose(book, style_, Settings(), edition, shelf)[0]


def section(edition: Edition, name: str) -> Section:
    return next(each for each in edition.sections if each.id == name)


def text(xhtml: str) -> str:
    return " ".join("".join(map(str, etree.fromstring(xhtml).itertext())).split())
