"""Indexes of works, creators and reviewers: entries in order, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from anthology import people
from anthology.book import Review, Work
from anthology.compose.back_matter.locators import Locator, to_review, to_review_of_work
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings
from anthology.text import sort_keys

LETTERED = 40  # entries; shorter indexes are not parted into letters


@dataclass(frozen=True)
class Reference:
    """Another entry that one points to."""

    words: str
    id: str  # "" where the index has no such entry


@dataclass(frozen=True)
class Entry:
    """A line of an index: `title` stands in italics before `words`."""

    key: sort_keys.Key
    title: str = ""
    words: str = ""
    locators: tuple[Locator, ...] = ()
    entries: tuple[Entry, ...] = ()
    id: str = ""  # where another entry points here
    see: Reference | None = None  # the entry that is meant, where this one only points
    see_also: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Index:
    """The entries of an index under their initials; its length is the number of entries."""

    letters: tuple[tuple[Entry, ...], ...]

    def __len__(self) -> int:
        return sum(map(len, self.letters))

    def __iter__(self) -> Iterator[tuple[Entry, ...]]:
        return iter(self.letters)


def index(entries: Iterable[Entry]) -> Index:
    """The entries in order, parted by initials where there are many."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    if len(ordered) < LETTERED:
        return Index((tuple(ordered),) if ordered else ())
    by_letter = groupby(ordered, key=lambda entry: sort_keys.initial(entry.key[-1][2]))
    return Index(tuple(tuple(group) for _, group in by_letter))


def works(setting: Setting, _: Settings) -> Index:
    """Works by title, with year, kind and makers, and where they are reviewed."""
    return index(
        _work(setting, work, reviews) for work, reviews in reviews_by_work(setting).items()
    )


def reviews_by_work(setting: Setting) -> Mapping[Work, Sequence[Review]]:
    """The book's reviews of each work, in the book's order."""
    found: dict[Work, list[Review]] = {}
    for review in setting.book.reviews:
        if review.work:
            found.setdefault(review.work, []).append(review)
    return found


def _work(setting: Setting, work: Work, reviews: Sequence[Review], *, makers: bool = True) -> Entry:
    language = setting.book.language
    names = ", ".join(creator.name for creator in work.creators) if makers else ""
    year = str(work.year) if work.year is not None else ""
    details = ", ".join(part for part in (work.season, year, names) if part)
    return Entry(
        sort_keys.natural(f"{sort_keys.without_article(work.title, language)} {details}"),
        title=smarten(work.title, language),
        words=f", {smarten(details, language)}" if details else "",
        locators=tuple(to_review_of_work(setting, review) for review in reviews),
    )


def creators(setting: Setting, settings: Settings) -> Index:
    """Who made the works, by sort name, each with their works."""
    register, _ = people.register(settings, ())
    known = {person.name: person for r in setting.book.reviews for person in r.reviewers}
    made: dict[str, tuple[str, dict[Work, Sequence[Review]]]] = {}
    for work, reviews in reviews_by_work(setting).items():
        for creator in work.creators:
            name = register.creator_sort_name(creator.name)
            if creator.name in known:
                name = known[creator.name].sort_name
            made.setdefault(people.identity(name), (name, {}))[1][work] = reviews
    return index(_creator(setting, name, theirs) for name, theirs in made.values())


def _creator(setting: Setting, name: str, theirs: Mapping[Work, Sequence[Review]]) -> Entry:
    entries = (_work(setting, work, reviews, makers=False) for work, reviews in theirs.items())
    ordered = tuple(sorted(entries, key=lambda entry: entry.key))
    return Entry(sort_keys.natural(name), words=name, entries=ordered)


def reviewers(setting: Setting, _: Settings) -> Index:
    """Reviewers by sort name, with all their pieces; unsigned ones are under nobody."""
    found: dict[str, list[Review]] = {}
    for review in setting.book.reviews:
        for person in review.reviewers:
            found.setdefault(person.sort_name, []).append(review)
    return index(
        Entry(sort_keys.natural(name), words=name, locators=tuple(map(to_review, reviews)))
        for name, reviews in found.items()
    )
