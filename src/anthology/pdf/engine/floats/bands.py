"""Bands: stills at the head of a page that reach its edges above, at the left and at the right.

The text keeps its room: a band is laid out as wide as the text, and then grows into the margins.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage

CLASS = "still-bleed"  # of an opening whose picture is a band
NEAR = 1.0  # px: not farther below the margin the picture of a page stands at its head
LEAST = 150.0  # pixels an inch: a picture with fewer stays as wide as the text
INCH = 96.0  # px


def stretch(page: Any) -> None:
    """Widens the still that opens a page to the edges of the page, and over them."""
    opening = next(_of_class(page.children[0]), None) if page.children else None
    picture = next(_pictures(opening), None) if opening else None
    if picture is None or picture.position_y - page.content_box_y() > NEAR:
        return
    left, top, right, _ = page.bleed_area
    if isinstance(picture.replacement, RasterImage):
        pixels = picture.replacement.get_intrinsic_size(1, picture.style["font_size"])[0]
        if pixels < LEAST * right / INCH:
            return
    bottom = picture.content_box_y() + picture.height
    picture.translate(left - picture.content_box_x(), top - picture.content_box_y())
    picture.width, picture.height = right, bottom - top


def _of_class(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.element is not None and CLASS in child.element.get("class", "").split():
            yield child
        elif not isinstance(child, boxes.LineBox):
            yield from _of_class(child)


def _pictures(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.ReplacedBox) and child.element_tag == "img":
            yield child
        yield from _pictures(child)
