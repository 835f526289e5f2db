"""Whether what reaches the trim of a page continues into its bleed, seen on the drawn page.

Only pages with pictures or shadings are drawn, since text and rules do not run off a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name

if TYPE_CHECKING:
    from PIL import Image

PAPER = 250  # of 255: lighter pixels are taken for unprinted
ENOUGH = 12  # points: a shorter edge at the trim is that of a letter or a mark

Box = tuple[int, int, int, int]


def uncovered(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    """A message for each side of a page on which a picture ends at the trim."""
    numbers = list(_pictured(pdf))
    if not numbers:
        return
    import pypdfium2  # noqa: PLC0415  large, and for books with pictures alone

    drawing = pypdfium2.PdfDocument(data)
    for number in numbers:
        page = drawing[number]
        image = page.render(scale=1, grayscale=True).to_pil().convert("L")
        for side in _bare_sides(image, pdf.pages[number].obj):
            yield f"on page {number + 1}, a picture ends at the {side} trim, not in the bleed"
        page.close()
    drawing.close()


def _pictured(pdf: pikepdf.Pdf) -> Iterator[int]:
    """The pages, from 0, that can draw a picture; many have their resources in common."""
    known: dict[tuple[int, int], bool] = {}
    for number, page in enumerate(pdf.pages):
        resources = page.obj.get("/Resources")
        if resources is None:
            continue
        name = resources.objgen
        if name not in known or name == (0, 0):
            known[name] = _has_pictures(resources)
        if known[name]:
            yield number


def _has_pictures(resources: pikepdf.Object) -> bool:
    if any(len(resources.get(kind, ())) for kind in ("/Shading", "/Pattern")):
        return True
    things = resources.get("/XObject")
    return things is not None and any(
        thing.get("/Subtype") == Name.Image for thing in things.values()
    )


def _bare_sides(image: Image.Image, page: pikepdf.Object) -> Iterator[str]:
    """The sides on which ink stops between the trim and the bleed."""
    media, trim, bleed = (_pixels(page, box) for box in ("/MediaBox", "/TrimBox", "/BleedBox"))
    x, y = -media[0], -media[1]
    left, bottom, right, top = (trim[0] + x, trim[1] + y, trim[2] + x, trim[3] + y)
    room = [abs(a - b) for a, b in zip(trim, bleed, strict=True)]
    high, low = image.height - top, image.height - bottom
    strips = {
        "left": (room[0], (left + 1, high, left + 2, low), (left - 3, high, left - 2, low)),
        "bottom": (room[1], (left, low - 2, right, low - 1), (left, low + 2, right, low + 3)),
        "right": (room[2], (right - 2, high, right - 1, low), (right + 2, high, right + 3, low)),
        "top": (room[3], (left, high + 1, right, high + 2), (left, high - 3, right, high - 2)),
    }
    for side, (space, inside, outside) in strips.items():
        if space >= 4 and _lost(image.crop(inside), image.crop(outside)) >= ENOUGH:
            yield side


def _pixels(page: pikepdf.Object, name: str) -> Box:
    left, bottom, right, top = (round(float(side)) for side in page.get(name, page.MediaBox))
    return left, bottom, right, top


def _lost(inside: Image.Image, outside: Image.Image) -> int:
    """How many points along an edge are printed inside the trim and unprinted outside."""
    pairs = zip(inside.tobytes(), outside.tobytes(), strict=True)
    return sum(a < PAPER <= b for a, b in pairs)
