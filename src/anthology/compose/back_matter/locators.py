"""Locators (the indexer's term): a page number in print, a piece's title in the e-book."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.book import Review
from anthology.compose.composer import Composer
from anthology.compose.opening import RatingLine, byline, opening, unsaid, work_line
from anthology.compose.typography.isolates import isolated
from anthology.compose.typography.punctuation import smarten
from anthology.text.direction import of_title


@dataclass(frozen=True)
class Locator:
    """One place to which an entry refers."""

    id: str  # of a section or of an index mark inside one
    text: str  # shown in the e-book, which has no pages
    rating: RatingLine | None = None  # of the review, where a list shows it


def to_review(composer: Composer, review: Review) -> Locator:
    """A locator of a review, with its title."""
    return Locator(review.id, _title(composer, review))


def _title(composer: Composer, review: Review) -> str:
    """The title of a review, kept in order within a line of the book's words."""
    title = smarten(review.title, review.lang)
    return isolated(title, composer.words, of_title(title, review.dir))


def signature(composer: Composer, review: Review) -> str:
    """Who wrote the review; "" where the same people wrote all of them."""
    return "" if composer.signed_once else byline(review, composer.words)


def rating_line(composer: Composer, review: Review) -> RatingLine | None:
    """The rating as printed; None for an unrated review."""
    draw_stars = composer.style.settings.stars == "drawn"
    return opening(review, composer.words, draw_stars=draw_stars).rating


def to_review_of_work(composer: Composer, review: Review, *, rated: bool = False) -> Locator:
    """A locator of a review, with its reviewers, for a list that names the work beside it.

    Its text is "" where the review has neither a title nor reviewers of its own.
    """
    rating = rating_line(composer, review) if rated else None
    title = _title(composer, review)
    names = signature(composer, review)
    line = work_line(review.work, review.lang, composer.words) if review.work else None
    if line and unsaid(line, review.title) != line:
        return Locator(review.id, names, rating)
    return Locator(review.id, f"{title} ({names})" if names else title, rating)
