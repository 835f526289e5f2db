"""Pictures at the head of a page: taken out of the text, which runs on where they stood.

WeasyPrint knows no such floats. The figure of one is, for WeasyPrint, a note: a box that is not
in the text, whose call marks its place there. Here it gets the head of the page after the one
on which its call stands, or of the page that its element names, and that page less room for text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from math import ceil
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout.block import block_level_layout

from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.floats import plates

CLASS = "at-head"  # of a figure that floats
PAGE = "data-head"  # its page, from 0, where that is fixed
OWNER = "data-owner"  # the section that it belongs to, of several that share pages
NUMBER = "data-figure"  # of a figure in its section
LEAST = 6  # lines of text that a page with floats has at least
HAIR = 0.01  # of a line: what a figure may be higher than its lines


class Floats:
    """The figures of a document that float, and the pages that they come to."""

    def __init__(self, root: Any, context: Any) -> None:
        """Takes the figures out of the notes, so that WeasyPrint knows nothing of them."""
        self.context, notes = context, context.footnotes
        self.figures = [box for box in notes if is_float(box)]
        notes[:] = [box for box in notes if not is_float(box)]
        _rename_calls(root)
        self.placed: dict[int, int] = {}  # the page of each, by its id
        self._after: dict[int, list[Any]] = {}  # page -> figures that still wait after it
        self._page = 0
        self._plate: Any = None
        self._laid: list[tuple[Any, Any]] = []  # figures of the page, and their boxes there
        self._height = 0.0

    def make(self, index: int, make: Callable[[], Any]) -> Any:
        """What `make` returns, which lays out the page of that index, with its figures on it."""
        self._page, self._plate = index, self._next_plate(index)
        plate = self._plate is not None
        result = plates.on_blank_page(make, self.context, index) if plate else make()
        page = result[0]
        page.height += self._height
        page.margin_top -= self._height
        page.floats = tuple(self._laid)  # drawn with the boxes of the margins (`fast.pages`)
        self.settle(index, page)
        if self._goes_on(index):
            plates.one_more(self.context, result)
        return result

    def _goes_on(self, index: int) -> bool:
        """Whether a plate waits for a page after this one, also after the end of the text.

        It has none there where a figure comes first that fits at no head: none would ever.
        """
        waiting = list(map(plates.is_plate, self._after[index]))
        is_after_text = bool(index) and self.context.page_maker[index][0] is None
        return any(waiting) and (waiting[0] or bool(self._laid) or not is_after_text)

    def _next_plate(self, index: int) -> Any:
        """The figure that gets all of the page of that index; None where none does."""
        side = "right" if self.context.page_maker[index][2] else "left"
        noted = len(self.context.reported_footnotes)
        first = None if noted else next(iter(self._wanted(index)), None)
        is_next = first is not None and plates.is_plate(first) and plates.fits(first, side)
        return first if is_next else None

    def reserve(self, page: Any) -> None:
        """Lays out the figures of the page that begins, and gives it less room for text."""
        self._laid, self._height = [], 0.0
        if self._plate is not None:
            box = _laid_out(self._plate, page, self.context)
            plates.put(self._plate, box, page)
            self._laid.append((self._plate, box))
            return
        for figure in takewhile(lambda each: not plates.is_plate(each), self._wanted(self._page)):
            box = _laid_out(figure, page, self.context)
            pitch = float(strut(box.style)[0])
            height = pitch * (ceil(box.border_height() / pitch - HAIR) + 1)
            if page.height - height < LEAST * pitch:
                break
            self._laid.append((figure, box))
            self._height += height
            page.height -= height
            page.margin_top += height

    def settle(self, index: int, page: Any) -> None:
        """The page is as it will be: those called on it wait for the next one."""
        self.placed |= {id(figure): index for figure, _ in page.floats}
        earlier = {name for name, at in self.placed.items() if at <= index}
        called = [box for box in _called(page.children[0]) if box in self.figures]
        waiting = [*self._wanted(index), *(box for box in called if _fixed(box) is None)]
        self._after[index] = [box for box in dict.fromkeys(waiting) if id(box) not in earlier]

    def _wanted(self, index: int) -> list[Any]:
        """The figures for the page of that index, in their order."""
        fixed = [box for box in self.figures if _fixed(box) == index]
        return [*self._after.get(index - 1, ()), *fixed]

    def state(self) -> tuple[dict[int, int], dict[int, list[Any]]]:
        """The figures that have a page, and those that wait for one, as `restore` takes them."""
        return dict(self.placed), dict(self._after)

    def restore(self, state: tuple[dict[int, int], dict[int, list[Any]]]) -> None:
        """The pages since then are not as they will be."""
        placed, after = state
        self.placed, self._after = dict(placed), dict(after)

    def unplaced(self, pages: int) -> Iterator[int]:
        """The numbers of the figures that came to no page of so many."""
        for box in self.figures:
            if self.placed.get(id(box), pages) >= pages:
                yield number(box)

    def overtaking(self, pages: Sequence[Any]) -> Iterator[int]:
        """The numbers of the figures on a page before one that the text has earlier.

        A plate may come later: it waits for a page of its own.
        """
        others = [box for box in self.figures if not plates.is_plate(box)]
        found = [(number(box), self.placed.get(id(box), 0)) for box in others]
        for index, page in enumerate(pages if found else ()):
            found += ((number(box), index) for box in _in_text(page.children[0]))
        latest = -1
        for own, page in sorted(found):
            if page < latest:
                yield own
            latest = max(latest, page)


def is_float(box: Any) -> bool:
    """Whether a box is that of a figure that floats."""
    return box.element is not None and CLASS in box.element.get("class", "").split()


def called_by(box: Any) -> Any:
    """The figure that a box calls; None where it calls none."""
    return box.__dict__.get("figure")


def _rename_calls(box: Any) -> None:
    if getattr(box, "footnote", None) is not None and is_float(box.footnote):
        box.figure, box.footnote = box.footnote, None
    for child in getattr(box, "children", ()):
        _rename_calls(child)


def number(box: Any) -> int:
    """The number of a figure in its section."""
    return int(box.element.get(NUMBER, 0))


def _in_text(box: Any) -> Iterator[Any]:
    """The figures that stand in a box, but for those that float."""
    if box.element_tag == "figure":
        yield box
    elif not isinstance(box, boxes.LineBox):
        for child in getattr(box, "children", ()):
            yield from _in_text(child)


def first_figure(box: Any) -> Any:
    """The figure that begins in a box before anything else of it; None where there is none."""
    while getattr(box, "children", ()) and not isinstance(box, boxes.LineBox):
        box = next((each for each in box.children if each.is_in_normal_flow()), None)
        if box is None or box.element_tag == "figure":
            return box
    return None


def room(page: Any, box: Any = None) -> float:
    """The px at the foot of a page that nothing stands on, or nothing of a box on it.

    Notes stand where the page ends, which may be higher than others (`lines.page_ends`).
    """
    notes = [area for area in page.children if isinstance(area, boxes.FootnoteAreaBox)]
    foot = page.content_box_y() + page.height
    bottom = min((area.position_y for area in notes), default=foot)
    return float(bottom - lowest(box or page.children[0]))


def lowest(box: Any) -> float:
    """Where the lowest line or picture of a box ends, in px from the head of the page."""
    if isinstance(box, boxes.LineBox) or not getattr(box, "children", ()):
        return float(box.position_y + box.height)
    return max(map(lowest, box.children))


def _fixed(box: Any) -> int | None:
    page = box.element.get(PAGE)
    return None if page is None else int(page)


def _called(box: Any) -> Iterator[Any]:
    """The figures whose calls stand in a box."""
    figure = called_by(box)
    if figure is not None:
        yield figure
    for child in getattr(box, "children", ()):
        yield from _called(child)


def _laid_out(figure: Any, page: Any, context: Any) -> Any:
    """The box of a figure at the head of a page, below those that stand there already."""
    box = create_anonymous_boxes(figure.deepcopy())
    box.position_x, box.position_y = page.content_box_x(), page.content_box_y()
    context.create_block_formatting_context()
    holder = plates.place(figure, page)
    laid = block_level_layout(context, box, -(10.0**6), None, holder)[0]
    context.finish_block_formatting_context(laid)
    laid.translate(0, page.content_box_y() - laid.border_box_y())
    return laid
