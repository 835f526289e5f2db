"""The subject index: subjects of headers and marks in the texts, with cross-references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import count

from anthology import people
from anthology.book import Book, Piece
from anthology.compose.back_matter.indexes import Entry, Index, Reference, index
from anthology.compose.back_matter.locators import Locator, to_review
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings
from anthology.report import Place, Problem, shown, warning
from anthology.text import sort_keys

MARK = re.compile(r'<span\b(?=[^>]*\sclass="index")[^>]*>')
ATTRIBUTE = re.compile(r'\s(id|data-entry|data-see)="([^"]*)"')


@dataclass
class Topic:
    """A subject while the index is made: its spellings and its places."""

    spellings: Counter[str] = field(default_factory=Counter)
    locators: dict[str, Locator] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    see: str = ""
    see_also: dict[str, Place] = field(default_factory=dict)  # and where that is said
    id: str = ""

    @property
    def words(self) -> str:
        """The spelling that most texts use."""
        return max(self.spellings, key=lambda one: self.spellings[one])

    def below(self, words: str) -> Topic:
        """The topic of that name under this one, made where there is none."""
        topic = self.topics.setdefault(people.identity(words), Topic())
        topic.spellings[words] += 1
        return topic

    def at(self, reference: str) -> Topic | None:
        """The topic that "Entry" or "Entry!subentry" names, None where there is none."""
        found: Topic | None = self
        for words in reference.split("!"):
            found = found.topics.get(people.identity(words)) if found else None
        return found

    def all(self) -> Iterator[Topic]:
        """The topics below this one, each before those below it."""
        for topic in self.topics.values():
            yield topic
            yield from topic.all()


def subjects(setting: Setting, settings: Settings) -> Index:
    """Subjects of headers and marks in texts, with subentries and cross-references."""
    root = _topics(setting.book, settings)
    _identify(root)
    return index(_entry(topic, root, setting.book.language) for topic in root.topics.values())


def blind(book: Book, settings: Settings) -> Iterator[Problem]:
    """A warning for each cross-reference to an entry that the index does not have."""
    refers = settings.back.see or settings.back.see_also
    if settings.back.subject_index is False or not (refers or "data-see=" in _texts(book)):
        return
    root = _topics(book, settings)
    said = [(entry, meant, settings.place("back", "see", entry))
            for entry, meant in settings.back.see.items()]  # fmt: skip
    said += [(topic.words, words, place)
             for topic in root.all() for words, place in topic.see_also.items()]  # fmt: skip
    for entry, words, place in said:
        if root.at(words) is None:
            yield warning(
                place,
                f"“{shown(entry)}” refers to “{shown(words)}”, "
                "which is no entry of the subject index",
                "Correct the name, or mark a place for it: [words]{.index entry=“…”}.",
            )


def _texts(book: Book) -> str:
    return "".join(review.body.xhtml for review in book.reviews)


def _topics(book: Book, settings: Settings) -> Topic:
    """Every topic, its places in the book's order."""
    root = Topic()
    for piece in book.front:
        _mark(root, piece.id, piece.body.xhtml, _title(piece), piece.place)
    for part in book.parts:
        if part.introduction:
            title = smarten(part.title, book.language)
            _mark(root, part.id, part.introduction.xhtml, title, Place())
        for review in part.reviews:
            here = to_review(review)
            for subject in review.subjects:
                root.below(_first_large(subject)).locators[review.id] = here
            _mark(root, review.id, review.body.xhtml, here.text, review.place)
    for piece in book.back:
        _mark(root, piece.id, piece.body.xhtml, _title(piece), piece.place)
    _refer(root, settings)
    return root


def _title(piece: Piece) -> str:
    return smarten(piece.title or _first_large(piece.kind.replace("-", " ")), piece.lang)


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mark(root: Topic, section: str, xhtml: str, title: str, place: Place) -> None:
    """Add the marks of a text; in the e-book those after the first show as numbers."""
    seen: Counter[str] = Counter()
    for tag in MARK.finditer(xhtml):
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[0])}
        entry, _, below = (part.strip() for part in said.get("data-entry", "").partition("!"))
        if not entry or "id" not in said:
            continue
        topic = root.below(_first_large(entry))
        if see := said.get("data-see", ""):
            topic.see_also.setdefault(see, place)
        topic = topic.below(below) if below else topic
        seen[said["data-entry"]] += 1
        number = seen[said["data-entry"]]
        name = f"{section}-{said['id']}"
        topic.locators[name] = Locator(name, title if number == 1 else str(number))


def _refer(root: Topic, settings: Settings) -> None:
    """Add the cross-references of [back]."""
    for entry, meant in settings.back.see.items():
        root.below(entry).see = meant
    for entry, others in settings.back.see_also.items():
        for other in others:
            place = settings.place("back", "see_also", entry)
            root.below(entry).see_also.setdefault(other, place)


def _identify(root: Topic) -> None:
    """Give an id to each topic that another one points to."""
    numbers = count(1)
    for topic in root.all():
        for words in filter(None, (topic.see, *topic.see_also)):
            meant = root.at(words)
            if meant and not meant.id:
                meant.id = f"subject-index-{next(numbers)}"


def _entry(topic: Topic, root: Topic, language: str) -> Entry:
    below = (_entry(each, root, language) for each in topic.topics.values())
    only_points = topic.see and not topic.locators and not topic.topics
    also = [*topic.see_also, *([topic.see] if topic.see and not only_points else [])]
    return Entry(
        sort_keys.natural(topic.words),
        words=smarten(topic.words, language),
        locators=tuple(topic.locators.values()),
        entries=tuple(sorted(below, key=lambda entry: entry.key)),
        id=topic.id,
        see=_reference(topic.see, root, language) if only_points else None,
        see_also=tuple(_reference(words, root, language) for words in also),
    )


def _reference(reference: str, root: Topic, language: str) -> Reference:
    """The reference in the words of the entry that it points to."""
    parts = reference.split("!")
    steps = [root.at("!".join(parts[:end])) for end in range(1, len(parts) + 1)]
    words = [step.words if step else part for step, part in zip(steps, parts, strict=True)]
    meant = steps[-1]
    return Reference(smarten(", ".join(words), language), meant.id if meant else "")
