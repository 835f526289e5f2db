"""The cover for the press: back, spine and front are typeset, and placed on one sheet.

Each part is set on a page with the edge of the sheet all round it and cut where its neighbour
begins, so that a pattern or a picture runs on over the folds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name

from anthology.book import Book
from anthology.cache import Cache, fingerprint
from anthology.config import PressTable
from anthology.edition import Edition, Product, Section
from anthology.pdf.model import Geometry, PageSetup
from anthology.pdf.packing import unpack_leaves
from anthology.pdf.press.finish import make_sheet_ready, to_bytes
from anthology.pdf.typeset import tasks
from anthology.pdf.typeset.cached import Work, submit
from anthology.pdf.typeset.typesetter import section_input
from anthology.pool import Failure, Pending, Pool
from anthology.press.sheet import Box, Sheet
from anthology.report import Problem, Refused, error

OVERLAP = 0.5  # points below the next part: where two only touch, a hairline would shine through
FLOOR = "html, body { margin: 0; padding: 0; height: 100% }"


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
        _submitted(section, box, job, pool, cache)
        for section, box in zip(job.edition.sections, job.sheet.parts, strict=True)
    ]

    def drawn() -> Product:
        results = [result for each in pending for result in each.result()]
        return _sheet_of(list(_pages(job, results)), job)

    return Pending(lambda: all(each.is_done() for each in pending), drawn)


def _submitted(
    section: Section, box: Box, job: Job, pool: Pool, cache: Cache
) -> Pending[list[bytes | Failure]]:
    setup, page = _setup(job, section.kind, box), section_input(section, job.edition.assets)
    work = Work(partial(tasks.typeset, setup), [page], [page.key(setup.key)])
    return submit(work, pool, cache).results


def _setup(job: Job, kind: str, box: Box) -> PageSetup:
    edge, edition, flavour = job.sheet.edge, job.edition, job.press.flavour
    page = Geometry(box.width + 2 * edge, box.height + 2 * edge)
    size = f"{page.width:g}pt {page.height:g}pt !important"
    moved = f"section.{kind} {{ background-position: {edge - box.x:g}pt 0 }}"
    return PageSetup(
        css=f"{FLOOR}\n{edition.css}\n{moved}\n@page {{ size: {size}; margin: 0; bleed: 0 }}",
        assets={path: asset for path, asset in edition.assets.items() if path in edition.css},
        fonts=(),  # so that WeasyPrint embeds the fonts: no binder does it later
        geometry=page,
        inks=job.press.colour,
        profile=edition.profile,
        flat=flavour == "x1a",
        version=fingerprint(),
    )


def _pages(job: Job, results: list[bytes | Failure]) -> Iterator[bytes]:
    for section, result in zip(job.edition.sections, results, strict=True):
        if isinstance(result, Failure):
            raise Refused(_failed(section, result))
        yield unpack_leaves(result).pdf.data


def _failed(section: Section, failure: Failure) -> Problem:
    message = f"the {section.kind} of the printed cover could not be set: it {failure.reason}"
    hint = f"Simplify {section.kind}.xhtml.j2 or cover.css of the style."
    return error(section.place, message, hint, trace=failure.trace)


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
