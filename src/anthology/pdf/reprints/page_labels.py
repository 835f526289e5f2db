"""The folios of pages as PDF's page labels, each page with its own."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, String


def labels(pdf: bytes) -> tuple[str, ...]:
    """The folio of each page of a PDF, "" where its pages have none."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        return tuple(map(folio_of, book.pages))


def folio_of(page: pikepdf.Page) -> str:
    """The folio of a page, "" for none."""
    return str(page.label)  # a property, which the stubs have as a method


def page_labels(folios: Iterable[str]) -> Dictionary:
    """The catalogue's page labels (PDF 2.0, 12.4.2): each page has its own, as a prefix."""
    pairs = [(number, Dictionary(P=String(folio))) for number, folio in enumerate(folios)]
    return Dictionary(Nums=Array([each for pair in pairs for each in pair]))
