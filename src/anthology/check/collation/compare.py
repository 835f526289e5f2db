"""Proof that the whole text is in the finished books: every word, once, in order, in its place.

The bytes of the EPUB and of the PDF are read again, by other code than wrote them, and compared
with the bodies that were read from the manuscripts: text, notes, headings, list items, pictures,
title and byline of each section, and nothing foreign between. `letters` says what of a text is
not compared; `load/formats/lost_words.py` compares the bodies with the manuscripts' source.

A section that agreed once is not read again while the manuscript, its pages and this program
stay the same: the cache records that it agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from anthology.cache import BUCKETS, Cache, key
from anthology.check.collation import record
from anthology.check.collation.epub import EpubEdition, FinishedEpub
from anthology.check.collation.expected import Expected, Shard, SourceText
from anthology.check.collation.page_references import Folios
from anthology.check.collation.pdf import FinishedPdf, PdfEdition
from anthology.pdf.reading import reading
from anthology.report import NOWHERE, Problem, error

SHOWN = 5  # differences in one book: where a page is missing, everything after it differs
WHOLE = Shard(0, 1)

Difference = tuple[SourceText | None, str]  # None: of the book as a whole


class FinishedBook(Protocol):
    """A finished book that can be read section by section."""

    @property
    def folios(self) -> Folios:
        """By id, the folio of the page where it stands; empty for books without pages."""

    @property
    def kind(self) -> str:
        """The name of its edition."""

    @property
    def volume(self) -> str:
        """Which of several books of that edition it is; "" where there is one."""

    def digest(self, section: str) -> str:
        """A hash of everything that a section shows."""

    def differences(self, expected: Expected) -> Iterator[str]:
        """Differences from the expected text, phrased to follow "in “Title”: "."""

    def out_of_place(self) -> Iterator[Difference]:
        """Sections in another order, and pages that belong to none."""


def of_epub(
    sources: Sequence[SourceText], finished: EpubEdition, cache: Cache, shard: Shard = WHOLE
) -> tuple[Problem, ...]:
    """An error for each difference between the finished e-book and the manuscripts.

    Only the sections of `shard` are compared, so that several processes can share the work;
    `sources` need not hold the others.
    """
    return tuple(_problems(_differences(sources, _read(finished), cache, shard), "e-book"))


@lru_cache(maxsize=1)  # a process compares several shards of the same
def _read(finished: EpubEdition) -> FinishedEpub:
    return FinishedEpub(finished)


def of_pdf(
    sources: Sequence[SourceText], pdf: PdfEdition, cache: Cache, shard: Shard = WHOLE
) -> tuple[Problem, ...]:
    """An error for each difference between the finished PDF and the manuscripts.

    Only the sections of `shard` are compared; `sources` need not hold the others.
    """
    with reading(pdf.printed.pdf) as reader:
        name = {"print": "print book"}.get(pdf.edition.name, f"{pdf.edition.name} PDF")
        differences = _differences(sources, FinishedPdf(reader, pdf), cache, shard)
        return tuple(_problems(differences, name))


def _differences(
    sources: Sequence[SourceText], finished: FinishedBook, cache: Cache, shard: Shard
) -> Iterator[Difference]:
    """Each difference, with the section that has it."""
    buckets: dict[int, list[SourceText]] = {number: [] for number in range(BUCKETS)}
    for source in sources:
        buckets[source.bucket].append(source)
    found = [each for n in shard.buckets() for each in _in_bucket(n, buckets[n], finished, cache)]
    order = {source.id: number for number, source in enumerate(sources)}
    yield from sorted(found, key=lambda each: order[each[0].id])
    if not shard.number:
        yield from finished.out_of_place()


def _in_bucket(
    number: int, sources: Sequence[SourceText], finished: FinishedBook, cache: Cache
) -> Iterator[tuple[SourceText, str]]:
    """Each difference of some sections; one cache entry records which of them agree.

    What a section was compared by is in the key: the text, the book, and the program itself.
    """
    entry = record(cache, finished.kind, finished.volume, number)
    recorded = frozenset((cache.get(entry) or b"").split())
    agreed = set()
    for source in sources:
        name = compared_by(source, finished).encode()
        differences = (
            [] if name in recorded else _compared(source.expected(finished.folios), finished)
        )
        if not differences:
            agreed.add(name)
        yield from ((source, message) for message in differences)
    if agreed != recorded:
        cache.put(entry, b"\n".join(sorted(agreed)))


def compared_by(source: SourceText, finished: FinishedBook) -> str:
    """A hash of everything that the comparison of a section looks at."""
    return key(source.digest(finished.folios), finished.digest(source.id))


def _compared(expected: Expected, finished: FinishedBook) -> list[str]:
    return [expected.fault] if expected.fault else list(finished.differences(expected))


def _problems(differences: Iterable[Difference], book: str) -> Iterator[Problem]:
    found = list(differences)
    for source, message in found[:SHOWN]:
        where = f"in “{source.title or source.id}”: " if source else ""
        yield error(
            source.place if source else NOWHERE,
            f"the {book} differs from the manuscripts, which is a bug in Anthology: "
            f"{where}{message}",
            "Please report it, with the manuscript if you can.",
        )
    if len(found) > SHOWN:
        message = f"{len(found) - SHOWN} more differences in the {book}"
        yield error(NOWHERE, message, "They often follow from the first.")
