"""The last step of a PDF: sections and furniture are bound, and finished for press or screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology.book import Book
from anthology.edition import Edition, Mark, Marks, PageStart, Printed
from anthology.memory import laid_aside
from anthology.pdf.bind.book import navigated
from anthology.pdf.bind.pages import bind as bind_pages
from anthology.pdf.cache import pack_printed
from anthology.pdf.galleys import Galley
from anthology.pdf.model import Bound, BoundSection, Face
from anthology.pdf.paginate.number import TOGETHER
from anthology.pdf.pipeline import Furniture, Paginated, Typeset
from anthology.pdf.press.book import PressBinder
from anthology.pdf.press.earlier import Shelf
from anthology.pdf.screen.finish import screen_file
from anthology.pdf.shared_pages import PIXELS, marks, page_starts
from anthology.pdf.typeset import references
from anthology.report import ordered

MANY = 40  # sections


def bind(pages: Paginated, furniture: Furniture, faces: Mapping[str, Face]) -> tuple[Printed, ...]:
    """The finished PDFs, one for each tome, which are cached."""
    text = pages.text
    if text.printed:
        return text.printed
    found = []
    for tome, name in zip(_tomes(pages, furniture), text.keys, strict=True):
        printed = _printed(pages, tome, faces)
        text.job.cache.put(name, pack_printed(printed))
        found.append(laid_aside(printed))
    return tuple(found)


@dataclass(frozen=True)
class _Tome:
    """What one PDF is bound of; most books are one tome."""

    book: Book = field(repr=False)
    edition: Edition
    galleys: tuple[Galley, ...] = field(repr=False)
    sections: tuple[BoundSection, ...] = field(repr=False)
    others: Mapping[str, str] = field(repr=False)  # the pages of ids in other tomes, which it shows
    anew: bool  # whether folios or running heads were typeset for it

    @property
    def folios(self) -> dict[str, str]:
        """The folio of each id, as it is shown here."""
        own = (
            (name, each.span.label(spot.page))
            for each in self.sections
            for name, spot in each.leaves.spots.items()
        )
        return {**self.others, **dict(own)}

    @property
    def page_starts(self) -> dict[str, tuple[PageStart, ...]]:
        """The pages of each section, by the labels that this PDF has."""
        placed = zip(self.galleys, self.sections, strict=True)
        own = (page_starts(galley, each.span, each.leaves) for galley, each in placed)
        return {name: starts for pairs in own for name, starts in pairs}


def _tomes(pages: Paginated, furniture: Furniture) -> Iterator[_Tome]:
    """What each PDF is bound of, in their order."""
    job, galleys = pages.text.job, pages.text.galleys
    triples = zip(pages.spans, pages.leaves, furniture.pdfs, strict=True)
    sections = [BoundSection(*each) for each in triples]
    if not job.tomes:
        yield _Tome(job.book, job.edition, galleys, tuple(sections), {}, furniture.anew)
        return
    locators = {name: folio for each in sections for name, folio in _locators(each)}
    for number, book in enumerate(job.tomes, 1):
        own = [i for i, each in enumerate(sections) if each.span.tome == number]
        parts = tuple(each for each in job.edition.sections if each.tome == number)
        shown = (references.wanted(galleys[i].section.xhtml) for i in own)
        others = {name: locators[name] for ids in shown for name in ids if name in locators}
        yield _Tome(
            book,
            replace(job.edition, sections=parts),
            tuple(galleys[i] for i in own),
            tuple(sections[i] for i in own),
            others,
            furniture.anew,
        )


def _locators(section: BoundSection) -> Iterator[tuple[str, str]]:
    """The page of each id of a section, as other tomes name it."""
    for name, spot in section.leaves.spots.items():
        yield name, section.span.locator(spot.page).replace(" ", TOGETHER)


def _printed(pages: Paginated, tome: _Tome, faces: Mapping[str, Face]) -> Printed:
    """A finished PDF."""
    height = pages.text.typesetter.setup.geometry.height
    bind = _for_press if tome.edition.name == "print" else _for_screen
    bound = bind(pages, tome, faces)
    found = (problem for own in tome.sections for problem in own.leaves.problems)
    return Printed(
        bound.data,
        bound.pages,
        tome.folios,
        tome.page_starts,
        _marks(tome, bound.first, height),
        _margins(tome.sections, bound.first),
        ordered([*found, *bound.problems]),
        tome.anew,
    )


def _for_press(pages: Paginated, tome: _Tome, faces: Mapping[str, Face]) -> Bound:
    job, setup = pages.text.job, pages.text.typesetter.setup
    press = job.settings.press
    binder = PressBinder(tome.edition, tome.book, setup, press, faces, tome.sections)
    return binder.bind(_shelf(pages.text, tome.sections, faces))


def _shelf(
    text: Typeset, sections: Sequence[BoundSection], faces: Mapping[str, Face]
) -> Shelf | None:
    """Where the pages of a book of many sections are kept; a small one is bound as soon."""
    if len(sections) < MANY:
        return None
    job, tome = text.job, str(sections[0].span.tome)
    parts = (text.typesetter.setup.key, repr(job.settings.press), job.settings.volume, tome)
    return Shelf(job.cache, job.cache.own("bound", *parts), faces)


def _for_screen(pages: Paginated, tome: _Tome, faces: Mapping[str, Face]) -> Bound:
    setup = pages.text.typesetter.setup
    sections = tuple(replace(one, span=replace(one.span, blanks=0)) for one in tome.sections)
    bound = bind_pages(sections, faces, setup.geometry, tagged=setup.tagged)
    navigated(bound, tome.edition, sections, setup, tome.book)
    data, problems = screen_file(bound.pdf, tome.book, setup.geometry)
    return Bound(data, len(bound.pdf.pages), bound.first, problems)


def _marks(tome: _Tome, first: Mapping[str, int], height: float) -> Marks:
    found: dict[int, list[Mark]] = {}
    for galley, each in zip(tome.galleys, tome.sections, strict=True):
        for page, mark in marks(galley, each.leaves, height):
            found.setdefault(first[each.span.id] + page, []).append(mark)
    return {page: tuple(own) for page, own in found.items()}


def _margins(
    sections: Sequence[BoundSection], first: Mapping[str, int]
) -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for each in sections:
        for spot in each.leaves.spots.values():
            if spot.note == "margin":
                page, own = first[each.span.id] + spot.page, (spot.x, spot.right)
                left, right = (side * PIXELS for side in own)
                before = found.get(page, (left, right))
                found[page] = min(left, before[0]), max(right, before[1])
    return found
