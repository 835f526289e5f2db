"""An offprint: some pages of the bound books as a PDF of their own, with their folios."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Array, Name

from anthology.book import Book
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.press.finish import to_bytes
from anthology.pdf.reprints.page_labels import folio_of, page_labels

FLAVOUR = "plain"  # to be read, not printed by a press


def offprint(parts: Sequence[tuple[bytes, Sequence[int]]], book: Book) -> bytes:
    """Pages of PDFs, counted from 0, cut to their trim; `book` is what its metadata say."""
    with ExitStack() as stack, pikepdf.new() as part:
        folios = list[str]()
        for pdf, pages in parts:
            whole = stack.enter_context(pikepdf.open(io.BytesIO(pdf)))
            for number in pages:
                part.pages.append(_cleared(whole.pages[number]))
                folios.append(folio_of(whole.pages[number]))
        part.Root.PageLabels = page_labels(folios)
        part.remove_unreferenced_resources()
        set_metadata(part, book, FLAVOUR)
        return to_bytes(part, FLAVOUR)


def _cleared(page: pikepdf.Page) -> pikepdf.Page:
    """The page without bleed, tags and links to pages that it leaves behind."""
    box = page.trimbox
    addresses = [each for each in page.obj.get("/Annots", Array()) if _is_address(each)]
    for key in ("/BleedBox", "/ArtBox", "/StructParents", "/Tabs", "/Annots"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = page.obj.CropBox = page.obj.TrimBox = box
    if addresses:
        page.obj.Annots = Array(addresses)
    return page


def _is_address(annotation: pikepdf.Object) -> bool:
    return "/A" in annotation and annotation.A.get("/S") == Name.URI
