"""What `anthology list` shows: each review, its data, and where each was found."""

from __future__ import annotations

import csv
import dataclasses
import io
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from anthology.book import (
    NO_RIGHTS,
    Book,
    Found,
    PartialDate,
    Person,
    Picture,
    Publication,
    Rating,
    Review,
    Rights,
    Work,
)
from anthology.load import columns
from anthology.load.header.keys import WORKS
from anthology.load.project.model import Skipped, counts, left_out_in_words
from anthology.report import FEW, Place, counted, shown

JSON_VERSION = 1  # grows when a name in the JSON changes its meaning


@dataclass(frozen=True)
class Catalogue:
    """The arranged book, and the files that were left out."""

    book: Book
    skipped: tuple[Skipped, ...] = ()
    volumes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The paths of the manuscripts of each volume, by its name."""
    remarks: tuple[str, ...] = ()  # that a listing ends with

    def rows(self) -> tuple[str, ...]:
        """The listing as lines of plain text, safe for a terminal."""
        return tuple(shown(line) for line in self._rows())

    def as_json(self) -> Mapping[str, Any]:
        """The whole model with its own names; pictures without their bytes."""
        return {
            "version": JSON_VERSION,
            "book": plain(self.book),
            "left_out": dict(counts(self.skipped)),
            "left_out_files": plain(self.skipped),
            "volumes": {name: list(paths) for name, paths in self.volumes.items()},
            "remarks": list(self.remarks),
        }

    def as_csv(self) -> str:
        """The reviews as a list of manuscripts, which can be laid over their headers."""
        stream = io.StringIO()
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns.COLUMNS)
        for review in self.book.reviews:
            cells = columns.cells(review)
            table.writerow(columns.written(cells[name]) for name in columns.COLUMNS)
        return stream.getvalue()

    def _rows(self) -> Iterator[str]:
        inside: dict[str, list[str]] = {}
        for name, paths in self.volumes.items():
            for path in paths:
                inside.setdefault(path, []).append(name)
        yield from _rows(self.book, self.skipped, inside)
        yield from self.remarks


def headline(book: Book) -> str:
    """The book in a line: its title, how many reviews and how many words."""
    return f"{book.title}: {counted(len(book.reviews), 'review')}, {_words(book):,} words"


def of_exports(root: Path, exports: Sequence[str]) -> tuple[str, ...]:
    """What to say of a book that is made from exports, in two lines; () where there is none."""
    if not exports:
        return ()
    one = len(exports) == 1
    number = "the export" if one else f"{len(exports)} exports:"
    named = ", ".join(exports[:FEW]) + (" …" if len(exports) > FEW else "")
    file, folder = shlex.quote(str(root / exports[0])) if one else "FILE", shlex.quote(str(root))
    return (
        f"This is a draft, made from {number} {named}.",
        f"`anthology import {file} {folder}` writes its reviews as manuscripts to be edited.",
    )


def _rows(
    book: Book, skipped: Sequence[Skipped], volumes: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield headline(book)
    number = 0
    for piece in book.front:
        yield f"     {piece.kind}: {piece.title or '(no title)'}   {piece.place}"
    for part in book.parts:
        if part.title:
            yield ""
            yield f"Part: {part.title} ({counted(len(part.reviews), 'review')})"
        for review in part.reviews:
            number += 1
            yield f"{number:4} {review.title} (title from the {review.title_found})"
            yield from (f"     {label:10} {value}" for label, value in details(review))
            if names := volumes.get(review.place.path):
                yield f"     {'volumes':10} {', '.join(names)}"
    for piece in book.back:
        yield f"     {piece.kind}: {piece.title or '(no title)'}   {piece.place}"
    if skipped:
        yield ""
        yield f"Left out: {left_out_in_words(skipped)}".rstrip(": ")
        yield from (f"     {_left_out(each)}" for each in skipped)


def _left_out(one: Skipped) -> str:
    files = f"{counted(one.files, 'file')} " if one.files != 1 else ""
    return f"{one.path}   {files}{one.reason}"


def details(review: Review) -> Iterator[tuple[str, str]]:
    """Each datum that the review has: what it is, and its value with where it was found."""
    ratings = [("rating", _rating(review.rating))] if review.rating else []
    ratings += [("rating?", _proposed(rating)) for rating in review.proposed_ratings]
    known = (
        ("file", str(review.place)),
        ("reviewer", _reviewers(review)),
        ("translator", _names(review.translators)),
        ("work", _work(review.work, _from(review, "work", *WORKS, "title"))),
        *ratings,
        ("date", f"{review.date}{_from(review, 'date')}" if review.date else ""),
        ("published", _publication(review.publication) if review.publication else ""),
        ("rights", _rights(review.rights) if review.rights != NO_RIGHTS else ""),
        ("spoilers", "yes" if review.spoilers else ""),
        ("subjects", ", ".join(review.subjects)),
        ("words", f"{review.body.words:,}"),
        ("structure", review.body.structure),
    )
    yield from ((label, value) for label, value in known if value)


def _from(review: Review, *keys: str) -> str:
    """Where the value was found: “ (line 3)” of the header, or “ (from the file name)”."""
    found = review.found.get(keys[0], Found.HEADER)
    line = review.at(*keys).line
    return f" (line {line})" if found is Found.HEADER and line else f" (from the {found})"


def _reviewers(review: Review) -> str:
    names = _names(review.reviewers)
    return names + _from(review, "reviewers", "reviewer", "author") if names else "unsigned"


def _names(people: Iterable[Person]) -> str:
    return ", ".join(person.name for person in people)


def _work(work: Work | None, origin: str) -> str:
    if work is None:
        return ""
    makers = ", ".join(f"{c.name} ({c.role})" if c.role else c.name for c in work.creators)
    known = (work.title, work.season, work.printed_year, work.kind, makers)
    return ", ".join(part for part in known if part) + origin


def _publication(publication: Publication) -> str:
    date = str(publication.date) if publication.date else ""
    return ", ".join(part for part in (publication.name, date, publication.url) if part)


def _rights(rights: Rights) -> str:
    """As “permission granted, held by Ann Lee, CC0”."""
    holder = f"held by {rights.holder}" if rights.holder else ""
    credits_ = (*rights.picture_credits, rights.credit)
    return ", ".join(
        part
        for part in (f"permission {rights.permission}", holder, rights.licence, *credits_)
        if part
    )


def _rating(rating: Rating) -> str:
    """As “★★★½ = 3.5 of 0.5 to 5 (line 4)”."""
    value = ""
    if rating.comparable:
        value = f" = {_number(rating.value)} of {_number(rating.worst)} to {_number(rating.best)}"
    elif not rating.status:
        value = ", scale unknown"
    status = f" [{rating.status}]" if rating.status else ""
    verdict = f", “{rating.verdict}”" if rating.verdict else ""
    line = f"line {rating.place.line}" if rating.place.line else f"from the {rating.found}"
    return f"{rating.as_written}{value}{status}{verdict} ({line})"


def _proposed(rating: Rating) -> str:
    return (
        f"{rating.as_written} in {rating.place} is not used; if it is the reviewer's rating, "
        f"write “rating: {rating.as_written}” in the header"
    )


def _number(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _words(book: Book) -> int:
    pieces = sum(piece.body.words for piece in (*book.front, *book.back))
    return pieces + sum(review.body.words for review in book.reviews)


def plain(value: Any) -> Any:
    """The model as JSON values: dates and places as text, decimals as exact text."""
    if isinstance(value, PartialDate | Place):
        return str(value)
    if dataclasses.is_dataclass(value):
        known = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        if isinstance(value, Picture):
            del known["data"]
        return plain(known)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return _number(value) if isinstance(value, Decimal) else value
