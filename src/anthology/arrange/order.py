"""The order of reviews: by `order:` in their headers, then as anthology.toml says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from anthology.book import Rating, Review
from anthology.config import BookTable, Settings
from anthology.report import Problem, note
from anthology.text import sort_keys

Sorting = Callable[[Review], Any]  # a sort key; keys of one sorting can be compared


def ordered(reviews: Iterable[Review], table: BookTable) -> list[Review]:
    """The reviews in the order of [book]; ties are ordered by file path."""
    by = SORTINGS[table.order]
    return sorted(reviews, key=lambda r: (*_by_header(r), by(r), sort_keys.path(r.place.path)))


def _by_header(review: Review) -> tuple[bool, Decimal]:
    return review.order is None, review.order or Decimal()


def by_title(review: Review) -> sort_keys.Key:
    """By the title without its article."""
    return sort_keys.title(review.title, review.lang)


def by_date(review: Review) -> tuple[bool, tuple[int, int, int]]:
    """Oldest first; undated reviews last."""
    date = review.date or (review.publication and review.publication.date)
    return date is None, (date.year, date.month, date.day) if date else (0, 0, 0)


def by_reviewer(review: Review) -> tuple[bool, tuple[sort_keys.Key, ...]]:
    """By the reviewers' sort names, unsigned reviews last."""
    names = tuple(sort_keys.natural(person.sort_name) for person in review.reviewers)
    return not names, names


def by_work(review: Review) -> tuple[bool, sort_keys.Key, int, sort_keys.Key]:
    """By the work's title, then its year and season; reviews of no work last."""
    work = review.work
    if work is None:
        return True, (), 0, ()
    title = sort_keys.title(work.title, review.lang)
    return False, title[:-1], work.year or 0, sort_keys.natural(work.season)


def by_rating(review: Review) -> tuple[bool, Decimal]:
    """Highest first, each on its own scale; ratings that cannot be compared last."""
    share = scaled(review.rating)
    return share is None, -(share or Decimal())


def scaled(rating: Rating | None) -> Decimal | None:
    """(value - worst) / (best - worst), for sorting only; None where it is unknown."""
    if not rating or rating.value is None or rating.best is None or rating.worst is None:
        return None
    return (rating.value - rating.worst) / (rating.best - rating.worst)


SORTINGS: dict[str, Sorting] = {
    "file": lambda _: (),
    "title": by_title,
    "date": by_date,
    "reviewer": by_reviewer,
    "work": by_work,
    "rating": by_rating,
}


def remarks(reviews: Sequence[Review], settings: Settings) -> Iterator[Problem]:
    """A note if reviews are sorted by ratings on different scales."""
    if settings.book.order != "rating" and settings.book.group != "rating":
        return
    scales = {(r.rating.worst, r.rating.best) for r in reviews if r.rating and r.rating.comparable}
    if len(scales) > 1:
        yield note(
            settings.place("book", "order"),
            f"ratings on {len(scales)} scales are sorted together, by how far up its "
            "scale each rating is; no reviewer made that comparison",
            "If you do not want it, choose another order under [book].",
        )
