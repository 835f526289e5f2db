"""Stage 4b: an edition becomes PDF bytes; the only importer of WeasyPrint and pikepdf.

    typeset     one section -> leaves: pages without numbers, in a worker, kept in the store
    settle      all sections, until their page numbers stand still (paginate)
    furniture   folios and running heads on empty pages
    bind        leaves + furniture -> one PDF with one font a face
    outline     bookmarks, page labels, links across sections
    press       the print edition's last step; the screen edition's is `screen`

Leaves hold no fonts: they name the glyphs they show, and one subset a face serves the book.
WeasyPrint is imported in workers only, where pages are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.book import Book
from anthology.config import Settings
from anthology.edition import Edition
from anthology.report import Problem
from anthology.store import Store
from anthology.workers import Workers

OUTLINED = {"x4"}  # flavours of press files that keep their bookmarks


@dataclass(frozen=True)
class PageStart:
    """Where a page begins in its section.

    `offset` counts the characters of the section's own text before the first on that page,
    in document order: neither white space nor soft hyphens, and without notes, their calls,
    folios and what the style generates.
    """

    label: str
    offset: int


@dataclass(frozen=True)
class Printed:
    """A finished PDF and where everything stands in it."""

    pdf: bytes = field(repr=False)
    pages: int
    folios: Mapping[str, str]  # by id: the folio of the page where it stands
    page_starts: Mapping[str, tuple[PageStart, ...]]  # by section id
    problems: tuple[Problem, ...] = ()


def publish(
    edition: Edition, book: Book, settings: Settings, workers: Workers, store: Store
) -> Printed:
    """The PDF of the edition named "print" (for a press) or "screen" (for reading).

    Raises Refused where a section cannot be typeset.
    """
    from anthology.pdf.making import publish as make  # noqa: PLC0415  pikepdf only when needed

    return make(edition, book, settings, workers, store)


def warm_up(workers: Workers) -> None:
    """Has a worker import WeasyPrint, half a second, while the text is composed."""
    workers.begin(_import_engine, [None])


def _import_engine(_: None) -> None:
    import anthology.pdf.typeset  # noqa: F401, PLC0415  in a worker


def inspected(flavour: str, pdf: bytes) -> tuple[Problem, ...]:
    """What our own preflight has against a press file; see `anthology.pdf.preflight`."""
    from anthology.pdf.preflight import preflight  # noqa: PLC0415  pikepdf only when needed

    return preflight(pdf, flavour)
