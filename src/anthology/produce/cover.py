"""The steps of the printed cover, which follow the print book: its spine fits those pages."""

# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from anthology.context import Context
from anthology.edition import Edition, Printed, Product
from anthology.pool import Pending
from anthology.produce.steps import Findings, findings
from anthology.report import Problem

if TYPE_CHECKING:  # a worker starts sooner without it
    from anthology.check.pdf.rules.cover import Inside
    from anthology.press.sheet import Sheet


@dataclass(frozen=True)
class CoverText:
    """The printed cover as composed, and the sheet that it is for."""

    edition: Edition
    sheet: Sheet
    problems: tuple[Problem, ...]


def compose_cover(context: Context, printed: Printed) -> CoverText:
    """The printed cover, whose spine fits the pages of this very print book."""
    return cover_for(context, printed.pages)


def cover_for(context: Context, pages: int) -> CoverText:
    """The printed cover of a book of so many pages."""
    from anthology.compose.cover import cover as run
    from anthology.press.rules import sheet_of
    from anthology.produce.strangers import within_limits

    sheet = sheet_of(context.settings, pages)
    work = partial(run, context.book, context.style, context.settings, sheet)
    edition, problems = within_limits(context, work)
    return CoverText(replace(edition, profile=context.profile), sheet, problems)


def draw_sheet(context: Context, text: CoverText) -> Pending[Product]:
    """The cover as a PDF of one page."""
    from anthology.pdf.sheets.cover import Job, draw
    from anthology.press.rules import cover_press

    job = Job(text.edition, text.sheet, cover_press(context.settings), context.book)
    return draw(job, context.pool, context.cache)


def prove_cover(_: Context, text: CoverText, cover: Product) -> Findings:
    """What of the cover's words is missing or stands where it must not."""
    from anthology.check.cover import of_cover

    return Findings(of_cover(text.edition, text.sheet, cover.data))


def preflight_cover(context: Context, printed: Printed, cover: Product) -> Pending[Findings]:
    """What a press would object to in the cover."""
    from anthology.check.pdf.rules.cover import Inside
    from anthology.press.rules import cover_press
    from anthology.text.isbn import digits, thirteen

    number = digits(context.book.isbn_print)
    isbns = frozenset({thirteen(number)} if number else ())
    press = context.settings.press
    inside = Inside(printed.pages, press.trim_size, isbns)
    preset = "" if context.settings.cover.spine else press.preset  # the editor knows the spine
    work = partial(check_cover, cover_press(context.settings).flavour, preset, inside)
    return context.pool.submit(work, [cover.data]).then(findings)


def check_cover(flavour: str, preset: str, inside: Inside, pdf: bytes) -> tuple[Problem, ...]:
    """What a press would object to in the cover, which is no book of pages."""
    from anthology.check.pdf.own import of_cover
    from anthology.pdf.press.preflight import preflight as run

    return (*run(pdf, flavour, of_pages=False), *of_cover(preset, inside, pdf))
