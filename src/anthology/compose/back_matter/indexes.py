"""Indexes of works, creators and reviewers: sorted entries with their locators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from anthology import people
from anthology.book import Review, Work
from anthology.compose.back_matter.locators import (
    Locator,
    signature,
    to_review,
    to_review_of_work,
)
from anthology.compose.composer import Composer
from anthology.compose.typography.isolates import isolated
from anthology.compose.typography.punctuation import smarten
from anthology.compose.typography.titles import width
from anthology.config import Settings
from anthology.text import sort_keys

LETTERED = 40  # entries from which an index is divided by letter
BRIEF = 24.0  # ems of an entry that takes two lines in one of two columns, in the size of an index
MOSTLY = 3 / 4  # of all entries
LEADS = 2.0  # ems of a page number or a rating, with the gap before it


@dataclass(frozen=True)
class CrossReference:
    """A reference to another entry, after "see" or "see also"."""

    words: str
    id: str  # "" if the index has no such entry


@dataclass(frozen=True)
class IndexEntry:
    """A line of an index: `title` in italics, then `words`."""

    key: sort_keys.Key
    title: str = ""
    words: str = ""
    locators: tuple[Locator, ...] = ()
    entries: tuple[IndexEntry, ...] = ()
    id: str = ""  # "" unless another entry refers to this one
    see: CrossReference | None = None  # for an entry without locators of its own
    see_also: tuple[CrossReference, ...] = ()


@dataclass(frozen=True)
class Letter:
    """The entries under one initial; it is "" where the index is not divided."""

    initial: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class Index:
    """The entries of an index by initial letter; its length is the number of entries."""

    letters: tuple[Letter, ...]

    def __len__(self) -> int:
        return sum(len(letter.entries) for letter in self.letters)

    def __iter__(self) -> Iterator[Letter]:
        return iter(self.letters)

    @property
    def brief(self) -> bool:
        """Whether it is shorter in two columns, since most entries take two lines there at most.

        The white above letters is halved.
        """
        lengths = [_length(entry) for letter in self.letters for entry in letter.entries]
        return sum(length <= BRIEF for length in lengths) >= MOSTLY * len(lengths)

    @property
    def small(self) -> bool:
        """Whether it may share its pages with others."""
        return len(self) < LETTERED


def _length(entry: IndexEntry) -> float:
    """About how long an entry is on one line, in ems, without those below it."""
    leads = sum(LEADS * (2 if each.rating else 1) for each in entry.locators)
    return width(entry.title + entry.words) + leads


def index(entries: Iterable[IndexEntry], language: str) -> Index:
    """The entries sorted, and divided by initial letter if there are many."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    if len(ordered) < LETTERED:
        return Index((Letter("", tuple(ordered)),) if ordered else ())
    by_letter = groupby(ordered, key=lambda entry: sort_keys.initial(entry.key[-1][2], language))
    return Index(tuple(Letter(initial, tuple(group)) for initial, group in by_letter))


def works(composer: Composer, _: Settings) -> Index:
    """Works by title, with season, year and makers, and the locators of their reviews.

    Below a title stand its seasons, and below a work with several reviews who wrote them.
    """
    return _works(composer, rated=False)


def rated(composer: Composer) -> Index:
    """The index of works, with the rating beside each locator."""
    return _works(composer, rated=True)


def _works(composer: Composer, *, rated: bool) -> Index:
    by_title: dict[tuple[str, str], dict[Work, Sequence[Review]]] = {}
    for number, (work, reviews) in enumerate(reviews_by_work(composer).items()):
        title = people.identity(work.title), work.kind
        key = title if work.season else (str(number), "")
        by_title.setdefault(key, {})[work] = reviews
    entries = (_titled(composer, each, rated=rated) for each in by_title.values())
    return index(entries, composer.book.language)


def _titled(
    composer: Composer, found: Mapping[Work, Sequence[Review]], *, rated: bool
) -> IndexEntry:
    """The entry of a work, or of a title with its seasons below it."""
    entries = [_signed(composer, *each, rated=rated) for each in found.items()]
    if len(entries) == 1:
        return entries[0]
    first = next(iter(found))
    makers = all(work.creators == first.creators for work in found)
    shared = first.creators if makers else ()
    whole = _work(composer, Work(first.title, shared, kind=first.kind), ())
    seasons = (
        replace(each, title="", words=_details(composer, work, makers=not makers))
        for each, work in zip(entries, found, strict=True)
    )
    return replace(whole, entries=tuple(sorted(seasons, key=lambda each: each.key)))


