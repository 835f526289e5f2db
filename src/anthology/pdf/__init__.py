"""Stage 4b: an edition becomes PDF bytes; the only importer of WeasyPrint and pikepdf.

    typeset     one section -> leaves: pages without numbers, in a worker, kept in the cache
    converge    all sections, until their page numbers stand still (paginate)
    furniture   folios and running heads on empty pages
    bind        leaves + furniture -> one PDF with one font a face
    outline     bookmarks, page labels, links across sections
    press       the print edition's last step; the screen edition's is `screen`

Leaves hold no fonts: they name the glyphs they show, and one subset a face serves the book.
WeasyPrint is imported in workers only, where pages are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anthology.pdf.typeset import ENGINE as ENGINE

if TYPE_CHECKING:  # a worker that sets pages starts sooner without them
    from anthology.book import Book
    from anthology.cache import Cache
    from anthology.config import Settings
    from anthology.edition import Edition
    from anthology.pool import Pool
    from anthology.report import Problem

OUTLINED = {"x4"}  # flavours of press files that keep their bookmarks
BINDER = ("anthology.pdf.bind.book", "anthology.pdf.press.finish")  # what the finished pages need


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


@dataclass(frozen=True)
class Placed:
    """A PDF whose pages are set and numbered; their furniture is being made."""

    page_starts: Mapping[str, tuple[PageStart, ...]]  # by section id
    bound: Callable[[], Printed]  # the finished PDF; waits for what is missing
    waits: bool = False  # whether something is


def publish(edition: Edition, book: Book, settings: Settings, pool: Pool, cache: Cache) -> Printed:
    """The PDF of the edition named "print" (for a press) or "screen" (for reading).

    Raises Refused where a section cannot be typeset.
    """
    return begun(edition, book, settings, pool, cache)().bound()


def begun(
    edition: Edition, book: Book, settings: Settings, pool: Pool, cache: Cache
) -> Callable[[], Placed]:
    """The same, begun: what comes back waits until every page has its number."""
    from anthology.pdf.pipeline import begun as begin  # noqa: PLC0415

    return begin(edition, book, settings, pool, cache)


def prepare(pool: Pool) -> None:
    """Have a worker read the engine, and set a few words with it, while other things are done."""
    if pool.jobs:
        pool.begin(_set_a_few_words, [None], modules=(ENGINE,))


def _set_a_few_words(_: None) -> None:
    from anthology.pdf.typeset.section import warm_up  # noqa: PLC0415

    warm_up()
