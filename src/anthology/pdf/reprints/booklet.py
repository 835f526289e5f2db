"""Pages are imposed: two on each side of a sheet, so that sheets can be folded into a booklet.

Sheets that lie in others are pushed outwards at the fold: their pages are moved to the fold by
the leaves that lie round them (creep), and the outer margins of a trimmed booklet are even.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name

from anthology.book import Book
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.press.cuts import cut_marks
from anthology.pdf.press.finish import to_bytes
from anthology.pdf.reprints.sheet import add_sheet
from anthology.press.fold import Fold, Pair, reduced
from anthology.press.sheet import Box

FLAVOUR = "plain"


@dataclass(frozen=True)
class Placing:
    """How pages are placed on sheets; lengths in points."""

    sheet: tuple[float, float]
    page: tuple[float, float]  # as printed, after scaling
    scale: float

    @property
    def foot(self) -> float:
        """From the lower edge of the sheet to that of the page."""
        return (self.sheet[1] - self.page[1]) / 2

    @property
    def fold(self) -> float:
        """From the left edge of the sheet to the fold."""
        return self.sheet[0] / 2

    @property
    def pages(self) -> Box:
        """Where both pages lie on the sheet."""
        across, up = self.page
        return Box(self.fold - across, self.foot, 2 * across, up)

    @property
    def room(self) -> tuple[float, float]:
        """How much of the sheet is free beside and below the pages."""
        return self.fold - self.page[0], self.foot


def placing(fold: Fold, trim: tuple[float, float]) -> Placing:
    """Pages of that trim on the sheets: at their size, or smaller where half a sheet is."""
    scale = reduced(fold.size, trim)
    return Placing(fold.size, (trim[0] * scale, trim[1] * scale), scale)


def imposed(pdf: bytes, book: Book, fold: Fold, trim: tuple[float, float]) -> bytes:
    """The sheets as a PDF, front and back of each in turn, for printing on both sides."""
    place = placing(fold, trim)
    with pikepdf.open(io.BytesIO(pdf)) as pages, pikepdf.new() as sheets:
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in pages.pages]
        for booklet in fold.booklets:
            for sheet in booklet:
                for side in (sheet.front, sheet.back):
                    _add(sheets, _held(side, forms), place, sheet.within * fold.leaf)
        sheets.Root.ViewerPreferences = Dictionary(
            Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None")
        )
        set_metadata(sheets, book, FLAVOUR)
        return to_bytes(sheets, FLAVOUR)


def _held(side: Pair, forms: list[pikepdf.Object]) -> Iterator[tuple[int, pikepdf.Object]]:
    """The pages of a side that are not blank: 0 for the left one, 1 for the right one."""
    for where, page in enumerate(side):
        if page <= len(forms):
            yield where, forms[page - 1]


def _add(
    pdf: pikepdf.Pdf, held: Iterator[tuple[int, pikepdf.Object]], place: Placing, creep: float
) -> None:
    drawn, things = [cut_marks(place.pages, place.room)], dict[str, pikepdf.Object]()
    for where, form in held:
        things[f"/P{where}"] = form
        drawn.append(_placed(where, place, creep))
    add_sheet(pdf, place.sheet, things, drawn)


def _placed(where: int, place: Placing, creep: float) -> str:
    """A page in its half of the sheet, moved to the fold and cut there."""
    left = place.fold - creep if where else place.fold - place.page[0] + creep
    area = f"{where * place.fold:.4f} 0 {place.fold:.4f} {place.sheet[1]:.4f} re W n"
    matrix = f"{place.scale:.6f} 0 0 {place.scale:.6f} {left:.4f} {place.foot:.4f} cm"
    return f"q {area} {matrix} /P{where} Do Q"
