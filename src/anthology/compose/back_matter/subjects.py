"""The subject index: subjects from headers and index marks in texts, with cross-references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import count

from anthology import people
from anthology.book import Book, Piece
from anthology.compose.back_matter.indexes import CrossReference, Index, IndexEntry, index
from anthology.compose.back_matter.locators import Locator
from anthology.compose.composer import Composer
from anthology.compose.typography.isolates import isolated
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings
from anthology.report import NOWHERE, Place, Problem, shown, warning
from anthology.text import sort_keys

MARK = re.compile(r'<span\b(?=[^>]*\sclass="index")[^>]*>')
ATTRIBUTE = re.compile(r'\s(id|data-entry|data-see)="([^"]*)"')


@dataclass
class Topic:
    """A subject while the index is compiled: its spellings and its locators."""

    spellings: Counter[str] = field(default_factory=Counter)
    locators: dict[str, Locator] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    see: str = ""
    see_also: dict[str, Place] = field(default_factory=dict)  # and where it was written
    id: str = ""

    @property
    def words(self) -> str:
        """The most frequent spelling."""
        return max(self.spellings, key=lambda one: self.spellings[one])

    def below(self, words: str) -> Topic:
        """The topic of that name under this one, added if it is new."""
        topic = self.topics.setdefault(people.identity(words), Topic())
        topic.spellings[words] += 1
        return topic

    def at(self, reference: str) -> Topic | None:
        """The topic of a reference "Entry" or "Entry!subentry"; None if there is none."""
        found: Topic | None = self
        for words in reference.split("!"):
            found = found.topics.get(people.identity(words)) if found else None
        return found

    def all(self) -> Iterator[Topic]:
        """All topics below this one, each followed by those below it."""
        for topic in self.topics.values():
            yield topic
            yield from topic.all()


def subjects(composer: Composer, settings: Settings) -> Index:
    """The subject index, with subentries and cross-references."""
    root = _topics(composer.book, settings)
    _identify(root)
    language = composer.book.language
    return index((_entry(topic, root, composer) for topic in root.topics.values()), language)


def blind_references(book: Book, settings: Settings) -> Iterator[Problem]:
    """A warning for each cross-reference to an entry that is not in the index."""
    refers = settings.back.see or settings.back.see_also
    if settings.back.subject_index is False or not (refers or _refers(book)):
        return
    root = _topics(book, settings)
    references = [(entry, meant, settings.place("back", "see", entry))
                  for entry, meant in settings.back.see.items()]  # fmt: skip
    references += [(topic.words, words, place)
                   for topic in root.all() for words, place in topic.see_also.items()]  # fmt: skip
    for entry, words, place in references:
        if root.at(words) is None:
            yield _blind(entry, words, place)


def _blind(entry: str, words: str, place: Place) -> Problem:
    return warning(
        place,
        f"“{shown(entry)}” refers to “{shown(words)}”, which is not in the subject index",
        'Correct the name, or mark a place for it in a text: [words]{.index entry="…"}.',
    )


def _refers(book: Book) -> bool:
    """Whether a review has a cross-reference to an entry."""
    return any("data-see=" in review.body.xhtml for review in book.reviews)


def _topics(book: Book, settings: Settings) -> Topic:
    """Every topic, with its locators in the book's order."""
    root = Topic()
    for piece in book.front:
        _mark(root, piece.id, piece.body.xhtml, _title(piece), piece.place)
    for part in book.parts:
        if part.introduction:
            title = smarten(part.title, book.language)
            _mark(root, part.id, part.introduction.xhtml, title, NOWHERE)
        for review in part.reviews:
            here = Locator(review.id, smarten(review.title, review.lang))
            for subject in review.subjects:
                root.below(_capitalised(subject)).locators[review.id] = here
            _mark(root, review.id, review.body.xhtml, here.text, review.place)
    for piece in book.back:
        _mark(root, piece.id, piece.body.xhtml, _title(piece), piece.place)
    _refer(root, settings)
    return root


def _title(piece: Piece) -> str:
    return smarten(piece.title or _capitalised(piece.kind.replace("-", " ")), piece.lang)


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _mark(root: Topic, section: str, xhtml: str, title: str, place: Place) -> None:
    """Add the index marks of a text; the e-book shows those after the first as numbers."""
    seen: Counter[str] = Counter()
    for tag in MARK.finditer(xhtml):
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag[0])}
        entry, _, below = (part.strip() for part in attributes.get("data-entry", "").partition("!"))
        if not entry or "id" not in attributes:
            continue
        topic = root.below(_capitalised(entry))
        if see := attributes.get("data-see", ""):
            topic.see_also.setdefault(see, place)
        topic = topic.below(below) if below else topic
        seen[attributes["data-entry"]] += 1
        number = seen[attributes["data-entry"]]
        id_ = f"{section}-{attributes['id']}"
        topic.locators[id_] = Locator(id_, title if number == 1 else str(number))


def _refer(root: Topic, settings: Settings) -> None:
    """Add the cross-references from [back]."""
    for entry, meant in settings.back.see.items():
        root.below(entry).see = meant
    for entry, others in settings.back.see_also.items():
        for other in others:
            place = settings.place("back", "see_also", entry)
            root.below(entry).see_also.setdefault(other, place)


def _identify(root: Topic) -> None:
    """Give an id to each topic to which another one refers."""
    numbers = count(1)
    for topic in root.all():
        for words in filter(None, (topic.see, *topic.see_also)):
            meant = root.at(words)
            if meant and not meant.id:
                meant.id = f"subject-index-{next(numbers)}"


def _entry(topic: Topic, root: Topic, composer: Composer) -> IndexEntry:
    language, words = composer.book.language, composer.words
    below = (_entry(each, root, composer) for each in topic.topics.values())
    only_refers = topic.see and not topic.locators and not topic.topics
    also = [*topic.see_also, *([topic.see] if topic.see and not only_refers else [])]
    return IndexEntry(
        sort_keys.natural(topic.words, language),
        words=isolated(smarten(topic.words, language), words),
        locators=tuple(replace(e, text=isolated(e.text, words)) for e in topic.locators.values()),
        entries=tuple(sorted(below, key=lambda entry: entry.key)),
        id=topic.id,
        see=_reference(topic.see, root, composer) if only_refers else None,
        see_also=tuple(_reference(each, root, composer) for each in also),
    )


def _reference(reference: str, root: Topic, composer: Composer) -> CrossReference:
    """The reference, in the spelling of the entry to which it refers."""
    parts = reference.split("!")
    steps = [root.at("!".join(parts[:end])) for end in range(1, len(parts) + 1)]
    words = [step.words if step else part for step, part in zip(steps, parts, strict=True)]
    meant = steps[-1]
    named = smarten(", ".join(words), composer.book.language)
    return CrossReference(isolated(named, composer.words), meant.id if meant else "")
