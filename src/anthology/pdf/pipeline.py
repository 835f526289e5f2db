"""The steps from an edition to pages that can be bound, in their order.

A step that workers do returns what is pending; `produce/editions.py` says which
needs which. Where the cache has the finished PDF, the steps pass it on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TypeVar

from anthology.book import Book
from anthology.cache import Cache, fingerprint, key
from anthology.config import Settings
from anthology.edition import Edition, PageStart, PageStarts, Printed, Section
from anthology.pdf.cache import pdf_key, unpack_printed
from anthology.pdf.cuts import pages_of
from anthology.pdf.galleys import Galley, galleys
from anthology.pdf.model import Face, FurnitureInput, Leaves, SectionPdf, add_glyphs
from anthology.pdf.packing import unpack_face
from anthology.pdf.paginate.converge import (
    Round,
    comes_first,
    converge,
    galley_input,
    next_round,
    numbered,
    text_round,
)
from anthology.pdf.paginate.number import lengths
from anthology.pdf.setup import page_setup
from anthology.pdf.shared_pages import heads, page_starts
from anthology.pdf.span import Span
from anthology.pdf.typeset import bidi, tasks
from anthology.pdf.typeset.cached import Work, submit
from anthology.pdf.typeset.typesetter import Typesetter
from anthology.pool import Failure, Pending, Pool
from anthology.press.rules import gutter
from anthology.report import NOWHERE, Refused, error
from anthology.text.tomes import numeral

Result = TypeVar("Result")
THICK = 150  # pages full of the characters of XHTML: thinner books need no wider inner margin
SAMPLE, SHARE = 8, 1 / 16  # sections at most, and of all of them
THICKER = 1.05  # than expected may a volume become


@dataclass(frozen=True)
class Job:
    """An edition and what its PDF is made with."""

    edition: Edition
    book: Book = field(repr=False)
    settings: Settings
    pool: Pool
    cache: Cache
    pages_wanted: bool = False  # whether its pages are wanted, even if the cache has its PDF
    tomes: tuple[Book, ...] = ()  # the book as each printed one names it, where there are several


@dataclass(frozen=True)
class Typeset:
    """An edition whose sections are typeset, as far as they are."""

    job: Job
    galleys: tuple[Galley, ...] = field(repr=False)
    typesetter: Typesetter
    key: str  # of the finished PDF in the cache; "" where only its pages are wanted
    round: Round | None  # None where the cache has it:
    printed: tuple[Printed, ...] = ()  # one for each tome

    @property
    def edition(self) -> Edition:
        """The edition with galleys in the place of its sections."""
        sections = tuple(galley.section for galley in self.galleys)
        return replace(self.job.edition, sections=sections)

    @property
    def keys(self) -> tuple[str, ...]:
        """The cache keys of its finished PDFs, one for each tome."""
        tomes = range(len(self.job.tomes))
        return tuple(key(self.key, str(tome)) for tome in tomes) or (self.key,)

    @property
    def done(self) -> Round:
        """The sections; there where the PDF is not."""
        assert self.round is not None  # noqa: S101
        return self.round


@dataclass(frozen=True)
class Paginated:
    """All sections with true page numbers, on an inner margin that suits their number."""

    text: Typeset
    page_starts: PageStarts
    spans: tuple[Span, ...] = ()
    leaves: tuple[Leaves, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Furniture:
    """The folios and running heads of each section."""

    pdfs: Sequence[SectionPdf]
    anew: bool  # whether the cache lacked some of them


def typeset(job: Job) -> Pending[Typeset]:
    """The sections that show no page numbers, typeset."""
    sections = tuple(s for s in job.edition.sections if s.kind != "cover")
    edition = bidi.in_order(replace(job.edition, sections=sections))
    sections = edition.sections
    job = replace(job, edition=edition)
    setup = page_setup(edition, job.settings)
    name = "" if job.pages_wanted else pdf_key(edition, job.book, job.settings, setup)
    typesetter = Typesetter(setup, job.pool, job.cache, job.settings.limits)
    data = None if _is_split(job) else job.cache.get(name)
    if data is not None:
        return Pending.of(Typeset(job, (), typesetter, name, None, (unpack_printed(data),)))
    parts = galleys(sections, pages_of(edition))
    edition = replace(edition, sections=tuple(galley.section for galley in parts))
    if edition.name == "print" and _is_thick(edition):
        setup = page_setup(edition, job.settings, _likely_gutter(job, parts, typesetter))
        typesetter = typesetter.with_setup(setup)
    return text_round(parts, edition.assets, typesetter).then(
        lambda done: Typeset(job, parts, typesetter, name, done)
    )


def typeset_lists(text: Typeset) -> Pending[Typeset]:
    """The same with those that show page numbers: contents, indexes."""
    if text.printed:
        return Pending.of(text)
    return next_round(text.done, text.typesetter).then(lambda done: replace(text, round=done))


def furnish_ahead(text: Typeset) -> Pending[bool]:
    """Whether furniture was typeset where the sections are likely to lie.

    It is for a book that is set anew, while the contents are typeset; what is guessed rightly
    is found in the cache.
    """
    if text.printed or not text.typesetter.cache.folder:
        return Pending.of(False)
    if 2 * len(text.typesetter.uncached) <= len(text.galleys):
        return Pending.of(False)
    new = numbered(text.done)
    likely = [i for i in text.done.leaves if i not in set(new.changed)]
    margins = [_margins(text, i, new.spans[i], text.done.leaves[i]) for i in likely]
    return text.typesetter.furnish(margins, batch=4).results.then(lambda _: True)


def number(text: Typeset) -> Paginated:
    """All sections typeset with true page numbers."""
    if text.printed:
        return Paginated(text, dict(_located(text)))
    spans, leaves = converge(text.done, text.typesetter)
    wanted = _gutter_wanted(text, spans, leaves)
    if wanted is not None:
        return number(typeset_lists(with_inner(text, wanted)).result())
    placed = zip(text.galleys, spans, leaves, strict=True)
    return Paginated(
        text,
        dict(pair for each in placed for pair in page_starts(*each, located=True)),
        spans,
        leaves,
    )


def _located(text: Typeset) -> Iterator[tuple[str, tuple[PageStart, ...]]]:
    """The pages of finished PDFs, as they are named outside of these."""
    own = bool(text.job.tomes) and text.job.settings.book.split_numbering == "own"
    for number, printed in enumerate(text.printed, 1):
        volume = f"{numeral(number)} " if own else ""
        for name, starts in printed.page_starts.items():
            yield name, tuple(replace(each, label=volume + each.label) for each in starts)


def with_gutter(text: Typeset, pages: int) -> Typeset:
    """The text on an inner margin that suits books of so many pages."""
    least = gutter(text.job.settings.press, pages)
    narrow = min(own.inner for own in text.done.leaves.values()) < least
    return with_inner(text, least) if narrow else text


def with_inner(text: Typeset, inner: float) -> Typeset:
    """The text on that inner margin, in points; 0: the style's own."""
    if inner == text.typesetter.setup.geometry.gutter:
        return text
    typesetter = text.typesetter.with_setup(page_setup(text.edition, text.job.settings, inner))
    done = text_round(text.galleys, text.edition.assets, typesetter).result()
    return replace(text, typesetter=typesetter, round=replace(done, own=text.done.own))


