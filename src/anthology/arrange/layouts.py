"""Layouts: how the reviews of each part share pages, as the editor says or by their lengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from anthology.book import Part, Review, Work
from anthology.config import Settings
from anthology.report import Problem, note

PAGE = 220  # words; after a shorter review a good part of its page is empty
CAPSULE = 100  # words; two columns suit reviews that are as short
PICTURED = 120  # words; a cell of a grid has room for them beside a picture
LONG = 250  # words; a longer one is no capsule
FEW = 12  # reviews; fewer do not make a book of short ones
WIDE = ("<table", "<pre", "<figure")  # what has no room in a column
ABOUT = {
    "run-on": "they follow one another on the page",
    "guide": "they stand in two columns, each with its work and rating in a line",
    "grid": "each has a picture, which stands beside its words in a cell of a grid",
}
HINT = 'To start a page with each, write layout = "essays" under [book].'
TO_RUN_ON = 'To let them follow one another on the page, write layout = "run-on" under [book].'
TOGETHER = frozenset({"file", "title", "work"})  # orders that let the reviews of a work stand so


def with_layouts(
    parts: Sequence[Part], settings: Settings
) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """The parts, each with its layout, and a note on those that were chosen by length."""
    wanted = [_wanted(number, settings) for number in range(len(parts))]
    automatic = [part for part, layout in zip(parts, wanted, strict=True) if layout == "auto"]
    chosen, remark = _by_length(automatic, settings) if automatic else ("", ())
    found = [
        _laid_out(part, chosen if layout == "auto" else layout)
        for part, layout in zip(parts, wanted, strict=True)
    ]
    return tuple(found), remark


def _laid_out(part: Part, layout: str) -> Part:
    """The part with its layout; grouped, the reviews of a work stand where its first does."""
    if layout != "grouped":
        return replace(part, layout=layout)
    first: dict[Work, int] = {}
    for number, review in enumerate(part.reviews):
        if review.work:
            first.setdefault(review.work, number)
    places = {
        review.id: first[review.work] if review.work else number
        for number, review in enumerate(part.reviews)
    }
    reviews = sorted(part.reviews, key=lambda review: places[review.id])
    return replace(part, layout=layout, reviews=tuple(reviews))


def _wanted(number: int, settings: Settings) -> str:
    """The layout of a part as anthology.toml has it."""
    own = settings.part[number].layout if settings.part else ""
    return own or settings.book.layout


def _by_length(parts: Sequence[Part], settings: Settings) -> tuple[str, tuple[Problem, ...]]:
    """The layout that suits the lengths of the reviews, and a note unless they are few."""
    reviews = [review for part in parts for review in part.reviews]
    words = sorted(review.body.words for review in reviews)
    middle = words[len(words) // 2] if words else 0
    if len(words) < FEW:
        return "essays", ()
    if middle > PAGE:
        return "essays", (_long(len(words), middle, settings),)
    if settings.book.order in TOGETHER and not settings.book.group:
        several = Counter(review.work for review in reviews if review.work)
        count = sum(number > 1 for number in several.values())
        if 2 * count > len(several) > 1:
            return "grouped", (_grouped(count, len(several), settings),)
    layout = _of_short(reviews, middle)
    message = (
        f"the layout is “{layout}”, since half of the {len(words)} reviews have at most {middle} "
        f"words: {ABOUT[layout]}"
    )
    return layout, (note(settings.place("book", "layout"), message, HINT),)


def _long(count: int, middle: int, settings: Settings) -> Problem:
    """A note that half of the reviews are long."""
    message = (
        f"the layout is “essays”, since half of the {count} reviews have at least {middle} words: "
        "each starts a page"
    )
    return note(settings.place("book", "layout"), message, TO_RUN_ON)


def _of_short(reviews: Sequence[Review], middle: int) -> str:
    """The layout of short reviews, half of which have at most `middle` words."""
    pictured = all("<img" in review.body.xhtml for review in reviews)
    if pictured and middle <= PICTURED and all(r.body.words <= LONG for r in reviews):
        return "grid"
    return "guide" if middle <= CAPSULE and all(map(_is_capsule, reviews)) else "run-on"


def _grouped(several: int, works: int, settings: Settings) -> Problem:
    """A note that most works have several reviews."""
    message = (
        f"the layout is “grouped”, since {several} of {works} works have several reviews: "
        "they stand under one head"
    )
    return note(settings.place("book", "layout"), message, HINT)


def _is_capsule(review: Review) -> bool:
    """Whether it is of a work, and short enough for a column."""
    wide = any(each in review.body.xhtml for each in WIDE)
    return review.work is not None and review.body.words <= LONG and not wide
