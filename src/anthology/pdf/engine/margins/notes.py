"""Notes in the outer margin, each beside the line that calls it.

WeasyPrint puts notes at the foot of their page, and takes the room for them from the text. Those
that a style wants in the margin are taken away from it before the layout, and need no such room.
When a page is done they are laid out beside it; and when nothing on it moves any more they get
their places: as near to their lines as can be, one below the other. Of a page on which they have
no room, the longest ones are named: these stand at the foot in the next layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout.block import block_level_layout

from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.tree import blocks, first_line

WIDTH = "__note_in_margin"  # `--note-in-margin: 60pt` in CSS; without it, a note is at the foot
POINTS = 0.75  # points in a CSS pixel
GAP = 10 / POINTS  # px between the text and its notes, as styles know
BETWEEN = 0.5  # of a line: the least white between two notes
OVER = 1.0  # px by which a block may hang over the text and not be in the margin
BROAD = {"table", "figure", "img", "svg", "math", "pre"}  # what a margin is too narrow for


@dataclass(frozen=True)
class Beside:
    """A note in the margin, and the line that calls it."""

    box: Any
    line: Any

    @property
    def wanted(self) -> float:
        """Where it begins if its first line is level with the one that calls it, in px."""
        first = first_line(self.box)
        own = first.position_y + first.baseline - self.box.position_y if first else 0.0
        return float(self.line.position_y + self.line.baseline - own)

    @property
    def height(self) -> float:
        """Its height with the white that has to follow it, in px."""
        return float(self.box.margin_height() + BETWEEN * strut(self.box.style)[0])


class Notes:
    """The notes of a document that stand in the margin."""

    def __init__(self, root: Any, context: Any) -> None:
        """Takes them out of WeasyPrint's notes."""
        self.context = context
        self._waiting = set(_taken(root))
        context.footnotes[:] = [box for box in context.footnotes if box not in self._waiting]

    def on(self, page: Any) -> list[Any]:
        """The boxes of the notes that a laid out page calls, which it keeps."""
        page.beside = [
            Beside(self._laid_out(note, page), line)
            for line, note in _called(page.children[0])
            if note in self._waiting
        ]
        return [each.box for each in page.beside]

    def _laid_out(self, note: Any, page: Any) -> Any:
        self._waiting.remove(note)  # a table's head may call it again on the next page
        box, holder = create_anonymous_boxes(note.deepcopy()), copy(page)
        holder.width = _width(note)
        right = page.page_type.side == "right"
        text = page.content_box_x()
        box.position_x = text + page.width + GAP if right else text - GAP - holder.width
        box.position_y = page.content_box_y()
        self.context.create_block_formatting_context()
        laid = block_level_layout(self.context, box, -(10.0**6), None, holder)[0]
        self.context.finish_block_formatting_context(laid)
        return laid


def beside(page: Any) -> list[Beside]:
    """The notes in the margin of a page."""
    found: list[Beside] = page.__dict__.get("beside", [])
    return found


def _crowding(page: Any) -> Iterator[str]:
    """The ids of the notes for which the margin of a page has no room: the longest ones."""
    top, bottom = _free(page)
    outer = page.margin_right if page.page_type.side == "right" else page.margin_left
    left = sorted(beside(page), key=attrgetter("height"))
    while left and (
        sum(each.height for each in left) > bottom - top or left[-1].box.width + GAP > outer
    ):
        yield _id(left.pop())


def crowded(pages: Sequence[Any]) -> frozenset[str]:
    """The ids of the notes that have to leave the margins of some pages for the foot.

    They are all of them where a note at the foot comes later than its call: else it would come
    after the next ones.
    """
    if any(beside(page) for page in pages) and any(map(_has_late_note, pages)):
        return frozenset(_id(each) for page in pages for each in beside(page))
    return frozenset(name for page in pages for name in _crowding(page))


def place(page: Any) -> None:
    """Moves the notes of a page to their lines, or as far from them as the others make it."""
    top, bottom = _free(page)
    notes = sorted(beside(page), key=attrgetter("wanted"))
    places = []
    for note in notes:
        places.append(max(top, note.wanted))
        top = places[-1] + note.height
    for note, wanted in zip(reversed(notes), reversed(places), strict=True):
        found = min(wanted, bottom - note.height)
        note.box.translate(dy=found - note.box.position_y)
        bottom = found


def _has_late_note(page: Any) -> bool:
    """Whether a note at the foot of a page is called on another one."""
    areas = [area for area in page.children if isinstance(area, boxes.FootnoteAreaBox)]
    at_foot = {note.element for area in areas for note in area.children}
    called = {box.footnote.element for part in page.children for box in _calling(part)}
    return not at_foot <= called


def _calling(box: Any) -> Iterator[Any]:
    """The boxes that call notes at the foot."""
    if getattr(box, "footnote", None) is not None:
        yield box
    for child in getattr(box, "children", ()):
        yield from _calling(child)


def _id(note: Beside) -> str:
    return str(note.box.element.get("id", ""))


def _free(page: Any) -> tuple[float, float]:
    """From where to where nothing stands in the margins of a page, in px.

    The white below the last note may be over the end.
    """
    left, top = page.content_box_x() - OVER, page.content_box_y()
    right, end = left + page.width + 2 * OVER, top + page.height
    for block in blocks(page.children[0], boxes.BlockLevelBox):
        start = block.border_box_x()
        if start < left or start + block.border_width() > right:
            top = max(top, block.border_box_y() + block.border_height())
    last = max((BETWEEN * strut(each.box.style)[0] for each in beside(page)), default=0.0)
    return top, end + last


def _taken(box: Any) -> Iterator[Any]:
    """The notes for the margin that a tree calls; for WeasyPrint, nothing there calls them."""
    note = getattr(box, "footnote", None)
    if note is not None and _width(note):
        box.note_beside, box.footnote = note, None
        yield note
    for child in getattr(box, "children", ()):
        yield from _taken(child)


def _called(box: Any, line: Any = None) -> Iterator[tuple[Any, Any]]:
    """The notes for the margin that a laid out box calls, each after its line."""
    line = box if isinstance(box, boxes.LineBox) else line
    if "note_beside" in box.__dict__:
        yield line, box.note_beside
    for child in getattr(box, "children", ()):
        yield from _called(child, line)


def _width(note: Any) -> float:
    """How wide a note is in the margin, in px; 0 where it stands at the foot."""
    length = next((each for each in note.style[WIDTH] or () if each.type == "dimension"), None)
    if length is None or any(each.tag in BROAD for each in note.element.iter()):
        return 0.0
    return float(length.value) / POINTS
