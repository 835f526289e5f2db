"""The step of the data sheet: one page for booksellers, with the cover and what the book is."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from anthology.context import Context
from anthology.edition import Printed, Product
from anthology.produce.booklet import office_sheet
from anthology.report import Problem, note, warning

if TYPE_CHECKING:
    from anthology.compose.sheets.data_sheet import Fit
    from anthology.pdf.model import Leaves

LIVES = (True, False)  # with what is known of the editors' lives, or without it
SIZES = (11.0, 10.0, 9.0)  # points


def print_data_sheet(context: Context, printed: Printed, cover: bytes) -> Product:
    """The sheet as a PDF: in the largest letters in which all stands on one page."""
    from anthology.compose.sheets.data_sheet import Fit
    from anthology.pdf.sheets.leaf import finished

    for fit in (Fit(size, lives) for lives in LIVES for size in SIZES):
        leaf = _set(context, (printed.pages, cover), fit)
        if leaf.pages == 1:
            break
    remarks = tuple(_remarks(context, leaf.pages, fit.lives))
    return Product(finished(leaf, context.book), remarks, leaf.pages)


def _set(context: Context, made: tuple[int, bytes], fit: Fit) -> Leaves:
    from anthology.compose.sheets.data_sheet import data_sheet
    from anthology.pdf.sheets.leaf import Paper, typeset
    from anthology.produce.strangers import within_limits

    book, style, settings = context.book, context.style, context.settings
    edition = within_limits(context, partial(data_sheet, book, style, settings, made, fit))
    paper = Paper(*office_sheet(context))
    return typeset(edition.sections[0], edition, paper, context.pool, context.cache).result()


def _remarks(context: Context, pages: int, lives: bool) -> Iterator[Problem]:
    """What the editor may wish to shorten."""
    own = ("cover", "back") if context.settings.cover.back else ("book", "description")
    place = context.settings.place(*own)
    if pages > 1:
        message = f"the data sheet has {pages} pages, since its words do not fit on one"
        hint = "Shorten back or endorsements in [cover], or description in [book]."
        yield warning(place, message, hint)
    elif not lives and any(editor.bio for editor in context.book.editors):
        message = "the data sheet does not say who the editors are: there is no room"
        yield note(place, message, "Shorten what the book says of itself to make room for them.")
