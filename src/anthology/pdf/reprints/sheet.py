"""A sheet: a page of a PDF on which pages of the book are drawn as forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name


def add_sheet(
    pdf: pikepdf.Pdf,
    size: tuple[float, float],
    forms: Mapping[str, pikepdf.Object],
    drawn: Iterable[str],
) -> None:
    """Adds a page of that size in points, with the operators `drawn`, which name the forms."""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(size[0], 4), round(size[1], 4)]),
        Resources=Dictionary(XObject=Dictionary(forms)),
        Contents=pdf.make_stream("\n".join(filter(None, drawn)).encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
