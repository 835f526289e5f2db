"""Proof that the whole text is in the finished books: every word, once, in order, in its place.

The bytes of the EPUB and of the PDF are read again, by other code than made them, and held
against the bodies that the manuscripts gave: text, notes, headings, list items, pictures,
title and byline of each section, and nothing foreign between. `letters` says what of a text
is left aside; `load/formats/lost_words.py` holds the bodies against the manuscripts' source.

A section that agreed once and did not change since, in the manuscript or in the book, is not
read again: the cache remembers that it agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from anthology.book import Book
from anthology.cache import BUCKETS, Cache, key
from anthology.check.collation import epub as collated_epub
from anthology.check.collation import pdf
from anthology.check.collation.expected import Claim, Share, Told, claims
from anthology.edition import Edition
from anthology.pdf import Printed
from anthology.pdf.reading import __file__ as reading_file
from anthology.pdf.reading import reading
from anthology.report import NOWHERE, Problem, error

SHOWN = 5  # differences in one book; where one page is lost, all that follows differs
WHOLE = Share(0, 1)


class Finished(Protocol):
    """A finished book that can be read section by section."""

    @property
    def kind(self) -> str:
        """Of which edition it is."""

    def digest(self, section: str) -> str:
        """A hash of all that stands in a section."""

    def differences(self, measure: Told) -> Iterator[str]:
        """What is not as the measure says, in words that follow "in the section ..."."""

    def astray(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim | None, str]]:
        """What stands outside its place: sections in another order, pages of none."""


def of_epub(
    book: Book, edition: Edition, epub: bytes, cache: Cache, share: Share = WHOLE
) -> tuple[Problem, ...]:
    """An error for each difference between the finished e-book and the manuscripts.

    `share` is that of the sections, where several compare at once.
    """
    finished = collated_epub.Shown(epub, edition)
    return tuple(_few(_differences(claims(book, edition), finished, cache, share), "e-book"))


def of_pdf(
    book: Book, edition: Edition, printed: Printed, cache: Cache, *, outlined: bool = True
) -> tuple[Problem, ...]:
    """An error for each difference between the finished PDF and the manuscripts.

    `outlined` is whether the file has to have bookmarks, which not every press takes.
    """
    return share_of_pdf(tuple(claims(book, edition)), edition, printed, cache, outlined=outlined)


def share_of_pdf(  # noqa: PLR0913
    claimed: Sequence[Claim],
    edition: Edition,
    printed: Printed,
    cache: Cache,
    *,
    outlined: bool = True,
    share: Share = WHOLE,
) -> tuple[Problem, ...]:
    """The same for a share of the sections, of whose claims no others need be there."""
    with reading(printed.pdf) as reader:
        finished = pdf.Shown(reader, printed, edition, outlined=outlined)
        name = {"print": "print book"}.get(edition.name, f"{edition.name} PDF")
        return tuple(_few(_differences(claimed, finished, cache, share), name))


def _differences(
    claims: Iterable[Claim], finished: Finished, cache: Cache, share: Share
) -> Iterator[tuple[Claim | None, str]]:
    """Each difference, with the section that has it."""
    claims = tuple(claims)
    buckets: dict[int, list[Claim]] = {number: [] for number in range(BUCKETS)}
    for claim in claims:
        buckets[claim.bucket].append(claim)
    found = [each for n in share.buckets() for each in _in_bucket(n, buckets[n], finished, cache)]
    place = {claim.id: number for number, claim in enumerate(claims)}
    yield from sorted(found, key=lambda each: place[each[0].id])
    if not share.number:
        yield from finished.astray(claims)


def _in_bucket(
    number: int, claims: Sequence[Claim], finished: Finished, cache: Cache
) -> Iterator[tuple[Claim, str]]:
    """Each difference of some sections; those that agree are noted in one entry of the cache."""
    entry = key("collation", _fingerprint(), finished.kind, str(number))
    noted = frozenset((cache.get(entry) or b"").split())
    agreed = set()
    for claim in claims:
        name = key(claim.digest(), finished.digest(claim.id)).encode()
        measure = claim.told() if name not in noted else None
        wrong = [] if measure is None else _wrong(measure, finished)
        if not wrong:
            agreed.add(name)
        yield from ((claim, message) for message in wrong)
    if agreed != noted:
        cache.put(entry, b"\n".join(sorted(agreed)))


def _wrong(measure: Told, finished: Finished) -> list[str]:
    return [measure.fault] if measure.fault else list(finished.differences(measure))


@cache
def _fingerprint() -> str:
    """A hash of what reads and compares."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    return key(*(path.read_bytes() for path in (*ours, Path(reading_file))))


def _few(differences: Iterable[tuple[Claim | None, str]], book: str) -> Iterator[Problem]:
    found = list(differences)
    for claim, message in found[:SHOWN]:
        where = f"in “{claim.title or claim.id}” " if claim else ""
        yield error(
            claim.place if claim else NOWHERE,
            f"the {book} is not what was written, which is a bug of ours: {where}{message}",
            "Please report it, with the manuscript if you can.",
        )
    if len(found) > SHOWN:
        message = f"{len(found) - SHOWN} more differences in the {book}"
        yield error(NOWHERE, message, "They often follow from the first.")
