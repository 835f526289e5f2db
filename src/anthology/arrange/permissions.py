"""Permissions that holders of rights have given for all their reviews, in anthology.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from anthology.book import Permission, Review
from anthology.config import Settings
from anthology.people import identity

WEAKEST_FIRST = (
    Permission.REFUSED,
    Permission.REQUESTED,
    Permission.GRANTED,
    Permission.NOT_NEEDED,
)


def permitted(reviews: Iterable[Review], settings: Settings) -> Sequence[Review]:
    """The reviews with what their holders permit, where their headers say nothing of it.

    Without a holder all reviewers must permit it; the weakest of what they say counts.
    """
    by_name = {
        identity(spelling): Permission(table.permission)
        for name, table in settings.reviewers.items()
        if table.permission
        for spelling in (name, *table.spellings)
    }
    return [_permitted(review, by_name) if by_name else review for review in reviews]


def _permitted(review: Review, by_name: Mapping[str, Permission]) -> Review:
    rights = review.rights
    if rights.permission is not Permission.UNKNOWN:
        return review
    holders = [rights.holder] if rights.holder else [each.name for each in review.reviewers]
    answers = [by_name.get(identity(name)) for name in holders]
    if not answers or None in answers:
        return review
    weakest = next(each for each in WEAKEST_FIRST if each in answers)
    return replace(review, rights=replace(rights, permission=weakest))
