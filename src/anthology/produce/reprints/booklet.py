"""The steps of the booklet: the pages on sheets, and a plan of how to fold them."""

# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from anthology.config.lengths import page_size
from anthology.context import Context
from anthology.edition import Printed, Product
from anthology.pool import Pending
from anthology.press.preset import preset
from anthology.produce.steps import Findings, findings
from anthology.report import Problem, note
from anthology.text.direction import binding_of

if TYPE_CHECKING:
    from anthology.press.fold import Fold

HOME = "booklet"  # the preset whose sheets are used where another press is named


def impose(context: Context, printed: Printed) -> Product:
    """The sheets, and beside them the plan in words."""
    from anthology.pdf.reprints.booklet import imposed, placing
    from anthology.press.fold import plan

    trim, book, folded = context.settings.press.trim_size, context.book, _folded(context, printed)
    scale = placing(folded, trim).scale
    return Product(
        imposed(printed.pdf, book, folded, trim),
        tuple(_remarks(context, folded, scale)),
        2 * folded.sheets,
        {"-fold-plan.txt": plan(folded, book.title, scale).encode()},
    )


def _folded(context: Context, printed: Printed) -> Fold:
    from anthology.press.fold import fold, sheet_named

    press, home = context.settings.press, preset(HOME)
    paper = home.paper_named(press.paper if press.preset == HOME else sheet_named(home, press))
    return fold(printed.pages, paper, press.leaf, binding_of(context.book.language))


def office_sheet(context: Context) -> tuple[float, float]:
    """A sheet of the paper that printers at home have, upright, in points."""
    from anthology.press.fold import sheet_named

    home = preset(HOME)
    paper = home.paper_named(sheet_named(home, context.settings.press))
    return page_size(paper.sheet or "")


def prove_sheets(context: Context, printed: Printed, sheets: Product) -> Pending[Findings]:
    """Which pages are not where the plan has them."""
    work = partial(read_again, _folded(context, printed))
    return context.pool.submit(work, [(printed.pdf, sheets.data)]).then(findings)


def read_again(fold: Fold, task: tuple[bytes, bytes]) -> tuple[Problem, ...]:
    """Which pages of a book are not where they are to be on its sheets."""
    from anthology.check.reprints import of_booklet

    return of_booklet(fold, *task)


def _remarks(context: Context, folded: Fold, scale: float) -> list[Problem]:
    place, found = context.settings.place("press", "trim"), []
    if scale < 1:
        message = f"the pages are printed at {scale:.0%} of their size, to fit the sheets"
        found.append(note(place, message, "Leave out trim in [press], or order half a sheet."))
    if len(folded.booklets) > 1:
        message = f"the book is {len(folded.booklets)} booklets: a staple holds no more sheets"
        found.append(note(place, message, "Staple each, then glue or sew them together."))
    return found
