"""The steps of the galley proof: numbered lines beside each page, and a slip for corrections."""

# ruff: noqa: PLC0415

from __future__ import annotations

from functools import partial

from anthology.context import Context
from anthology.edition import Edition, Printed, Product
from anthology.pool import Pending
from anthology.produce.reprints.booklet import office_sheet
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

    paper = Paper(*office_sheet(context), inks="grey")
    leaf = typeset(furniture.sections[0], furniture, paper, context.pool, context.cache)
    return leaf.then(lambda leaves: leaves.pdf.data)


def print_galley(context: Context, printed: Printed, furniture: bytes) -> Product:
    """The proof as a PDF."""
    from anthology.pdf.reprints.galley import galley

    return Product(galley(printed, context.book, furniture, office_sheet(context)))


def prove_galley(
    context: Context, printed: Printed, furniture: bytes, proof: Product
) -> Pending[Findings]:
    """Which pages are not whole on their sheets, or have lines without a number."""
    return context.pool.submit(read_again, [(printed, furniture, proof.data)]).then(findings)


def read_again(task: tuple[Printed, bytes, bytes]) -> tuple[Problem, ...]:
    """Which pages of a book are not whole on the sheets of its proof."""
    from anthology.check.reprints import of_galley

    return of_galley(*task)