def furnish(pages: Paginated) -> Pending[Furniture]:
    """The folios and running heads of every section."""
    placed = list(zip(pages.spans, pages.leaves, strict=True))
    margins = [_margins(pages.text, i, span, leaves) for i, (span, leaves) in enumerate(placed)]
    submitted = pages.text.typesetter.furnish(margins)
    words = ["the running heads could not be typeset ({})"] * len(margins)
    return submitted.results.then(
        lambda results: Furniture(_succeeded(results, words), bool(submitted.missing))
    )


def fonts(pages: Paginated, furniture: Furniture) -> Pending[dict[str, Face]]:
    """One subset a face for all leaves and all furniture; it seldom changes with an edit."""
    assets, job = pages.text.typesetter.setup.assets, pages.text.job
    shown = _glyphs([*(leaves.pdf for leaves in pages.leaves), *furniture.pdfs])
    paths = sorted(shown)
    wanted = [(assets[path].data, shown[path]) for path in paths]
    names = [key("face", fingerprint(), data, repr(sorted(g.items()))) for data, g in wanted]
    submitted = submit(Work(tasks.face, wanted, names), job.pool, job.cache)
    words = [f"the font {path} {{}}" for path in paths]
    return submitted.results.then(
        lambda results: dict(zip(paths, map(unpack_face, _succeeded(results, words)), strict=True))
    )


