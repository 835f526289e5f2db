"""The steps of the data sheet: one page for booksellers, with the cover and what the book is."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from anthology.context import Context
from anthology.edition import Edition, Printed, Product
from anthology.produce.reprints.booklet import office_sheet
from anthology.produce.steps import Findings
from anthology.produce.tomes import Each, of_books
from anthology.report import Problem, note, warning

if TYPE_CHECKING:
    from anthology.compose.sheets.data_sheet import Bound, Fit
    from anthology.pdf.model import Leaves

LIVES = (True, False)  # with what is known of the editors' lives, or without it
SIZES = (11.0, 10.0, 9.0)  # points


@dataclass(frozen=True)
class Fitted:
    """The sheet as composed and as set."""

    edition: Edition
    leaf: Leaves
    lives: bool  # whether it says who the editors are


def fit_data_sheet(context: Context, printed: Printed | Each[Printed], cover: bytes) -> Fitted:
    """The sheet in the largest letters in which all stands on one page."""
    from anthology.compose.sheets.data_sheet import Fit

    bound = tuple((own, each.pages) for own, each in of_books(context.book, printed))
    for fit in (Fit(size, lives) for lives in LIVES for size in SIZES):
        fitted = _set(context, (bound, cover), fit)
        if fitted.leaf.pages == 1:
            break
    return fitted


def print_data_sheet(context: Context, fitted: Fitted) -> Product:
    """The sheet as a PDF."""
    from anthology.pdf.sheets.leaf import finished

    remarks = tuple(_remarks(context, fitted))
    return Product(finished(fitted.leaf, context.book), remarks, fitted.leaf.pages)


def prove_data_sheet(_: Context, fitted: Fitted, sheet: Product) -> Findings:
    """Which of its words are not on the sheet."""
    from anthology.check.sheets import of_sheet

    return Findings(of_sheet(fitted.edition, sheet.data))


def _set(context: Context, finished: tuple[Bound, bytes], fit: Fit) -> Fitted:
    from anthology.compose.sheets.data_sheet import data_sheet
    from anthology.pdf.sheets.leaf import Paper, typeset
    from anthology.produce.strangers import within_limits

    book, style, settings = context.book, context.style, context.settings
    edition = within_limits(context, partial(data_sheet, book, style, settings, finished, fit))
    paper = Paper(*office_sheet(context))
    leaf = typeset(edition.sections[0], edition, paper, context.pool, context.cache)
    return Fitted(edition, leaf.result(), fit.lives)


def _remarks(context: Context, fitted: Fitted) -> Iterator[Problem]:
    """What the editor may wish to shorten."""
    own = ("cover", "back") if context.settings.cover.back else ("book", "description")
    place = context.settings.place(*own)
    if (pages := fitted.leaf.pages) > 1:
        message = f"the data sheet has {pages} pages, since its words do not fit on one"
        hint = "Shorten back or endorsements in [cover], or description in [book]."
        yield warning(place, message, hint)
    elif not fitted.lives and any(editor.bio for editor in context.book.editors):
        message = "the data sheet does not say who the editors are: there is no room"
        yield note(place, message, "Shorten what the book says of itself to make room for them.")
