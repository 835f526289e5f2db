"""What keeps a book from being released: rights, open questions, pictures without words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.book import Book, Permission, Review
from anthology.report import Problem, Severity, error, ordered, shown

OPEN = {
    Permission.UNKNOWN: (
        "nothing is said about the permission to print it",
        "granted, requested, refused or not needed",
    ),
    Permission.REQUESTED: (
        "the permission to print it was asked for, not given",
        "granted, once it is",
    ),
}
BARE = re.compile(r"[\d.,½¼¾⅓⅔\s]+")  # a number alone; stars at least show what they count


def release(book: Book, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Everything that stands between this book and its readers, as errors, all at once.

    `problems` are those of the stages before; their open questions are in it as errors.
    """
    found = list(_reviews(book))
    found += [replace(p, severity=Severity.ERROR) for p in problems if p.question]
    return ordered(found)


def _reviews(book: Book) -> Iterator[Problem]:
    for review in book.reviews:
        yield from _permission(review)
        yield from _rating(review)


def _permission(review: Review) -> Iterator[Problem]:
    permission = review.rights.permission
    title = shown(review.title)
    if permission in OPEN:
        what, write = OPEN[permission]
        hint = f"Write it under rights in the header: permission: {write}."
        yield error(review.at("permission", "rights"), f"“{title}”: {what}", hint)
    elif permission is Permission.REFUSED:
        hint = "Take the piece out of the book: draft: yes."
        place = review.at("permission", "rights")
        yield error(place, f"“{title}”: the permission to print it was refused", hint)


def _rating(review: Review) -> Iterator[Problem]:
    """A bare number without scale tells the reader nothing."""
    rating = review.rating
    if rating and rating.best is None and BARE.fullmatch(rating.as_written):
        written = shown(rating.as_written)
        yield error(
            rating.place if rating.place.path else review.at("rating"),
            f"the rating “{written}” does not say out of how many",
            "Write rating_scale: 5 in the header, or scale in its [[source]], or rating_scale "
            "under [book].",
        )
