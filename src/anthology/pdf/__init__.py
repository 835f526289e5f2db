"""An edition becomes PDF bytes; the only importer of WeasyPrint (in `engine`) and pikepdf.

    typeset     one section -> leaves: pages without numbers, in a worker, cached
    paginate    all sections, until no page number changes any more
    furnish     folios and running heads on empty pages
    bind        leaves + furniture -> one PDF with one font a face, bookmarks, labels, links
    press       the print edition's last step; the screen edition's is `screen`

Leaves hold no fonts: they name the glyphs they show, and one subset a face serves the book.
WeasyPrint is imported in workers only, where pages are typeset. The steps are functions of
`pipeline` and `finish`; which of them waits for which is said in `produce/plan.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a worker that typesets starts sooner without them
    from anthology.book import Book
    from anthology.cache import Cache
    from anthology.config import Settings
    from anthology.edition import Edition, Printed
    from anthology.pool import Pool


def publish(edition: Edition, book: Book, settings: Settings, pool: Pool, cache: Cache) -> Printed:
    """The PDF of the edition named "print" (for a press) or "screen" (for reading).

    Raises Refused where a section cannot be typeset.
    """
    from anthology.pdf.finish import bind  # noqa: PLC0415  large: only if needed
    from anthology.pdf.pipeline import Job, fonts, furnish, number, typeset, typeset_lists  # noqa: PLC0415

    text = typeset(Job(edition, book, settings, pool, cache)).result()
    pages = number(typeset_lists(text).result())
    furniture = furnish(pages).result()
    (printed,) = bind(pages, furniture, fonts(pages, furniture).result())
    return printed


def warm_up(pool: Pool) -> None:
    """Have a worker import the engine and typeset a few words, while other things are done."""
    if pool.jobs:
        pool.submit(_warmed, [None])


def _warmed(_: None) -> bytes:
    """A few words, packed: the worker is ready to typeset then, and for the preflight of pages."""
    import anthology.pdf.press.preflight  # noqa: F401, PLC0415  done while others pack the e-book
    from anthology.pdf.packing import pack_leaves  # noqa: PLC0415
    from anthology.pdf.typeset.section import sample as run  # noqa: PLC0415

    return pack_leaves(run())