def _is_split(job: Job) -> bool:
    """Whether it may become several printed books: that is seen when the text is typeset."""
    return bool(job.settings.book.split) and job.edition.name == "print"


def _is_thick(edition: Edition) -> bool:
    """Whether it may need a wider inner margin than its style has, at a first glance."""
    room = edition.room
    return _length(edition.sections) > THICK * room.lines * room.letters * room.columns


def _likely_gutter(job: Job, parts: Sequence[Galley], typesetter: Typesetter) -> float:
    """The inner margin that the book will need, judged by its longest sections, in points.

    0 where the style's own is likely to do. Lists of pages are longest, but all of them would be
    typeset again with their numbers.
    """
    edition, texts = job.edition, [part for part in parts if comes_first(part.section.xhtml)]
    texts.sort(key=lambda galley: -len(galley.section.xhtml))
    longest = texts[: min(SAMPLE, ceil(SHARE * len(texts)))]
    inputs = [galley_input(galley, edition.assets) for galley in longest]
    leaves = typesetter.typeset(inputs).result()
    length = _length([galley.section for galley in longest])
    pages = sum(own.pages for own in leaves) * _length(edition.sections) // length
    split = job.settings.book.split or pages
    volumes = -(-pages // split)  # about equally thick, and with contents of their own
    least = gutter(job.settings.press, min(round(pages / volumes * THICKER), split))
    return least if min(own.inner for own in leaves) < least else 0.0


def _gutter_wanted(text: Typeset, spans: Sequence[Span], leaves: Sequence[Leaves]) -> float | None:
    """The inner margin to typeset the book with instead, in points; 0: the style's own."""
    pages, split = max(lengths(spans).values()), text.job.settings.book.split
    least = gutter(text.job.settings.press, min(pages, split or pages))
    given = text.typesetter.setup.geometry.gutter
    if text.job.edition.name != "print" or given == least:
        return None
    if given > least:  # it was expected to be wider than needed
        return None if text.job.tomes else 0.0
    return least if min(own.inner for own in leaves) < least else None


def _length(sections: Sequence[Section]) -> int:
    return sum(len(section.xhtml) for section in sections)


def _margins(text: Typeset, index: int, span: Span, leaves: Leaves) -> FurnitureInput:
    galley = text.galleys[index]
    title = text.job.edition.running_title or text.job.book.title
    return FurnitureInput(
        names=leaves.names,
        side=span.side,
        number=span.number,
        book=title,
        heads=heads(galley, leaves, title),
        lang=galley.section.lang,
        dir=galley.section.dir,
        opens=galley.opens,
    )


def _succeeded(results: Sequence[Result | Failure], words: Sequence[str]) -> list[Result]:
    """The results. Raises Refused where one failed, in its `words`, with {} for the reason."""
    for result, message in zip(results, words, strict=True):
        if isinstance(result, Failure):
            raise Refused(error(NOWHERE, message.format(result.reason), trace=result.trace))
    return [result for result in results if not isinstance(result, Failure)]


def _glyphs(pdfs: Sequence[SectionPdf]) -> dict[str, dict[int, str]]:
    """The glyphs of each face that some pages show."""
    shown: dict[str, dict[int, str]] = {}
    for pdf in pdfs:
        for path, glyphs in pdf.glyphs.items():
            add_glyphs(shown.setdefault(path, {}), glyphs)
    return shown
