"""What must be settled before a release: permissions, bare ratings, open questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anthology.book import Book, Permission, Review
from anthology.report import Problem, Severity, error, ordered, shown

OPEN = {
    Permission.UNKNOWN: (
        "the header does not mention permission to print it",
        "granted, requested, refused or not needed",
    ),
    Permission.REQUESTED: (
        "permission to print it was requested and is not granted yet",
        "granted, once you have it",
    ),
}
BARE = re.compile(r"[\d.,½¼¾⅓⅔\s]+")  # a number alone; stars at least show what they count


def release(book: Book, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Everything that must be settled before this book is released, as errors.

    `problems` are those of earlier stages; their open questions come back as errors.
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
        hint = f"Write under rights in the header: permission: {write}."
        yield error(review.at("permission", "rights"), f"“{title}”: {what}", hint)
    elif permission is Permission.REFUSED:
        hint = "Take the review out of the book: write draft: yes in its header."
        place = review.at("permission", "rights")
        yield error(place, f"“{title}”: permission to print it was refused", hint)


def _rating(review: Review) -> Iterator[Problem]:
    """An error for a rating that is a bare number without a scale."""
    rating = review.rating
    if rating and rating.best is None and BARE.fullmatch(rating.as_written):
        written = shown(rating.as_written)
        yield error(
            rating.place if rating.place.path else review.at("rating"),
            f"the rating “{written}” has no scale: out of how many?",
            "Write rating_scale: 5 in the header. For many reviews at once, write scale in their "
            "[[source]] table or rating_scale under [book] in anthology.toml.",
        )
