"""The last step of a PDF: sections and furniture are bound, and finished for press or screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pikepdf import Pdf

from anthology.edition import Mark, Marks, Printed
from anthology.pdf.bind.book import bound_book
from anthology.pdf.bind.pages import BoundBook
from anthology.pdf.cache import pack_printed
from anthology.pdf.model import BoundSection, Face
from anthology.pdf.pipeline import Furniture, Paginated
from anthology.pdf.press.finish import press_file
from anthology.pdf.screen.finish import screen_file
from anthology.pdf.shared_pages import PIXELS, marks
from anthology.report import Problem, ordered


def bind(pages: Paginated, furniture: Furniture, faces: Mapping[str, Face]) -> Printed:
    """The finished PDF, which is cached."""
    text, job = pages.text, pages.text.job
    if text.printed:
        return text.printed
    triples = zip(pages.spans, pages.leaves, furniture.pdfs, strict=True)
    sections = [BoundSection(*each) for each in triples]
    bound = bound_book(job.edition, sections, faces, text.typesetter.setup, job.book)
    data, remarks = _finished(bound.pdf, pages)
    found = (*(problem for own in pages.leaves for problem in own.problems), *remarks)
    printed = Printed(
        data,
        len(bound.pdf.pages),
        _folios(sections),
        pages.page_starts,
        _marks(pages, bound),
        _margins(sections, bound),
        ordered(found),
        furniture.anew,
    )
    job.cache.put(text.key, pack_printed(printed))
    return printed


def _finished(pdf: Pdf, pages: Paginated) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of the edition, and remarks on them."""
    job, setup = pages.text.job, pages.text.typesetter.setup
    if job.edition.name == "print":
        return press_file(pdf, job.settings.press, job.book, setup.profile or None)
    return screen_file(pdf, job.book, setup.geometry)


def _marks(pages: Paginated, bound: BoundBook) -> Marks:
    height = pages.text.typesetter.setup.geometry.height
    found: dict[int, list[Mark]] = {}
    for galley, span, leaves in zip(pages.text.galleys, pages.spans, pages.leaves, strict=True):
        for page, mark in marks(galley, leaves, height):
            found.setdefault(bound.first[span.id] + page, []).append(mark)
    return {page: tuple(own) for page, own in found.items()}


def _margins(sections: Sequence[BoundSection], bound: BoundBook) -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for each in sections:
        for spot in each.leaves.spots.values():
            if spot.note == "margin":
                page, own = bound.first[each.span.id] + spot.page, (spot.x, spot.right)
                left, right = (side * PIXELS for side in own)
                before = found.get(page, (left, right))
                found[page] = min(left, before[0]), max(right, before[1])
    return found


def _folios(sections: Sequence[BoundSection]) -> dict[str, str]:
    return {
        name: each.span.label(spot.page)
        for each in sections
        for name, spot in each.leaves.spots.items()
    }
