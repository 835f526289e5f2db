"""Checks of the pages of a press file: their boxes, their edges, their number."""

from __future__ import annotations

from itertools import pairwise

from pikepdf import Array, Name, Object

from anthology.pdf.press.preflight.bleed import uncovered
from anthology.pdf.press.preflight.file import Faults, File

INK_LIMIT = 2.4  # of all inks in one place together; IngramSpark's
BOXES = ("/MediaBox", "/TrimBox", "/ArtBox", "/BleedBox", "/CropBox")

Box = tuple[float, float, float, float]


def boxes(file: File) -> Faults:
    """Check 8: on each page trim within bleed within media, and one size of all pages."""
    sizes = set()
    for page, numbers in file.kinds:
        media, trim, art, bleed, crop = (_box(page, name) for name in BOXES)
        if (trim is None) == (art is None):
            yield from (f"page {n} needs a TrimBox or an ArtBox, but not both" for n in numbers)
        inner = trim or art
        if inner is None or media is None:
            continue
        sizes.add((round(inner[2] - inner[0], 1), round(inner[3] - inner[1], 1)))
        chain = [box for box in (inner, bleed, crop, media) if box]
        if not all(_inside(inside, outside) for inside, outside in pairwise(chain)):
            yield from (
                f"the boxes of page {n} are not nested: trim, bleed, sheet" for n in numbers
            )
    if len(sizes) > 1:
        yield f"its pages are trimmed to different sizes: {_listed(sizes)}"


def _listed(sizes: set[tuple[float, float]]) -> str:
    return ", ".join(f"{width} × {height} pt" for width, height in sorted(sizes))


def _box(page: Object, name: str) -> Box | None:
    if name not in page or not isinstance(found := page[name], Array):
        return None
    x, y, to_x, to_y = map(float, found.as_list())
    return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _inside(inner: Box, outer: Box) -> bool:
    slack = 0.02  # points: smaller differences are rounding
    low = all(inner[i] >= outer[i] - slack for i in (0, 1))
    return low and all(inner[i] <= outer[i] + slack for i in (2, 3))


def bleed(file: File) -> Faults:
    """Check 9: what reaches the trim continues into the bleed."""
    yield from uncovered(file.pdf, file.data)


def annotated(file: File) -> Faults:
    """Check 13: no annotations, such as links, on what is printed."""
    for number, page in enumerate(file.pdf.pages, 1):
        if "/Annots" not in page.obj:
            continue
        bleed = _box(page.obj, "/BleedBox") or _box(page.obj, "/MediaBox")
        for note in page.obj.Annots.as_list():
            rect = _box(note, "/Rect")
            if note.get("/Subtype") in (Name("/TrapNet"), Name("/PrinterMark")):
                continue
            if rect and bleed and _touch(rect, bleed):
                yield f"page {number} has an annotation inside the bleed"


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def press_rules(file: File) -> Faults:
    """Check 19: what printers want besides PDF/X."""
    if len(file.pdf.pages) % 2:
        yield f"it has an odd number of pages, {len(file.pdf.pages)}"
    if any(sum(inks) > INK_LIMIT + 0.005 for inks in file.contents.inks):
        yield f"one of its colours uses more than {INK_LIMIT:.0%} of ink"
