"""Letters that ask for permission: one for each holder of rights that are still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anthology.book import Book, Permission, Review
from anthology.compose.dates import in_words
from anthology.report import Place, Problem, Refused, error
from anthology.text.names import joined
from anthology.text.sort_keys import distinct_slugs
from anthology.text.words import Words, of_language

ENDING = ".txt"
OPEN = frozenset({Permission.UNKNOWN, Permission.REQUESTED})
DEFAULT = "en"
TEMPLATE = "templates/letter.txt"  # of a project's own
HINT = "The values that a letter may have are in docs/permissions.md."


@dataclass(frozen=True)
class Letter:
    """A letter, and the reviews that it asks for."""

    holder: str
    reviews: tuple[Review, ...] = field(repr=False)
    text: str = field(repr=False)


def letters(book: Book, own: str = "") -> Mapping[str, Letter]:
    """The letters by file name; `own` is the project's template, "" for ours.

    Reviews that nobody has signed have none. Raises Refused where the project's template has
    a mistake.
    """
    found = {holder: theirs for holder, theirs in by_holder(book.reviews).items() if holder}
    names = distinct_slugs(found, "letter")
    return {
        f"{name}{ENDING}": Letter(holder, reviews, _text(book, holder, reviews, own))
        for name, (holder, reviews) in zip(names, found.items(), strict=True)
    }


def by_holder(reviews: Iterable[Review]) -> Mapping[str, tuple[Review, ...]]:
    """The reviews whose permission is open, by who can give it; "" where that is not known."""
    found: dict[str, tuple[Review, ...]] = {}
    for review in reviews:
        if review.rights.permission in OPEN and not review.body.placeholder:
            for holder in _holders(review):
                found[holder] = (*found.get(holder, ()), review)
    return found


def _holders(review: Review) -> tuple[str, ...]:
    if review.rights.holder:
        return (review.rights.holder,)
    return tuple(person.name for person in review.reviewers) or ("",)


def _text(book: Book, holder: str, reviews: Sequence[Review], own: str) -> str:
    language = _language(book, reviews)
    words = of_language(language)
    values = {
        "holder": holder,
        "book": book,
        "editors": joined([editor.name for editor in book.editors], words),
        "reviews": reviews,
        "published": {review.id: _published(review, words) for review in reviews},
        "credits": tuple(dict.fromkeys(r.rights.credit for r in reviews if r.rights.credit)),
    }
    try:
        return (_own(own) if own else _ours(language)).render(values).strip() + "\n"
    except TemplateError as reason:
        raise Refused(_mistake(reason)) from None


def _language(book: Book, reviews: Sequence[Review]) -> str:
    """The reviews' language where all have one in which there is a letter; else the book's."""
    of_reviews = {review.lang.partition("-")[0] for review in reviews}
    wanted = (*(of_reviews if len(of_reviews) == 1 else ()), book.language.partition("-")[0])
    return next((language for language in wanted if language in languages()), DEFAULT)


@cache
def languages() -> frozenset[str]:
    """The languages in which there is a letter, as tags."""
    return frozenset(Path(file.name).stem for file in (files(__name__) / "texts").iterdir())


@cache
def _ours(language: str) -> Template:
    return _own((files(__name__) / "texts" / f"{language}.txt").read_text("utf-8"))


def _own(source: str) -> Template:
    """The template, in the sandbox: a project may come from a stranger."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)


def _published(review: Review, words: Words) -> str:
    """Where and when it first appeared: “The Lamp, 17 May 2024”; "" where that is not known."""
    first = review.publication
    parts = (first.name, in_words(first.date, words)) if first else ()
    return ", ".join(filter(None, parts))


def _mistake(reason: TemplateError) -> Problem:
    line = reason.lineno if isinstance(reason, TemplateSyntaxError) else 0
    place = Place(TEMPLATE, line)
    return error(place, f"the template of the letters has a mistake: {reason.message}", HINT)
