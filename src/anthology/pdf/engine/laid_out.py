"""Pages as WeasyPrint lays them out, and what can be read from them but not from a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
from weasyprint import HTML
from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_backgrounds

from anthology.pdf.engine import feet, floats, flows, margins, page_starts
from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.feet import heads
from anthology.pdf.engine.feet.holes import pushed_figures
from anthology.pdf.engine.tables import found as tables
from anthology.pdf.model import Moved, Spot
from anthology.pdf.span import Opening, Side

POINTS = 0.75  # points in a CSS pixel
ALMOST = 0.05  # of a line: what may be missing where there is still room for it
MEASURES = ("width", "height", "margin_top", "margin_bottom")
LARGE = 16.0  # points of a text from which on its tables are set as large as it is, if they can be
SIDES: dict[str, dict[str, Side]] = {  # by the binding and the side that a style wants
    "left": {"right": "recto", "left": "verso", "recto": "recto", "verso": "verso"},
    "right": {"left": "recto", "right": "verso", "recto": "recto", "verso": "verso"},
}


class LaidOut:
    """A document after layout: WeasyPrint's boxes, and what can be read from them alone."""

    def __init__(
        self, html: HTML, root: Any, pages: list[Any], context: Any, greedy: Mapping[str, int]
    ) -> None:
        self.html = html
        self.root = root  # the box tree as it was before the layout
        self.pages = pages
        self.context = context
        self.sides = SIDES[context.binding]
        self.greedy = greedy  # why paragraphs are set line by line -> how many
        self.written: list[Page] = []

    def __del__(self) -> None:
        """Breaks reference cycles: a text may be laid out many times before garbage is collected.

        The images of a document, and its context, refer to what refers to them.
        """
        self.context.get_image_from_uri.keywords["cache"].clear()
        self.context.__dict__.clear()

    @property
    def resumed(self) -> list[Any]:
        """Per page, the path in `root` to where its text begins; None for the first page.

        None also for a later page that has no text but the end of a note.
        """
        return [state[0] for state in self.context.page_maker[: len(self.pages)]]

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

    def mirror(self) -> float | None:
        """How far versos stand to the right of rectos, in points.

        None where more sets them apart, there are only pages of one side, or the first is a
        verso already.
        """
        by_side = {self.sides[page.page_type.side]: page for page in self.pages}
        if (
            self.sides[self.pages[0].page_type.side] == "verso"
            or len(by_side) < 2
            or any(map(_is_painted, by_side.values()))
            or any(map(margins.is_used, self.pages))
        ):
            return None
        recto, verso = by_side["recto"], by_side["verso"]
        alike = all(getattr(recto, each) == getattr(verso, each) for each in MEASURES)
        across = (recto.margin_left, recto.margin_right) == (verso.margin_right, verso.margin_left)
        return POINTS * (verso.margin_left - recto.margin_left) if alike and across else None

    def opens(self) -> Opening:
        """On which side the section begins, by its style."""
        section = self.html.etree_element[0][0]
        return self.sides.get(self.context.style_for(section)["break_before"], "any")

    def note_shares(self) -> Iterator[float]:
        """The height of each note as a share of the height of the text on its page."""
        for page in self.pages:
            for note in _notes(page):
                yield note.margin_height() / page.height

    @property
    def columns(self) -> int:
        """In how many columns its text stands."""
        count = self._content.style["column_count"]
        return 1 if count == "auto" else int(count)

    def short(self) -> int:
        """For how many lines more its last page has room, in all columns."""
        page = self.pages[-1]
        root = page.children[0]
        notes = [area for area in page.children if isinstance(area, boxes.FootnoteAreaBox)]
        filled = root.position_y + root.margin_height() - page.content_box_y()
        room = page.height - filled - sum(area.margin_height() for area in notes)
        return int(room / self.pitch + ALMOST) * self.columns

    def lines(self) -> int:
        """For how many lines its last page has room in all."""
        return int(self.pages[-1].height / self.pitch + ALMOST) * self.columns

    def tail(self) -> int:
        """The lines on its last page, 0 where that is the only one."""
        return self.lines() - self.short() if len(self.pages) > 1 else 0

    def spare(self, number: int) -> int:
        """The lines at the foot of the page of that number, from 0, that nothing stands on."""
        return max(int(floats.room(self.pages[number]) / self.pitch + ALMOST), 0)

    def level(self, *, flows: bool, goes_on: bool) -> None:
        """Puts heads of pages on their lines, and fills pages that end a few lines early.

        The last one is filled where a flow goes on.
        """
        heads.align(self.pages, self.pitch)
        feet.level(self.pages if goes_on else self.pages[:-1], self.pitch, facing=not flows)

    def fill_margins(self) -> None:
        """Moves what is for the outer margins to its place there; nothing else moves afterwards."""
        for page in self.pages:
            margins.fill(page)

    def place_backgrounds(self) -> None:
        """Computes the places of backgrounds, which follow from those of the boxes."""
        for page in self.pages:
            layout_backgrounds(page, self.context.get_image_from_uri)

    def crowding_notes(self) -> frozenset[str]:
        """The ids of the notes for which the margins of their pages have no room."""
        return margins.crowded(self.pages)

    def stretch_stills(self) -> None:
        """Widens the still that opens a page to its edges, where the style wants that."""
        for page in self.pages:
            floats.stretch(page)

    @property
    def _content(self) -> Any:
        """The box of the section, or of the sections of a flow, on the last page with text."""
        roots = (page.children[0] for page in reversed(self.pages))
        box = next((root for root in roots if root.children), self.pages[-1].children[0])
        while box.element_tag in {"html", "body"} and box.children:  # else it has notes alone
            box = box.children[0]
        return box

    @property
    def pitch(self) -> float:
        """The px from one line of text to the next."""
        return float(strut(self._content.style)[0])

    def wide_tables(self) -> Mapping[int, float]:
        """For each table wider than the place where it stands: how many times wider it is.

        The key is the number of the table, which is in its `data-number`.
        """
        if next(self.html.etree_element.iter("table"), None) is None:
            return {}
        found: dict[int, float] = {}
        for page in self.pages:
            for number, excess in (*tables.wide(page), *tables.high(page)):
                found[number] = max(excess, found.get(number, 0.0))
        return found

    def broken_tables(self) -> frozenset[int]:
        """The tables that are not whole, since a row is too high for what has to stand with it.

        They lost their head on a page, or came to no page at all.
        """
        elements = list(self.html.etree_element.iter("table"))
        whole: dict[Any, bool] = {}
        for box in (box for page in self.pages for box in tables.on(page) if elements):
            headed = box.children[0].is_header or box.element.find("thead") is None
            whole[box.element] = headed and whole.get(box.element, True)
        return frozenset(
            int(table.get("data-number", 0))
            for table in elements
            if not whole.get(table, table.find(".//td") is None)
        )

    def crowded_tables(self) -> frozenset[int]:
        """The tables with cells of a word or so in many lines; none where letters must be large."""
        if self._content.style["font_size"] * POINTS >= LARGE:
            return frozenset()
        found = (box for page in self.pages for box in tables.on(page) if tables.is_crowded(box))
        return frozenset(int(box.element.get("data-number", 0)) for box in found)

    def cut_cells(self) -> frozenset[str]:
        """The ids of the cells of a grid that are higher than what is left of their page."""
        return flows.cut_cells(self.pages)

    def pushed_figures(self) -> Mapping[int, int]:
        """The figures that begin a page or column after a hole in the one before, and their pages.

        They are numbered, and pages count from 0.
        """
        if next(self.html.etree_element.iter("figure"), None) is None:
            return {}
        return pushed_figures(self.pages, self.pitch, count=self.columns)

    def overflows(self) -> bool:
        """Whether something on a page stands below its text."""
        return any(floats.room(page) < -ALMOST * self.pitch for page in self.pages)

    def unplaced_figures(self) -> tuple[int, ...]:
        """The numbers of the floating figures that came to no page."""
        moved = self.context.__dict__.get("floats")
        return tuple(moved.unplaced(len(self.pages))) if moved else ()

    def overtaking_figures(self) -> tuple[int, ...]:
        """The numbers of the figures that come before one which the text has earlier."""
        moved = self.context.__dict__.get("floats")
        return tuple(moved.overtaking(self.pages)) if moved else ()

    def lost(self) -> int:
        """How many things are on no page, or not wholly, that should be; or without their head."""
        return len(self.unplaced_figures()) + len(self.broken_tables()) + self.overflows()

    def stray_figures(self) -> tuple[int, ...]:
        """The numbers of the floating figures on pages where their own section does not go on."""
        return tuple(flows.stray_figures(self.pages))

    def moved(self) -> tuple[Moved, ...]:
        """The figures at the heads of pages that sections share."""
        return tuple(flows.moved(self.pages))

    def page_starts(self) -> tuple[int, ...]:
        """Per page, how many characters of the section come before it (`PageStart.offset`)."""
        return page_starts.offsets(self.root, self.resumed)

    def sections(self) -> Mapping[str, int]:
        """How many characters come before each section, in a document that holds several."""
        content = self.html.etree_element[0][0]
        rows = (content, *content.iterfind("div")) if content.tag == "div" else ()
        ids = [child.get("id") for row in rows for child in row]
        return page_starts.before_each(self.root, [name for name in ids if name])

    def spots(self) -> dict[str, Spot]:
        """The place of each id; the pages have to be written already."""
        found: dict[str, Spot] = {}
        notes = {name: where for page in self.pages for name, where in _where_notes_are(page)}
        for number, page in enumerate(self.written):
            for name, (x, y, right, _) in page.anchors.items():
                place = (x * POINTS, (page.height - y) * POINTS, right * POINTS)
                found.setdefault(name, Spot(number, *place, note=notes.get(name, "")))
        return found


def _notes(page: Any) -> Iterator[Any]:
    """The notes at the foot of a page."""
    for area in page.children:
        if isinstance(area, boxes.FootnoteAreaBox):
            yield from area.children


def _where_notes_are(page: Any) -> Iterator[tuple[str, Literal["foot", "margin"]]]:
    for note in _notes(page):
        yield note.element.get("id"), "foot"
    for note in margins.beside(page):
        yield note.box.element.get("id"), "margin"


def _is_painted(page: Any) -> bool:
    """Whether something is drawn on the page itself, which cannot be moved with its text."""
    style = page.style
    if style["background_color"].alpha or any(
        kind != "none" for kind, _ in style["background_image"]
    ):
        return True
    return any(getattr(page, f"border_{side}_width") for side in ("top", "right", "bottom", "left"))
