"""The boxes of a press file's pages: trim, bleed, and room for crop marks; origin at 0, 0.

A book is bound at its spine and never trimmed there, so there is no bleed on that side, as
KDP and IngramSpark want it, unless `bleed_at_spine` is set. All lengths are in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array

from anthology.config import PressTable
from anthology.pdf.bind.moves import contents, move_patterns

MARK = 12.0  # the length of a crop mark
GAP = 3.0  # between the bleed and a mark, and between the mark and the edge of the sheet
LINE = 0.25  # the width of a mark
BLACK = {"grey": "0 G", "cmyk": "0 0 0 1 K"}

Box = tuple[float, float, float, float]
Move = tuple[float, float]


@dataclass(frozen=True)
class PageBoxes:
    """The boxes of a page."""

    media: Box
    bleed: Box
    trim: Box


def set_boxes(
    pdf: pikepdf.Pdf, settings: PressTable, *, binding: str, before: int = 0
) -> tuple[Move, ...]:
    """Give every page of `pdf` its boxes and, if [press] wants them, crop marks.

    Returns how far the content of each page was moved, in points, right and up. Where a page
    has a TrimBox, that is the trimmed page before the move; else the whole page is. `binding`
    is the side of odd pages on which the spine is; as many pages of the book come `before`.
    """
    odd = page_boxes(settings, spine=binding)
    both = page_boxes(settings, spine="left" if binding == "right" else "right"), odd
    arrays = [_arrays(boxes) for boxes in both]  # which all pages of a side share
    moves: list[Move] = []
    wrappers: dict[tuple[object, ...], tuple[pikepdf.Object, pikepdf.Object]] = {}
    for number, page in enumerate(pdf.pages, before + 1):
        boxes = both[number % 2]
        move = _move(page.obj, boxes)
        moves.append(move)
        if settings.marks or (any(move) and not _is_empty(page.obj)):
            key = (number % 2, *move)
            if key not in wrappers:
                wrappers[key] = _wrapper(pdf, boxes, move, settings)
            start, end = wrappers[key]
            page.obj.Contents = Array([start, *contents(page.obj), end])
            move_patterns(page, move)
        _set(page.obj, arrays[number % 2])
    return tuple(moves)


def _is_empty(page: pikepdf.Object) -> bool:
    """Whether the content of a page has no words, so that nothing needs to be moved."""
    return not any(stream.read_raw_bytes() for stream in contents(page))


def page_boxes(settings: PressTable, *, spine: str) -> PageBoxes:
    """The boxes of a page with the spine at its "left" or its "right"."""
    width, height = settings.trim_size
    at_spine = settings.bleed if settings.bleed_at_spine else 0.0
    left, right = (at_spine, settings.bleed) if spine == "left" else (settings.bleed, at_spine)
    room = 2 * GAP + MARK if settings.marks else 0.0
    x, y = room + left, room + settings.bleed
    trim = (x, y, x + width, y + height)
    bleed = (room, room, trim[2] + right, trim[3] + settings.bleed)
    return PageBoxes((0.0, 0.0, bleed[2] + room, bleed[3] + room), bleed, trim)


def _move(page: pikepdf.Object, boxes: PageBoxes) -> Move:
    trim = [float(side) for side in page.get("/TrimBox", page.MediaBox)]
    return round(boxes.trim[0] - trim[0], 4), round(boxes.trim[1] - trim[1], 4)


def _arrays(boxes: PageBoxes) -> dict[str, Array]:
    """The boxes as a page has them."""
    pairs = (("/MediaBox", boxes.media), ("/BleedBox", boxes.bleed), ("/TrimBox", boxes.trim))
    return {key: Array([round(side, 4) for side in box]) for key, box in pairs}


def _set(page: pikepdf.Object, boxes: Mapping[str, Array]) -> None:
    for key in ("/CropBox", "/ArtBox", "/Rotate", "/UserUnit"):
        if key in page:
            del page[key]
    for key, box in boxes.items():
        page[key] = box


def _wrapper(
    pdf: pikepdf.Pdf, boxes: PageBoxes, move: Move, settings: PressTable
) -> tuple[pikepdf.Object, pikepdf.Object]:
    """The streams around the content of all pages that are moved alike."""
    before = f"q 1 0 0 1 {_n(move[0])} {_n(move[1])} cm\n"
    after = "\nQ\n"
    if settings.marks:
        left, bottom, right, top = boxes.bleed
        area = f"{_n(left)} {_n(bottom)} {_n(right - left)} {_n(top - bottom)}"
        before = f"q {area} re W n\n{before}"  # clipped, so that nothing is drawn among the marks
        after = f"\nQ Q\n{_marks(boxes, BLACK[settings.colour])}"
    return (
        pdf.make_indirect(pdf.make_stream(before.encode())),
        pdf.make_indirect(pdf.make_stream(after.encode())),
    )


def _marks(boxes: PageBoxes, black: str) -> str:
    """Eight black lines outside the bleed that point at the corners of the trim."""
    lines = []
    for x, outside, sign in ((0, 0, -1), (2, 2, 1)):
        for y, above, way in ((1, 1, -1), (3, 3, 1)):
            start, base = boxes.bleed[outside] + sign * GAP, boxes.trim[y]
            lines.append(_line(start, base, start + sign * MARK, base))
            start, base = boxes.bleed[above] + way * GAP, boxes.trim[x]
            lines.append(_line(base, start, base, start + way * MARK))
    return f"/Artifact BMC q {LINE} w {black}\n" + "\n".join(lines) + "\nQ EMC\n"


def _line(*ends: float) -> str:
    x, y, to_x, to_y = map(_n, ends)
    return f"{x} {y} m {to_x} {to_y} l S"


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
