"""A galley proof: each page of the book on a larger sheet, its lines numbered, and a slip.

Lines are counted as a reader counts them: whatever stands on one baseline is one line, columns
side by side too; notes in the margin have numbers of their own. Numbers stand where lines begin; on
the other side there is room to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from anthology.book import Book
from anthology.edition import Printed
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.press.finish import to_bytes
from anthology.pdf.reading import PdfPage, Place, is_in, reading
from anthology.pdf.reprints.page_labels import folio_of, page_labels
from anthology.pdf.reprints.sheet import add_sheet
from anthology.text.direction import binding_of

FLAVOUR = "plain"  # to be printed at home
DIGITS = 10  # pages of the furniture, then the head of each sheet, then the slip
PX = 0.75  # points
MARGIN, HEAD = 54.0, 45.0  # points: the least beside a page, and above and below it
NEAR = 0.35  # of what is left beside the page: on the side where lines begin
ADVANCE, GAP = 3.6, 8.0  # points: of a digit, and from a number to the text
RAISED = 5.0  # points: the call of a note stands no higher above its line
FRAME = "0.25 w 0.6 G"


@dataclass(frozen=True)
class Sheet:
    """A page of the book on its sheet; lengths in points from their lower left corners."""

    trim: tuple[float, float]  # size of the page
    size: tuple[float, float]  # of the sheet
    from_right: bool = False  # whether lines begin at the right

    @property
    def scale(self) -> float:
        """The page keeps its size, unless the sheet is too small for it."""
        width, height = self.size
        return min(1.0, (width - 2 * MARGIN) / self.trim[0], (height - 2 * HEAD) / self.trim[1])

    @property
    def corner(self) -> tuple[float, float]:
        """Where the page stands."""
        across, up = (
            side - own * self.scale for side, own in zip(self.size, self.trim, strict=True)
        )
        return across * (1 - NEAR if self.from_right else NEAR), up / 2


@dataclass(frozen=True)
class Furniture:
    """What is drawn beside the pages, as forms of the size of a sheet."""

    digits: Sequence[pikepdf.Object]
    origins: Sequence[Place]  # of the digits
    head: pikepdf.Object
    slip: Sequence[pikepdf.Object]


def galley(printed: Printed, book: Book, furniture: bytes, size: tuple[float, float]) -> bytes:
    """The proof: a sheet of `size`, in points, for each page with anything on it, and the slip.

    `furniture` has a page of that size for each digit from 0, one with the head of each sheet,
    and those of the slip.
    """
    with reading(printed.pdf) as read, reading(furniture) as sheets, pikepdf.new() as proof:
        own, mirrored = _furniture(sheets.pages, proof), binding_of(book.language) == "right"
        edges = [_edge(read.pages[side::2]) for side in (0, 1)]  # of rectos and versos
        folios = []
        for number, page in enumerate(read.pages):
            if is_printed(page):
                lines = baselines(page.content.line_places, printed.margins.get(number))
                sheet = Sheet(_trim(page), size, mirrored)
                _add_page(proof, page, own, sheet, (edges[number % 2], lines))
                folios.append(folio_of(page.raw))
        for form in own.slip:
            add_sheet(proof, size, {"/S": form}, ["/S Do"])
        proof.Root.PageLabels = page_labels([*folios, *("" for _ in own.slip)])
        set_metadata(proof, book, FLAVOUR)
        return to_bytes(proof, FLAVOUR)


def is_printed(page: PdfPage) -> bool:
    """Whether a page has a sheet: one with nothing but a folio has none."""
    return bool(page.content.lines or page.content.pictures)


def baselines(
    places: Iterable[Place], margin: tuple[float, float] | None = None
) -> tuple[float, ...]:
    """How far below the top of its page each line stands, in points, from the first.

    `margin` says from where to where notes stand beside the text. What is raised above the line
    that follows, as the call of a note is, is no line of its own.
    """
    found = sorted({round(place.y * PX, 2) for place in places if not is_in(place, margin)})
    below = [*found[1:], float("inf")]
    return tuple(y for y, following in zip(found, below, strict=True) if following - y > RAISED)


def _furniture(pages: Sequence[PdfPage], proof: pikepdf.Pdf) -> Furniture:
    forms = [proof.copy_foreign(page.raw.as_form_xobject()) for page in pages]
    origins = [page.content.line_places[0] for page in pages[:DIGITS]]
    return Furniture(forms[:DIGITS], origins, forms[DIGITS], forms[DIGITS + 1 :])


def _edge(pages: Sequence[PdfPage]) -> float:
    """Where the lines of such pages begin, in points from the left edge of the trim."""
    return PX * min((place.x for page in pages for place in page.content.line_places), default=0)


def _trim(page: PdfPage) -> tuple[float, float]:
    left, low, right, high = map(float, page.raw.trimbox)
    return right - left, high - low


def _add_page(
    proof: pikepdf.Pdf,
    page: PdfPage,
    own: Furniture,
    sheet: Sheet,
    lines: tuple[float, Sequence[float]],  # where they begin, and how far below the top
) -> None:
    form = proof.copy_foreign(page.raw.as_form_xobject())
    things = {"/H": own.head, "/P": form, **{f"/D{n}": digit for n, digit in enumerate(own.digits)}}
    (x, y), (width, height) = sheet.corner, sheet.trim
    low = [float(side) for side in page.raw.trimbox][:2]
    at = (x - low[0] * sheet.scale, y - low[1] * sheet.scale)
    frame = f"{x:.3f} {y:.3f} {width * sheet.scale:.3f} {height * sheet.scale:.3f} re S"
    drawn = [
        "/H Do",
        f"q {FRAME} {frame} Q",
        f"q {sheet.scale:.5f} 0 0 {sheet.scale:.5f} {at[0]:.3f} {at[1]:.3f} cm /P Do Q",
    ]
    edge, counted = lines
    for number, below in enumerate(counted, 1):
        line = y + (height - below) * sheet.scale
        drawn += _number(number, sheet, edge, line, own.origins)
    add_sheet(proof, sheet.size, things, drawn)


def _number(
    number: int, sheet: Sheet, edge: float, line: float, origins: Sequence[Place]
) -> Iterator[str]:
    """The digits of a line's number: before the line, or at the right outside the page."""
    digits = [int(digit) for digit in str(number)]
    start = sheet.corner[0] + edge * sheet.scale - GAP - ADVANCE * len(digits)
    if sheet.from_right:
        start = sheet.corner[0] + sheet.trim[0] * sheet.scale + GAP
    for place, digit in enumerate(digits):
        x = start + ADVANCE * place - origins[digit].x * PX
        y = line - (sheet.size[1] - origins[digit].y * PX)
        yield f"q 1 0 0 1 {x:.3f} {y:.3f} cm /D{digit} Do Q"
