"""A thick book in tomes: printed books of so many pages at most, each typeset to see its length.

How long the contents and indexes are follows from the division, and where it is divided from
their length: both are found in rounds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from anthology.book import Book
from anthology.cache import key
from anthology.edition import HEAD_OF_WORK, Edition, Section
from anthology.memory import held
from anthology.pdf.cache import pdf_key, unpack_printed
from anthology.pdf.cuts import pages_of
from anthology.pdf.galleys import Galley, galleys
from anthology.pdf.paginate.converge import numbered, once, text_round
from anthology.pdf.paginate.divide import Place, divide, fewest
from anthology.pdf.paginate.number import lengths
from anthology.pdf.pipeline import Typeset, with_gutter, with_inner
from anthology.pdf.span import Span
from anthology.pdf.typeset import bidi
from anthology.report import Problem, Refused, error, shown

ROUNDS = 8  # at most
MOST_TOMES = 1000
OPENING, LINES = 6, 20  # pages before the contents, and entries on a page of these, by a guess
SPARE = 4  # pages: for blank ones at the end, and for an index that grows with its numbers

# The edition in tomes that begin with these sections, and the book as each of them names it.
Compose = Callable[[Edition, Sequence[str]], tuple[Edition, tuple[Book, ...]]]


@dataclass(frozen=True)
class Trial:
    """A division, and how long everything is then; in pages, of each tome in its order."""

    ids: tuple[str, ...]  # of the sections with which the tomes after the first begin
    text: Typeset = field(repr=False)
    openings: tuple[int, ...]  # what comes before the text
    lengths: tuple[int, ...]

    @property
    def pages(self) -> int:
        """Those of the text with its indexes."""
        return sum(self.lengths) - sum(self.openings)


def in_tomes(text: Typeset, most: int, compose: Compose) -> Typeset:
    """The text in as few tomes as it takes; as it is, where one has room for it.

    `most` is the number of pages that a tome has at most. Raises Refused where it cannot be.
    """
    name = key("tomes", text.key, str(most))
    known = text.job.cache.get(name)
    if known is not None:
        ids, inner = json.loads(known)
        return _again(with_inner(text, inner), ids, compose)
    trial = _divided(text, most, compose)
    inner = trial.text.typesetter.setup.geometry.gutter
    text.job.cache.put(name, json.dumps((trial.ids, inner)).encode())
    return trial.text


def _divided(text: Typeset, most: int, compose: Compose) -> Trial:
    places, pages, opening = _measured(text)
    count = ceil((opening + pages) / most)
    openings: Sequence[int] = [opening + len(text.galleys) // (LINES * count)]
    tried: set[tuple[str, ...]] = set()
    for _ in range(ROUNDS):
        rooms = _rooms(most, openings)
        count = max(count, fewest(pages, rooms))
        while (ids := divide(places, pages, rooms[:count])) in tried and count <= len(places):
            count += 1
        tried.add(ids)
        trial = _trial(text, ids, compose)
        openings, pages = trial.openings, trial.pages
        if max(trial.lengths) > most - SPARE:
            continue
        wide = with_gutter(text, max(trial.lengths))
        if wide is text:
            return trial
        text, tried = wide, set()
        places, pages, _ = _measured(text)
    raise Refused(_too_thick(trial, text, most))


def _rooms(most: int, openings: Sequence[int]) -> list[int]:
    """The pages of text that each of any number of tomes has room for."""
    known = [max(most - SPARE - opening, 1) for opening in openings]
    return [*known, *known[-1:] * MOST_TOMES][:MOST_TOMES]


def _measured(text: Typeset) -> tuple[list[Place], int, int]:
    """Where the text may be divided, its pages, and those before it, which every tome has."""
    spans = numbered(text.done).spans
    start = next(span.start for span in spans if not span.roman)
    places = list(_places(text.galleys, spans, start))
    return places, lengths(spans)[0] - start, start


def _places(galleys: Sequence[Galley], spans: Sequence[Span], start: int) -> Iterator[Place]:
    """The places after the first: before a part, or a text that is not below its head or work."""
    body = [i for i, galley in enumerate(galleys) if galley.section.matter == "body"]
    for i in body[1:]:
        before, own = galleys[i - 1].parts[-1], galleys[i].parts[0]
        if before.kind not in {"part", HEAD_OF_WORK} and not own.group:
            yield Place(own.id, spans[i].start - start, own.kind == "part")


def _trial(text: Typeset, ids: tuple[str, ...], compose: Compose) -> Trial:
    """The text divided there, typeset with the page numbers that are likely."""
    divided = _composed(text, ids, compose) if ids else text
    done = once(divided.done, divided.typesetter)
    spans = numbered(done).spans
    openings: dict[int, int] = {}
    for span in spans:
        if not span.roman:
            openings.setdefault(span.tome, span.start)
    pages = tuple(lengths(spans).values())
    return Trial(ids, replace(divided, round=done), tuple(openings.values()), pages)


def _composed(text: Typeset, ids: Sequence[str], compose: Compose) -> Typeset:
    """The same in tomes; of the sections that show no page numbers, the new ones are typeset."""
    job, before = text.job, {each.id: each for each in text.job.edition.sections}
    composed, books = compose(job.edition, ids)
    new = tuple(each for each in composed.sections if _differs(each, before.get(each.id)))
    ordered = {each.id: each for each in bidi.in_order(replace(composed, sections=new)).sections}
    sections = tuple(ordered.get(each.id, each) for each in composed.sections)
    edition = replace(composed, sections=sections)
    parts = galleys(sections, pages_of(edition))
    done = text_round(parts, edition.assets, text.typesetter, text.done).result()
    done = replace(done, own=job.settings.book.split_numbering == "own")
    name = pdf_key(edition, job.book, job.settings, text.typesetter.setup)
    names = repr([(book.tome, book.slug, book.isbn_print) for book in books])
    job = replace(job, edition=edition, tomes=books)
    return replace(text, job=job, galleys=parts, key=key(name, names), round=done)


def _differs(section: Section, before: Section | None) -> bool:
    return before is None or (held(section) != held(before) and section.xhtml != before.xhtml)


def _again(text: Typeset, ids: Sequence[str], compose: Compose) -> Typeset:
    """The text divided as it was before; with the finished PDFs, where the cache has them."""
    if not ids:
        return text
    divided = _composed(text, ids, compose)
    packed = [text.job.cache.get(name) for name in divided.keys]
    found = tuple(unpack_printed(data) for data in packed if data is not None)
    return replace(divided, printed=found) if len(found) == len(packed) else divided


def _too_thick(trial: Trial, text: Typeset, most: int) -> Problem:
    """What cannot be divided: the text of the thickest tome."""
    pages = max(trial.lengths)
    tome = trial.lengths.index(pages) + 1
    first = next(
        each for each in trial.text.edition.sections if each.tome in {0, tome} and each.title
    )
    message = (
        f"the print book cannot be split into volumes of {most} pages at most: one, with "
        f"“{shown(first.title)}”, has {pages} and no place to divide it"
    )
    hint = "Set a larger number as split in [book]."
    return error(text.job.settings.place("book", "split"), message, hint)
