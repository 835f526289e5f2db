"""Pages as WeasyPrint lays them out, read for what its PDF does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from weasyprint import HTML
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes

from anthology.pdf.engine import page_starts
from anthology.pdf.model import Spot

POINTS = 0.75  # points in a CSS pixel
SIDES: dict[str, Literal["right", "left"]] = {
    "right": "right",
    "recto": "right",
    "left": "left",
    "verso": "left",
}


class LaidOut:
    """A document after layout: WeasyPrint's boxes, read for what its PDF does not tell."""

    def __init__(
        self, html: HTML, root: Any, pages: list[Any], context: Any, greedy: Mapping[str, int]
    ) -> None:
        self.html = html
        self.root = root  # the box tree as it was before the layout
        self.pages = pages
        self.context = context
        self.greedy = greedy  # why a paragraph's lines were not planned -> how many there are
        self.written: list[Page] = []

    def release(self) -> None:
        """Part what holds each other, so that it goes without being looked for."""
        self.context.__dict__.clear()
        for page in self.pages:
            for child in page.children:
                child.__dict__.pop("page", None)  # an area for notes has its page

    @property
    def resumed(self) -> list[Any]:
        """Per page, the path in `root` to where it takes up the text; None: at its start."""
        return [made[0] for made in self.context.page_maker[: len(self.pages)]]

    def names(self) -> tuple[str, ...]:
        """The CSS page name of each page."""
        return tuple(page.page_type.name for page in self.pages)

    def inner(self) -> float:
        """The narrowest inner margin, in points."""
        narrowest: float = min(
            page.margin_left if page.page_type.side == "right" else page.margin_right
            for page in self.pages
        )
        return POINTS * narrowest

    def opens(self) -> Literal["right", "left", "any"]:
        """On which side the style wants the section to begin."""
        section = self.html.etree_element[0][0]
        return SIDES.get(self.context.style_for(section)["break_before"], "any")

    def note_shares(self) -> Iterator[float]:
        """The height of each note as a share of the height of the text on its page."""
        for page in self.pages:
            for area in page.children:
                if isinstance(area, boxes.FootnoteAreaBox):
                    for note in area.children:
                        yield note.margin_height() / page.height

    def page_starts(self) -> tuple[int, ...]:
        """Per page, how many characters of the section come before it (`PageStart.offset`)."""
        return page_starts.offsets(self.root, self.resumed)

    def spots(self) -> dict[str, Spot]:
        """Where each id stands, once the pages are written."""
        found: dict[str, Spot] = {}
        for number, page in enumerate(self.written):
            for name, (x, y, *_) in page.anchors.items():
                spot = Spot(number, x * POINTS, (page.height - y) * POINTS)
                found.setdefault(name, spot)
        return found
