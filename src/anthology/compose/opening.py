"""The opening of a review, above its text: byline, work, rating, first publication."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from anthology.book import Publication, Rating, Review, Work
from anthology.compose.dates import in_words
from anthology.compose.stars import Stars, stars
from anthology.compose.typography.punctuation import smarten
from anthology.text.names import joined
from anthology.text.words import Words

BARE = re.compile(r"\d+(?:[.,]\d+)?[½¼¾]?")
MINUS = re.compile(r"\A([A-F]) ?-\Z")


@dataclass(frozen=True)
class WorkLine:
    """The work as a line: the title by itself, since it is set in italics."""

    title: str
    details: tuple[str, ...]  # "season 2", "2026", "directed by Agnès Varda"
    kind: str


@dataclass(frozen=True)
class RatingLine:
    """The rating as printed: drawn stars or the rating as written, and a verdict."""

    written: str
    stars: Stars | None
    spoken: str  # the drawn stars in words, "" without them
    verdict: str


@dataclass(frozen=True)
class Opening:
    """Everything above the text; what is unknown is "" or None and takes no space."""

    byline: str
    translators: str
    work: WorkLine | None
    rating: RatingLine | None
    published: str  # HTML: the name of the publication is marked up
    notice: str  # a warning of spoilers


def opening(review: Review, words: Words, *, draw_stars: bool) -> Opening:
    """The opening of `review`, in the words of the book's language."""
    translators = joined([person.name for person in review.translators], words)
    return Opening(
        byline=byline(review, words),
        translators=words["translated_by"].format(translators) if translators else "",
        work=work_line(review.work, review.lang, words) if review.work else None,
        rating=_rating(review.rating, words, draw_stars=draw_stars) if review.rating else None,
        published=_published(review.publication, words) or in_words(review.date, words),
        notice=words["spoilers"] if review.spoilers else "",
    )


def byline(review: Review, words: Words) -> str:
    """The reviewers' names as printed; "" for an unsigned review."""
    return joined([person.name for person in review.reviewers], words)


def work_line(work: Work, lang: str, words: Words) -> WorkLine:
    """The work with season, year and makers, as far as they are known."""
    details = (work.season, work.printed_year)
    shown = tuple(smarten(detail, lang) for detail in details if detail)
    return WorkLine(smarten(work.title, lang), (*shown, *makers(work, lang, words)), work.kind)


def makers(work: Work, lang: str, words: Words) -> tuple[str, ...]:
    """The work's creators by role: ("directed by Buster Keaton and Clyde Bruckman", ...)."""
    roles: dict[str, list[str]] = {}
    for creator in work.creators:
        roles.setdefault(creator.role, []).append(creator.name)
    return tuple(
        smarten(_credit(role, joined(names, words), words), lang) for role, names in roles.items()
    )


def _credit(role: str, names: str, words: Words) -> str:
    pattern = words["roles"].get(role.lower())
    if pattern:
        return str(pattern.format(names))
    return f"{role}: {names}" if role else names


def _rating(rating: Rating, words: Words, *, draw_stars: bool) -> RatingLine:
    row = stars(rating) if draw_stars else None
    return RatingLine(in_print(rating), row, row.in_words(words) if row else "", rating.verdict)


def in_print(rating: Rating) -> str:
    """The rating as written, but with a true minus sign, which keyboards do not have: "A−".

    A bare number means little by itself and gets the top of its declared scale: "6/10".
    """
    if rating.best is not None and BARE.fullmatch(rating.as_written):
        return f"{rating.as_written}/{rating.best.normalize():f}"
    return MINUS.sub("\\1\u2212", rating.as_written)


def _published(publication: Publication | None, words: Words) -> str:
    if publication is None:
        return ""
    date = in_words(publication.date, words)
    name = Markup("<cite>{}</cite>").format(publication.name)
    if publication.name and date:
        return escape(words["first_published"]).format(name=name, date=date)
    if publication.name:
        return escape(words["first_published_in"]).format(name=name)
    return str(words["first_published_on"].format(date=date)) if date else ""
