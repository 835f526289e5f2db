"""The cover for the press: back, spine and front are typeset, and placed on one sheet.

Each part is set on a page with the edge of the sheet all round it and cut where its neighbour
begins, so that a pattern or a picture runs on over the folds.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import PressTable
from anthology.edition import Edition, Product
from anthology.pdf.press.finish import make_sheet_ready, to_bytes
from anthology.pdf.sheets.leaf import Paper, typeset
from anthology.pool import Pending, Pool
from anthology.press.sheet import Box, Sheet

OVERLAP = 0.5  # points below the next part: where two only touch, a hairline would shine through


@dataclass(frozen=True)
class Job:
    """A cover to make: what is on it, where, and for which press."""

    edition: Edition  # back, spine and front
    sheet: Sheet
    press: PressTable  # with the flavour of the cover
    book: Book


def draw(job: Job, pool: Pool, cache: Cache) -> Pending[Product]:
    """The cover as a PDF of one page. Its result raises Refused where a part cannot be set."""
    pending = [
        typeset(section, job.edition, _paper(job, section.kind, box), pool, cache)
        for section, box in zip(job.edition.sections, job.sheet.parts, strict=True)
    ]

    def drawn() -> Product:
        return _sheet_of([each.result().pdf.data for each in pending], job)

    return Pending(lambda: all(each.is_done() for each in pending), drawn)


def _paper(job: Job, kind: str, box: Box) -> Paper:
    edge = job.sheet.edge
    moved = f"section.{kind} {{ background-position: {edge - box.x:g}pt 0 }}"
    width, height = box.width + 2 * edge, box.height + 2 * edge
    return Paper(width, height, job.press.colour, job.press.flavour == "x1a", moved)


def _sheet_of(pages: list[bytes], job: Job) -> Product:
    with pikepdf.Pdf.new() as pdf:
        forms = [_form(pdf, data) for data in pages]
        sheet = job.sheet
        parts = sorted(enumerate(sheet.parts), key=lambda part: part[1].x)
        drawn = (_placed(number, box, sheet) for number, box in parts)
        content = "\n".join(drawn).encode()
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(sheet.width, 4), round(sheet.height, 4)]),
            Resources=Dictionary(XObject=Dictionary({f"/P{n}": f for n, f in enumerate(forms)})),
        )
        page.Contents = pdf.make_stream(content)
        trim = sheet.trim
        page.BleedBox = page.MediaBox
        page.TrimBox = Array(
            [round(each, 4) for each in (trim.x, trim.y, trim.x + trim.width, trim.y + trim.height)]
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        profile = job.edition.profile or None
        problems = make_sheet_ready(pdf, job.press, job.book, profile)
        return Product(to_bytes(pdf, job.press.flavour), problems, 1)


def _form(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    with pikepdf.open(io.BytesIO(data)) as source:
        form = source.pages[0].as_form_xobject()
        return pdf.copy_foreign(form)


def _placed(number: int, box: Box, sheet: Sheet) -> str:
    """The part in its place, cut at the folds and at the edge of the sheet."""
    edge = sheet.edge
    left = 0.0 if box.x <= edge else box.x
    end = box.x + box.width
    right = sheet.width if end > sheet.width - edge - OVERLAP else end + OVERLAP
    area = f"{left:.4f} 0 {right - left:.4f} {sheet.height:.4f} re W n"
    return f"q {area} 1 0 0 1 {box.x - edge:.4f} {box.y - edge:.4f} cm /P{number} Do Q"
