"""Which of a project's reviews a book takes: the conditions of [select]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from anthology.arrange.globs import matches
from anthology.arrange.order import by_date
from anthology.book import Review
from anthology.config import SelectTable, Settings
from anthology.report import Problem, error, shown, warning


def selected(reviews: Sequence[Review], table: SelectTable) -> tuple[Review, ...]:
    """The reviews that the book takes, in the order given."""
    if table == SelectTable():
        return tuple(reviews)
    left = [review for review in reviews if _meets(review, table)]
    left = _best(left, table.best)
    left = sorted(left, key=lambda review: by_date(review)[1], reverse=True)[: table.newest or None]
    taken = {review.id for review in left}
    return tuple(review for review in reviews if _is_taken(review, taken, table))


def doubts(reviews: Sequence[Review], settings: Settings) -> Iterator[Problem]:
    """What of [select] matches no review of the project, and whether nothing is left."""
    table = settings.select
    known = {
        "reviewers": {p.name.casefold() for review in reviews for p in review.reviewers},
        "subjects": {subject.casefold() for review in reviews for subject in review.subjects},
        "kinds": {review.work.kind.casefold() for review in reviews if review.work},
    }
    for key, values in known.items():
        for name in getattr(table, key):
            if name.casefold() not in values:
                message = f"no review has “{shown(name)}” among its {key}"
                yield warning(settings.place("select", key), message, "Compare its spelling.")
    if reviews and not selected(reviews, table):
        hint = "Take conditions out of [select] until something is left."
        yield error(settings.place("select"), "no review meets all conditions of [select]", hint)


def _is_taken(review: Review, taken: Iterable[str], table: SelectTable) -> bool:
    path = review.place.path
    if any(matches(glob, path) for glob in table.exclude):
        return False
    return review.id in taken or any(matches(glob, path) for glob in table.include)


def _meets(review: Review, table: SelectTable) -> bool:
    """Whether the review meets every condition that is set."""
    share = _share(review)
    kind = review.work.kind if review.work else ""
    return (
        (not table.files or any(matches(glob, review.place.path) for glob in table.files))
        and _has(table.kinds, [kind])
        and _has(table.reviewers, [person.name for person in review.reviewers])
        and _has(table.subjects, review.subjects)
        and (table.years is None or (bool(y := _year(review)) and table.years.holds(y)))
        and (table.words is None or table.words.holds(review.body.words))
        and (table.rating is None or (share is not None and table.rating.holds(share)))
    )


def _has(wanted: Sequence[str], given: Iterable[str]) -> bool:
    names = {name.casefold() for name in given}
    return not wanted or any(name.casefold() in names for name in wanted)


def _year(review: Review) -> int:
    """When it was written, or else first published; 0 where neither is known."""
    published = review.publication.date if review.publication else None
    date = review.date or published
    return date.year if date else 0


def _share(review: Review) -> Decimal | None:
    """The rating as a share of the best one: 4/5 and 8/10 are equal; None where unknown."""
    rating = review.rating
    if rating is None or rating.value is None or not rating.comparable or not rating.best:
        return None
    return rating.value / rating.best


def _best(reviews: list[Review], count: int) -> list[Review]:
    """The best of each year; those without a comparable rating are none of them."""
    if not count:
        return reviews
    years: dict[int, list[tuple[Decimal, Review]]] = defaultdict(list)
    for review in reviews:
        share = _share(review)
        if share is not None:
            years[_year(review)].append((share, review))
    best = (sorted(own, key=lambda pair: -pair[0])[:count] for own in years.values())
    return [review for own in best for _, review in own]
