"""Pages: their boxes, their edges, their number."""

from __future__ import annotations

from itertools import pairwise

from pikepdf import Array, Name, Object

from anthology.pdf.press.preflight.bleed import uncovered
from anthology.pdf.press.preflight.file import Complaints, File

INK_LIMIT = 2.4  # IngramSpark's, of all inks in one place
BOXES = ("/MediaBox", "/TrimBox", "/ArtBox", "/BleedBox", "/CropBox")

Box = tuple[float, float, float, float]


def boxes(file: File) -> Complaints:
    """Row 8: trim within bleed within media, and one size of book."""
    sizes = set()
    for number, page in enumerate(file.pdf.pages, 1):
        media, trim, art, bleed, crop = (_box(page.obj, name) for name in BOXES)
        if (trim is None) == (art is None):
            yield f"page {number} has not exactly one of TrimBox and ArtBox"
        inner = trim or art
        if inner is None or media is None:
            continue
        sizes.add((round(inner[2] - inner[0], 1), round(inner[3] - inner[1], 1)))
        chain = [box for box in (inner, bleed, crop, media) if box]
        for inside, outside in pairwise(chain):
            if not _inside(inside, outside):
                yield f"page {number}: its boxes do not lie within one another"
    if len(sizes) > 1:
        yield f"pages of different trim: {sorted(sizes)}"


def _box(page: Object, name: str) -> Box | None:
    found = page.get(name)
    if not isinstance(found, Array):
        return None
    x, y, to_x, to_y = (float(side) for side in found.as_list())
    return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _inside(inner: Box, outer: Box) -> bool:
    slack = 0.02  # points: less than a thirty-thousandth of an inch is rounding
    low = all(inner[i] >= outer[i] - slack for i in (0, 1))
    return low and all(inner[i] <= outer[i] + slack for i in (2, 3))


def bleed(file: File) -> Complaints:
    """Row 9: what reaches the trim runs into the bleed."""
    yield from uncovered(file.pdf, file.data)


def annotated(file: File) -> Complaints:
    """Row 13: no annotation (a link is one) on what is printed."""
    for number, page in enumerate(file.pdf.pages, 1):
        bleed = _box(page.obj, "/BleedBox") or _box(page.obj, "/MediaBox")
        for note in page.obj.get("/Annots", Array()).as_list():
            rect = _box(note, "/Rect")
            if note.get("/Subtype") in (Name("/TrapNet"), Name("/PrinterMark")):
                continue
            if rect and bleed and _touch(rect, bleed):
                yield f"page {number}: an annotation inside the bleed"


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def press_rules(file: File) -> Complaints:
    """Row 19: what printers ask beyond PDF/X."""
    if len(file.pdf.pages) % 2:
        yield f"an odd number of pages: {len(file.pdf.pages)}"
    if any(sum(inks) > INK_LIMIT + 0.005 for inks in file.holds.inks):
        yield f"a colour of more than {INK_LIMIT:.0%} of ink"
