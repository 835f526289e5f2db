"""Where something stands: a page number in print, the name of the piece in the e-book."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.book import Review
from anthology.compose.opening import byline
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten


@dataclass(frozen=True)
class Locator:
    """One place that an entry leads to."""

    id: str  # of the section, or of a mark inside it
    text: str  # what the e-book shows, since it has no pages


def to_review(review: Review) -> Locator:
    """To the opening of a review, by its title."""
    return Locator(review.id, smarten(review.title, review.lang))


def to_review_of_work(setting: Setting, review: Review) -> Locator:
    """To the opening of a review, in a list where the work's name stands beside it."""
    title = smarten(review.title, review.lang)
    names = byline(review, setting.words)
    if names and review.work and review.title.casefold() == review.work.title.casefold():
        return Locator(review.id, names)
    return Locator(review.id, f"{title} ({names})" if names else title)
