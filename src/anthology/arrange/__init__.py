"""Arrange: loaded reviews become a Book, with each person and work once and the parts in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from anthology import people
from anthology.arrange import select, works
from anthology.arrange.layouts import with_layouts
from anthology.arrange.order import ordered, remarks
from anthology.arrange.parts import Pile, parts
from anthology.arrange.permissions import permitted
from anthology.arrange.select import selected
from anthology.arrange.signatures import signed
from anthology.book import Book, Contributor, PartialDate, Person, Piece, Review
from anthology.config import BookTable, Settings, SubjectTable
from anthology.load import Loaded
from anthology.people import Register
from anthology.report import NOWHERE, Place, Problem, error
from anthology.text import sort_keys

__all__ = ["arrange", "selected"]

OLDEST = "2000-01-01T00:00:00Z"  # if neither the book nor the environment gives a date
FRONT = ("frontispiece", "dedication", "epigraph", "foreword", "preface", "introduction")


def arrange(
    loaded: Loaded, settings: Settings, epoch: str = ""
) -> tuple[Book, tuple[Problem, ...]]:
    """The book, and its problems. `epoch` is SOURCE_DATE_EPOCH or ""."""
    register, declared_twice = people.register(settings, loaded.people)
    divided, guesses = signed(loaded.reviews, register)
    loaded = replace(loaded, reviews=divided)
    used = people.uses(_names(loaded, settings))
    register = register.with_names(used)
    pile, doubts = works.united(permitted(_signed(loaded.reviews, register), settings))
    loaded = replace(loaded, reviews=(reviews := selected(pile, settings.select)))
    inside, front = _introductions(loaded.front, settings)
    grouped, wrong_parts = parts(Pile(ordered(reviews, settings.book), pile, inside), settings)
    laid_out, layouts = with_layouts(grouped, settings)
    contributors, wrong_roles = _contributors(settings, register, loaded)
    modified, wrong_epoch = _modified(settings.book, epoch)
    book = replace(
        _titled(settings, register),
        parts=laid_out,
        contributors=contributors,
        modified=modified,
        front=tuple(_by(piece, register) for piece in sorted(front, key=_front_order)),
        back=tuple(_by(piece, register) for piece in loaded.back),
        pictures=loaded.pictures,
        cover=loaded.cover,
    )
    problems = (
        *declared_twice,
        *guesses,
        *people.doubts(used, register),
        *people.unused(register, used, settings),
        *doubts,
        *select.doubts(pile, settings),
        *wrong_parts,
        *layouts,
        *wrong_roles,
        *wrong_epoch,
        *remarks(reviews, settings),
    )
    return book, problems


def _titled(settings: Settings, register: Register) -> Book:
    """The book as anthology.toml describes it, without reviews and other pieces."""
    table = settings.book
    return Book(
        title=table.title,
        slug=sort_keys.slug(table.title, "book"),
        parts=(),
        subtitle=table.subtitle,
        editors=tuple(register.person(name) for name in table.editors),
        publisher=table.publisher,
        place=table.place,
        language=table.language,
        date=_date(table.date),
        identifier=_identifier(table, settings.volume),
        isbn_epub=table.isbn_epub,
        isbn_print=table.isbn_print,
        rights=table.rights,
        description=table.description,
        subjects=tuple(_subject(subject) for subject in table.subjects),
        series=table.series,
        series_number=table.series_number,
    )


def _subject(subject: SubjectTable) -> str:
    """The subject as in a catalogue entry: "BISAC: PER004030 Film", or its words alone."""
    if not subject.authority or not subject.code:
        return subject.term
    return f"{subject.authority}: {subject.code} {subject.term}"


def _date(written: str) -> PartialDate | None:
    return PartialDate(*map(int, written.split("-"))) if written else None


def _identifier(table: BookTable, volume: str) -> str:
    """The permanent identifier: as declared, the ISBN, or derived from the title page."""
    if table.identifier:
        return table.identifier
    if table.isbn_epub:
        return "urn:isbn:" + table.isbn_epub.replace("-", "").replace(" ", "")
    names = (table.title, table.subtitle, *table.editors, table.publisher, table.language)
    own = (f"volume {volume}",) if volume else ()
    return uuid5(NAMESPACE_URL, "anthology:" + "\n".join((*names, *own))).urn


def _modified(table: BookTable, epoch: str) -> tuple[str, tuple[Problem, ...]]:
    """The e-book's time of modification, in UTC; the book's own goes before the environment's."""
    if table.modified:
        return table.modified, ()
    if epoch:
        try:
            moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        except (ValueError, OverflowError, OSError):
            return OLDEST, (_wrong_epoch(),)
        return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z", ()
    date = _date(table.date)
    if date is None:
        return OLDEST, ()
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z", ()


