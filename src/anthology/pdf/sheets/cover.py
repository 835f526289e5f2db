"""The cover for the press: back, spine and front are typeset, and placed on one sheet.

Each part is set on a page with the edge of the sheet all round it and cut where its neighbour
begins, so that a pattern or a picture runs on over the folds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import PressTable
from anthology.edition import Edition, Product
from anthology.pdf.press.cuts import cut_marks, fold_marks
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
    edge, start = job.sheet.edge, job.sheet.edge + job.sheet.inset
    across = job.sheet.front.x - box.x + start  # from where the front's page begins
    moved = f"section.{kind} {{ background-position: {across:g}pt {start:g}pt }}"
    width, height = box.width + 2 * edge, box.height + 2 * edge
    return Paper(width, height, job.press.colour, job.press.flavour == "x1a", moved)


def _sheet_of(pages: list[bytes], job: Job) -> Product:
    with pikepdf.Pdf.new() as pdf:
        forms = [_form(pdf, data) for data in pages]
        sheet = job.sheet
        parts = sorted(enumerate(sheet.parts), key=lambda part: part[1].x)
        drawn = (_placed(number, box, sheet) for number, box in parts)
        content = "\n".join((*drawn, *_lines(sheet))).encode()
        whole = Box(0, 0, sheet.width, sheet.height)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=_corners(_under(sheet)),
            Resources=Dictionary(XObject=Dictionary({f"/P{n}": f for n, f in enumerate(forms)})),
        )
        page.Contents = pdf.make_stream(content)
        page.BleedBox, page.TrimBox = _corners(whole), _corners(sheet.trim)
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        profile = job.edition.profile or None
        problems = make_sheet_ready(pdf, job.press, job.book, profile)
        remarks = () if sheet.paper else problems  # nobody asks an office printer for a profile
        return Product(to_bytes(pdf, job.press.flavour), remarks, 1)


def _under(sheet: Sheet) -> Box:
    """The paper that the sheet lies on, in its middle."""
    width, height = sheet.paper or (sheet.width, sheet.height)
    return Box((sheet.width - width) / 2, (sheet.height - height) / 2, width, height)


def _lines(sheet: Sheet) -> Iterator[str]:
    """Where to cut and to fold office paper."""
    if not sheet.paper:
        return
    paper, trim = _under(sheet), sheet.trim
    room = trim.x - paper.x, trim.y - paper.y
    yield cut_marks(trim, room, sheet.edge)
    yield fold_marks(sheet.spine, room[1], sheet.edge)


def _corners(box: Box) -> Array:
    corners = (box.x, box.y, box.x + box.width, box.y + box.height)
    return Array([round(each, 4) for each in corners])


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
