"""Who made the book, and as what: for the e-book's metadata and the trade's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anthology.book import Book, Person


@dataclass(frozen=True)
class Credit:
    """A person and all that they did, as MARC relator codes."""

    person: Person
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Credited:
    """Everybody who made a book."""

    creators: tuple[Credit, ...]
    """The editors; the reviewers of a book that names no editors."""
    contributors: tuple[Credit, ...]
    """All others; also the creators, where they did more than that."""

    @property
    def everybody(self) -> tuple[Credit, ...]:
        """Each person once, with all that they did; the creators come first."""
        both = (*self.creators, *self.contributors)
        return _credits((credit.person, role) for credit in both for role in credit.roles)


def credited(book: Book) -> Credited:
    """The editors as creators and all others as contributors; reviewers in place of editors."""
    reviewers = [person for review in book.reviews for person in review.reviewers]
    translators = [person for review in book.reviews for person in review.translators]
    writers = [person for piece in (*book.front, *book.back) for person in piece.authors]
    others = [(each.person, each.role) for each in book.contributors]
    others += [(person, "aut") for person in writers]
    others += [(person, "trl") for person in translators]
    written = [(person, "aut") for person in reviewers]
    creators = [(person, "edt") for person in book.editors] or written
    contributors = others + (written if book.editors else [])
    done = frozenset(creators)
    return Credited(_credits(creators), _credits(pair for pair in contributors if pair not in done))


def _credits(pairs: Iterable[tuple[Person, str]]) -> tuple[Credit, ...]:
    """Each person once, with all their roles, in the order in which they come."""
    roles: dict[Person, list[str]] = {}
    for person, role in dict.fromkeys(pairs):
        roles.setdefault(person, []).append(role)
    return tuple(Credit(person, tuple(own)) for person, own in roles.items())