def _wrong_epoch() -> Problem:
    return error(
        NOWHERE,
        "the environment variable SOURCE_DATE_EPOCH is not a number of seconds",
        "Set it to the seconds since 1970, such as 1747440000, or unset it.",
    )


def _signed(reviews: Iterable[Review], register: Register) -> Iterator[Review]:
    """The reviews with the people that their names refer to, each once."""
    for review in reviews:
        reviewers = _each_once(review.reviewers, register)
        translators = _each_once(review.translators, register)
        if (reviewers, translators) == (review.reviewers, review.translators):
            yield review
        else:
            yield replace(review, reviewers=reviewers, translators=translators)


def _each_once(named: Iterable[Person], register: Register) -> tuple[Person, ...]:
    return tuple({p.name: p for p in (register.person(person.name) for person in named)}.values())


def _by(piece: Piece, register: Register) -> Piece:
    return replace(piece, authors=_each_once(piece.authors, register))


def _introductions(
    front: Iterable[Piece], settings: Settings
) -> tuple[dict[str, Piece], list[Piece]]:
    """The introductions of parts, by path, and the rest of the front matter."""
    named = {part.introduction for part in settings.part}
    inside = {piece.place.path: piece for piece in front if piece.place.path in named}
    return inside, [piece for piece in front if piece.place.path not in named]


def _front_order(piece: Piece) -> tuple[int, tuple[sort_keys.Key, ...]]:
    known = FRONT.index(piece.kind) if piece.kind in FRONT else len(FRONT)
    return known, sort_keys.path(piece.place.path)


def _contributors(
    settings: Settings, register: Register, loaded: Loaded
) -> tuple[tuple[Contributor, ...], tuple[Problem, ...]]:
    """Everybody but reviewers and editors, once in each role, and errors for unknown roles."""
    found = [Contributor(register.person(name), "trl") for name in settings.book.translators]
    problems = []
    for words, names in settings.book.contributors.items():
        role = people.role(words, settings.place("book", "contributors", words))
        if isinstance(role, Problem):
            problems.append(role)
        else:
            found += [Contributor(register.person(name), role) for name in names]
    for piece in (*loaded.front, *loaded.back):
        role = people.PIECES.get(piece.kind, "ctb")
        found += [Contributor(register.person(author.name), role) for author in piece.authors]
    for review in loaded.reviews:
        found += [Contributor(register.person(p.name), "trl") for p in review.translators]
    return tuple(dict.fromkeys(found)), tuple(problems)


def _names(loaded: Loaded, settings: Settings) -> Iterator[tuple[str, Place]]:
    """Every name in the project, and its place."""
    for review in loaded.reviews:
        yield from ((p.name, review.at("reviewer", "author")) for p in review.reviewers)
        yield from ((p.name, review.at("translator")) for p in review.translators)
    for piece in (*loaded.front, *loaded.back):
        yield from ((person.name, piece.place) for person in piece.authors)
    book = settings.book
    yield from ((name, settings.place("book", "editors")) for name in book.editors)
    yield from ((name, settings.place("book", "translators")) for name in book.translators)
    for role, names in book.contributors.items():
        yield from ((name, settings.place("book", "contributors", role)) for name in names)
