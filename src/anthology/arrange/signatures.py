"""Who signed and who made: lines with several names become several people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from anthology.book import Creator, Person, Review
from anthology.people import Register, separated
from anthology.report import Place, Problem, question, shown

GUEST = "featuring"  # the role of those who are named after “feat.”


def signed(
    reviews: Iterable[Review], register: Register
) -> tuple[tuple[Review, ...], tuple[Problem, ...]]:
    """The reviews with each person by themselves, and a doubt for each line that is a guess.

    A name that is declared in anthology.toml or in reviewers/ is never divided.
    """
    found = tuple(reviews)
    return tuple(_divided(each, register) for each in found), tuple(_doubts(found, register))


def _divided(review: Review, register: Register) -> Review:
    work = review.work
    creators = tuple(_creators(work.creators, register)) if work else ()
    if work and creators != work.creators:
        work = replace(work, creators=creators)
    reviewers = tuple(_people(review.reviewers, register))
    translators = tuple(_people(review.translators, register))
    if (reviewers, translators) == (review.reviewers, review.translators) and work is review.work:
        return review  # a book may have thousands, of which none is divided
    return replace(review, reviewers=reviewers, translators=translators, work=work)


def _people(people: Iterable[Person], register: Register) -> Iterator[Person]:
    for person in people:
        names = separated(person.name)
        several = _declared(person.name, register) or (*names.people, *names.guests)
        if len(several) < 2 or register.knows(person.name):
            yield person
        else:
            yield from (Person(name, "") for name in several)


def _declared(line: str, register: Register) -> tuple[str, ...]:
    """The names between the commas of a line, where each is that of a person or a login."""
    names = tuple(name.strip() for name in line.split(","))
    return names if len(names) > 1 and all(map(register.knows, names)) else ()


def _creators(creators: Iterable[Creator], register: Register) -> Iterator[Creator]:
    for creator in creators:
        names = separated(creator.name)
        if register.knows(creator.name):
            yield creator
        else:
            yield from (Creator(name, creator.role) for name in names.people)
            yield from (Creator(name, GUEST) for name in names.guests)


def _doubts(reviews: Sequence[Review], register: Register) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, place in _lines(reviews):
        names = separated(name)
        if not names.sure and name not in seen and not register.knows(name):
            seen.add(name)
            yield question(
                place(),
                f"“{shown(name)}” is read as {len(names.people)} people",
                "If it is the name of one, declare it in anthology.toml: "
                f'[creators] "{shown(name)}" = "…", as the index is to list it.',
            )


def _lines(reviews: Iterable[Review]) -> Iterator[tuple[str, Callable[[], Place]]]:
    for review in reviews:
        for person in (*review.reviewers, *review.translators):
            yield person.name, lambda r=review: r.at("reviewer", "author", "translator")  # type: ignore[misc]
        for creator in review.work.creators if review.work else ():
            yield creator.name, lambda r=review: r.at("creator", "author", "work")  # type: ignore[misc]
