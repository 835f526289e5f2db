"""Indexes of works, creators, reviewers and subjects: entries in order, with their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from anthology import alphabet, people
from anthology.book import Review, Work
from anthology.compose.back_matter.locators import Locator, to_review, to_review_of_work
from anthology.compose.setting import Setting
from anthology.compose.typography import smarten
from anthology.config import BackTable, Settings

MARK = re.compile(r'<span\b(?=[^>]*\sclass="index")[^>]*>')
ATTRIBUTE = re.compile(r'\s(id|data-entry|data-see)="([^"]*)"')
LETTERED = 40  # entries; shorter indexes are not parted into letters


@dataclass(frozen=True)
class Entry:
    """A line of an index: `title` stands in italics before `words`."""

    key: alphabet.Key
    title: str = ""
    words: str = ""
    locators: tuple[Locator, ...] = ()
    entries: tuple[Entry, ...] = ()
    see: str = ""  # the entry that is meant, where this one only points
    see_also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """The entries of an index under their initials; its length is the number of entries."""

    letters: tuple[tuple[Entry, ...], ...]

    def __len__(self) -> int:
        return sum(map(len, self.letters))

    def __iter__(self) -> Iterator[tuple[Entry, ...]]:
        return iter(self.letters)


def _index(entries: Iterable[Entry]) -> Index:
    """The entries in order, parted by initials where there are many."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    if len(ordered) < LETTERED:
        return Index((tuple(ordered),) if ordered else ())
    by_letter = groupby(ordered, key=lambda entry: alphabet.initial(entry.key[-1][2]))
    return Index(tuple(tuple(group) for _, group in by_letter))


def works(setting: Setting, _: Settings) -> Index:
    """Works by title, with year, kind and makers, and where they are reviewed."""
    return _index(
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
        alphabet.natural(f"{alphabet.without_article(work.title, language)} {details}"),
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
    return _index(_creator(setting, name, theirs) for name, theirs in made.values())


def _creator(setting: Setting, name: str, theirs: Mapping[Work, Sequence[Review]]) -> Entry:
    entries = (_work(setting, work, reviews, makers=False) for work, reviews in theirs.items())
    ordered = tuple(sorted(entries, key=lambda entry: entry.key))
    return Entry(alphabet.natural(name), words=name, entries=ordered)


def reviewers(setting: Setting, _: Settings) -> Index:
    """Reviewers by sort name, with all their pieces; unsigned ones are under nobody."""
    found: dict[str, list[Review]] = {}
    for review in setting.book.reviews:
        for person in review.reviewers:
            found.setdefault(person.sort_name, []).append(review)
    return _index(
        Entry(alphabet.natural(name), words=name, locators=tuple(map(to_review, reviews)))
        for name, reviews in found.items()
    )


@dataclass
class Topic:
    """A subject while the index is made: its spellings and its places."""

    spellings: Counter[str] = field(default_factory=Counter)
    locators: dict[str, Locator] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    see: str = ""
    see_also: dict[str, None] = field(default_factory=dict)

    def below(self, words: str) -> Topic:
        """The topic of that name under this one, made where there is none."""
        topic = self.topics.setdefault(people.identity(words), Topic())
        topic.spellings[words] += 1
        return topic


def subjects(setting: Setting, settings: Settings) -> Index:
    """Subjects of headers and marks in texts, with subentries and cross-references."""
    root = Topic()
    for review in setting.book.reviews:
        for subject in review.subjects:
            root.below(_first_large(subject)).locators[review.id] = to_review(review)
        _mark(root, review.id, review.body.xhtml, to_review(review).text)
    for piece in (*setting.book.front, *setting.book.back):
        _mark(root, piece.id, piece.body.xhtml, smarten(piece.title or piece.kind, piece.lang))
    _refer(root, settings.back)
    return _index(_topic(topic, setting.book.language) for topic in root.topics.values())


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mark(root: Topic, section: str, xhtml: str, title: str) -> None:
    """Add the marks of a text; in the e-book those after the first show as numbers."""
    seen: Counter[str] = Counter()
    for tag in MARK.finditer(xhtml):
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[0])}
        entry, _, below = (part.strip() for part in said.get("data-entry", "").partition("!"))
        if not entry or "id" not in said:
            continue
        topic = root.below(_first_large(entry))
        if see := said.get("data-see", ""):
            topic.see_also[see] = None
        topic = topic.below(below) if below else topic
        seen[said["data-entry"]] += 1
        number = seen[said["data-entry"]]
        place = f"{section}-{said['id']}"
        topic.locators[place] = Locator(place, title if number == 1 else str(number))


def _refer(root: Topic, back: BackTable) -> None:
    for entry, meant in back.see.items():
        topic = root.below(entry)
        topic.see = meant
    for entry, others in back.see_also.items():
        for other in others:
            root.below(entry).see_also[other] = None


def _topic(topic: Topic, language: str) -> Entry:
    words = max(topic.spellings, key=lambda one: topic.spellings[one])
    below = (_topic(each, language) for each in topic.topics.values())
    return Entry(
        alphabet.natural(words),
        words=smarten(words, language),
        locators=tuple(topic.locators.values()),
        entries=tuple(sorted(below, key=lambda entry: entry.key)),
        see=topic.see if not topic.locators and not topic.topics else "",
        see_also=(*topic.see_also, *([topic.see] if topic.see and topic.locators else [])),
    )
