"""The reading file of a bound book: trimmed pages, language, metadata."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from anthology.book import Book
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.model import Geometry
from anthology.pdf.screen.accessible import inaccessible
from anthology.report import Problem
from anthology.text.direction import binding_of


def screen_file(
    pdf: pikepdf.Pdf, book: Book, geometry: Geometry
) -> tuple[bytes, tuple[Problem, ...]]:
    """The reading file's bytes, and what is wrong with them. Changes `pdf`."""
    box = Array([0, 0, geometry.width, geometry.height])
    for page in pdf.pages:
        for name in ("/BleedBox", "/TrimBox"):
            if name in page.obj:
                del page.obj[name]
        page.obj.MediaBox = box
    pdf.Root.Lang = String(book.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if binding_of(book.language) == "right":
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    pdf.Root.PageMode = Name.UseOutlines
    set_metadata(pdf, book, "ua1")
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue(), inaccessible(pdf)
