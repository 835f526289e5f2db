"""The steps of the galley proof: numbered lines beside each page, and a slip for corrections."""

# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial

from anthology.config.lengths import page_size
from anthology.context import Context
from anthology.edition import Edition, Printed, Product
from anthology.pool import Pending
from anthology.press.fold import sheet_named
from anthology.press.preset import preset
from anthology.produce.booklet import HOME
from anthology.produce.steps import Findings, findings
from anthology.report import Problem


def compose_galley(context: Context) -> Edition:
    """What the proof has besides the pages of the book."""
    from anthology.compose.sheets.galley import galley
    from anthology.produce.strangers import within_limits

    return within_limits(context, partial(galley, context.book, context.style))


def typeset_furniture(context: Context, furniture: Edition) -> Pending[bytes]:
    """The same as pages of the size of a sheet."""
    from anthology.pdf.sheets.leaf import Paper, typeset

    paper = Paper(*_sheet(context), inks="grey")
    return typeset(furniture.sections[0], furniture, paper, context.pool, context.cache)


def print_galley(context: Context, printed: Printed, furniture: bytes) -> Product:
    """The proof as a PDF."""
    from anthology.pdf.reprints.galley import galley

    return Product(galley(printed.pdf, context.book, furniture, _sheet(context)))


def prove_galley(
    context: Context, printed: Printed, furniture: bytes, proof: Product
) -> Pending[Findings]:
    """Which pages are not whole on their sheets, or have lines without a number."""
    return context.pool.submit(read_again, [(printed.pdf, furniture, proof.data)]).then(findings)


def read_again(task: tuple[bytes, bytes, bytes]) -> tuple[Problem, ...]:
    """Which pages of a book are not whole on the sheets of its proof."""
    from anthology.check.reprints import of_galley

    return of_galley(*task)


def _sheet(context: Context) -> tuple[float, float]:
    """A sheet of the paper that printers at home have, upright, in points."""
    home = preset(HOME)
    paper = home.paper_named(sheet_named(home, context.settings.press))
    return page_size(paper.sheet or "")