def _signed(
    composer: Composer, work: Work, reviews: Sequence[Review], *, rated: bool
) -> IndexEntry:
    """The entry of a work; where several reviews are signed, each is below it."""
    entry = _work(composer, work, reviews, rated=rated)
    by_name: dict[str, list[Locator]] = {}
    for review, locator in zip(reviews, entry.locators, strict=True):
        by_name.setdefault(signature(composer, review), []).append(replace(locator, text=""))
    if len(by_name) == 1 or "" in by_name:
        return entry
    signed = (
        IndexEntry(entry.key, words=name, locators=tuple(found)) for name, found in by_name.items()
    )
    return replace(entry, locators=(), entries=tuple(signed))


def reviews_by_work(composer: Composer) -> Mapping[Work, Sequence[Review]]:
    """The book's reviews of each work, in the book's order."""
    found: dict[Work, list[Review]] = {}
    for review in composer.book.reviews:
        if review.work:
            found.setdefault(review.work, []).append(review)
    return found


def _work(
    composer: Composer,
    work: Work,
    reviews: Sequence[Review],
    *,
    makers: bool = True,
    rated: bool = False,
) -> IndexEntry:
    language = composer.book.language
    details = _details(composer, work, makers=makers)
    title = sort_keys.without_article(work.title, language)
    return IndexEntry(
        sort_keys.natural(f"{title} {', '.join(_known(work, makers=makers))}", language),
        title=isolated(smarten(work.title, language), composer.words),
        words=f", {details}" if details else "",
        locators=tuple(to_review_of_work(composer, each, rated=rated) for each in reviews),
    )


def _details(composer: Composer, work: Work, *, makers: bool) -> str:
    """The work's season, year and makers as printed; "" where nothing is known."""
    shown = ", ".join(isolated(part, composer.words) for part in _known(work, makers=makers))
    return smarten(shown, composer.book.language)


def _known(work: Work, *, makers: bool) -> list[str]:
    names = [creator.name for creator in work.creators] if makers else []
    return [part for part in (work.season, work.printed_year, *names) if part]


def creators(composer: Composer, settings: Settings) -> Index:
    """The makers of the works by sort name, each with their works."""
    register, _ = people.register(settings, ())
    reviewers_ = (person for review in composer.book.reviews for person in review.reviewers)
    known = {people.identity(person.name): person for person in reviewers_}
    found: dict[str, tuple[str, dict[Work, Sequence[Review]]]] = {}
    for work, reviews in reviews_by_work(composer).items():
        for creator in work.creators:
            name = register.creator_sort_name(creator.name)
            if reviewer := known.get(people.identity(creator.name)):
                name = reviewer.sort_name
            found.setdefault(people.identity(name), (name, {}))[1][work] = reviews
    entries = (_creator(composer, name, theirs) for name, theirs in found.values())
    return index(entries, composer.book.language)


def _creator(composer: Composer, name: str, theirs: Mapping[Work, Sequence[Review]]) -> IndexEntry:
    entries = (_work(composer, work, reviews, makers=False) for work, reviews in theirs.items())
    ordered = tuple(sorted(entries, key=lambda entry: entry.key))
    key = sort_keys.natural(name, composer.book.language)
    return IndexEntry(key, words=isolated(name, composer.words), entries=ordered)


def reviewers(composer: Composer, _: Settings) -> Index:
    """Reviewers by sort name with all their reviews; unsigned reviews are not listed."""
    found: dict[str, list[Review]] = {}
    for review in composer.book.reviews:
        for person in review.reviewers:
            found.setdefault(person.sort_name, []).append(review)
    language = composer.book.language
    entries = (
        IndexEntry(
            sort_keys.natural(name, language),
            words=isolated(name, composer.words),
            locators=tuple(to_review(composer, each) for each in reviews),
        )
        for name, reviews in found.items()
    )
    return index(entries, language)
