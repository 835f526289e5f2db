"""The opening of a review, above its text: byline, work, rating, first publication."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from markupsafe import Markup, escape

from anthology.book import Publication, Rating, Review, Work
from anthology.compose.dates import in_words
from anthology.compose.stars import Stars, stars
from anthology.compose.typography import isolates
from anthology.compose.typography.punctuation import smarten
from anthology.text.words import Words

BARE = re.compile(r"\d+(?:[.,]\d+)?[½¼¾]?")
WORD = re.compile(r"\w+")
MINUS = re.compile(r"\A([A-F]) ?-\Z")


@dataclass(frozen=True)
class WorkLine:
    """The work as a line: the title by itself, since it is set in italics."""

    title: str
    details: tuple[str, ...]  # "season 2", "2026", "directed by Agnès Varda"
    kind: str
    names: tuple[str, ...] = ()  # what is new in each detail: "season 2", "2026", "Agnès Varda"
    brief: tuple[str, ...] = ()  # the details where there is little room: a sole maker's name


@dataclass(frozen=True)
class RatingLine:
    """The rating as printed: drawn stars or the rating as written, and a verdict."""

    written: str
    stars: Stars | None
    spoken: str  # the drawn stars in words, "" without them
    verdict: str


@dataclass(frozen=True)
class Opening:
    """Everything above the text; what is unknown is "" or None and takes no space.

    Where the review's title names the work, `work` has no title and only those details that
    the title does not name either; it is None if there are none.
    """

    byline: str
    translators: str
    work: WorkLine | None
    rating: RatingLine | None
    published: str  # HTML: the name of the publication is marked up
    notice: str  # a warning of spoilers


def opening(review: Review, words: Words, *, draw_stars: bool) -> Opening:
    """The opening of `review`, in the words of the book's language."""
    work = work_line(review.work, review.lang, words) if review.work else None
    translators = isolates.names([person.name for person in review.translators], words)
    return Opening(
        byline=byline(review, words),
        translators=words["translated_by"].format(translators) if translators else "",
        work=unsaid(work, review.title) if work else None,
        rating=_rating(review.rating, words, draw_stars=draw_stars) if review.rating else None,
        published=_published(review.publication, words) or in_words(review.date, words),
        notice=words["spoilers"] if review.spoilers else "",
    )


def unsaid(line: WorkLine, title: str) -> WorkLine | None:
    """What a review's title leaves to be said of its work: "by Barack Obama", 2006.

    The whole line unless the title is the work's, alone or with some of its details.
    """
    own, works = _plain(title), _plain(line.title)
    rest = own[len(works) :]
    known = {word for detail in line.details for word in _plain(detail)}
    if not works or own[: len(works)] != works or not known.issuperset(rest):
        return line
    each = zip(line.details, line.names, line.brief, strict=True)
    new = [(detail, brief) for detail, name, brief in each
           if not set(rest).issuperset(_plain(name))]  # fmt: skip
    details, brief = zip(*new, strict=True) if new else ((), ())
    return WorkLine("", details, line.kind, brief=brief) if details else None


def is_titled_as_its_work(review: Review, words: Words) -> bool:
    """Whether the title of a review only names its work, alone or with some of its details."""
    line = work_line(review.work, review.lang, words) if review.work else None
    return line is not None and unsaid(line, review.title) != line


def _plain(text: str) -> list[str]:
    """The words of a text without case, accents and marks."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))


def byline(review: Review, words: Words) -> str:
    """The reviewers' names as printed, each with its initials; "" for an unsigned review."""
    return isolates.names([smarten(person.name, review.lang) for person in review.reviewers], words)


def work_line(work: Work, lang: str, words: Words) -> WorkLine:
    """The work with season, year and makers, as far as they are known."""
    shown = tuple(smarten(each, lang) for each in (work.season, work.printed_year) if each)
    names = (*shown, *(" ".join(each) for each in _roles(work).values()))
    credited = makers(work, lang, words)
    sole = [smarten(isolates.names(each, words), lang) for each in _roles(work).values()]
    brief = (*shown, *(sole if len(sole) == 1 else credited))
    title = isolates.isolated(smarten(work.title, lang), words)
    return WorkLine(title, (*shown, *credited), work.kind, names, brief)


def makers(work: Work, lang: str, words: Words) -> tuple[str, ...]:
    """The work's creators by role: ("directed by Buster Keaton and Clyde Bruckman", ...)."""
    return tuple(
        smarten(_credit(role, isolates.names(names, words), words), lang)
        for role, names in _roles(work).items()
    )


def _roles(work: Work) -> dict[str, list[str]]:
    """The names of the work's creators by role."""
    roles: dict[str, list[str]] = {}
    for creator in work.creators:
        roles.setdefault(creator.role, []).append(creator.name)
    return roles


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
    name = Markup("<cite>{}</cite>").format(isolates.isolated(publication.name, words))
    if publication.name and date:
        return escape(words["first_published"]).format(name=name, date=date)
    if publication.name:
        return escape(words["first_published_in"]).format(name=name)
    return str(words["first_published_on"].format(date=date)) if date else ""
