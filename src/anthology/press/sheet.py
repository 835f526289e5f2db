"""The cover as one sheet, printed side up: back, spine and front, from left to right.

Of a book that is read from right to left, the front is at the left.

A paperback's sheet has bleed all round. A case's is glued to two boards that are wider and
higher than the pages, and turned in round their edges. A booklet's lies on a sheet of office
paper: it is the outermost, or wider by a spine, to be glued round several booklets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anthology.press.fold import is_stapled, lying, reduced
from anthology.press.preset import Barcode, Cover, Paper, Preset

SAFE = 18.0  # points, a quarter of an inch: what KDP and IngramSpark want
PLAIN = {  # what most presses want of a paperback
    "flavour": "plain",
    "edge": "0.125in",
    "safe": "0.25in",
    "spine_text": {"pages": 0, "clear": "0.0625in"},
    "barcode": {"width": "1.75in", "height": "1in", "edge": "0.25in"},
}


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in points from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """The size of a cover and where its parts are; lengths in points."""

    width: float
    height: float
    trim: Box
    back: Box
    spine: Box
    front: Box
    edge: float
    """The bleed, or what is turned in round the boards."""
    safe: float
    """The least distance of words from the trim."""
    hinge: float
    barcode: Barcode
    spine_clear: float
    """What words on the spine keep free on both sides."""
    spine_words: bool
    """Whether the press allows words on a spine of so many pages."""
    flaps: tuple[Box, ...] = ()
    """That of the back and that of the front; () for none."""
    paper: tuple[float, float] | None = None
    """The sheet of paper that it is printed on, in its middle, where that is another."""

    @property
    def inset(self) -> float:
        """How far inside the trim the press wants the front's page to begin."""
        return max(0.0, self.safe - SAFE)

    @property
    def parts(self) -> tuple[Box, ...]:
        """All parts from the back to the front, which fill the trim; a booklet has no spine."""
        before, after = self.flaps[:1], self.flaps[1:]
        spine = (self.spine,) if self.spine.width else ()
        return (*before, self.back, *spine, self.front, *after)


def bound_at(binding: str, whole: Sheet) -> Sheet:
    """The sheet of a book bound at its "left" or its "right", from one bound at the left."""
    if binding == "left":
        return whole
    return replace(whole, back=whole.front, front=whole.back, flaps=whole.flaps[::-1])


def spine_width(preset: Preset, paper: Paper, pages: int) -> float:
    """The width of the spine of so many pages, in points."""
    return pages * paper.page + preset.cover.spine


def sheet(
    preset: Preset, paper: Paper, trim: tuple[float, float], pages: int, spine: float = 0.0
) -> Sheet:
    """The cover of a book with that trim and so many pages; `spine` overrules the formula.

    All in points. KDP's own template for 5.06 × 7.81 in, 243 pages on white paper is
    10.917 × 8.06 in, its spine 0.547 in.
    """
    cover = preset.cover
    back = spine or spine_width(preset, paper, pages)
    if paper.sheet:
        return _outermost(cover, paper, trim, pages, back)
    return _around(cover, trim, back, words=pages >= cover.spine_text.pages)


def _outermost(
    cover: Cover, paper: Paper, trim: tuple[float, float], pages: int, spine: float
) -> Sheet:
    """The cover of a booklet, in the size of its pages; bleed is what the paper has room for."""
    size, back = lying(paper.sheet), 0.0 if is_stapled(pages) else spine
    across, up = (side * reduced(size, trim) for side in trim)
    if 2 * across + back > size[0]:
        size = lying(paper.large)
    room = min(size[0] - 2 * across - back, size[1] - up) / 2
    fitting = cover.model_copy(update={"edge": max(0.0, min(cover.edge, room / 2))})
    words = pages >= cover.spine_text.pages
    return replace(_around(fitting, (across, up), back, words=words), paper=size)


def plain_sheet(trim: tuple[float, float], spine: float, bleed: float, flaps: float = 0.0) -> Sheet:
    """The cover of a paperback, or a jacket, for a press without a preset; lengths in points."""
    cover = Cover.model_validate(PLAIN).model_copy(update={"edge": bleed})
    found = _around(cover, trim, spine, words=True)
    return _with_flaps(found, flaps) if flaps else found


def _with_flaps(sheet: Sheet, wide: float) -> Sheet:
    """The same sheet with a flap of that width on both sides."""
    back, spine, front = (
        replace(part, x=part.x + wide) for part in (sheet.back, sheet.spine, sheet.front)
    )
    left = replace(back, x=sheet.edge, width=wide)
    right = replace(front, x=front.x + front.width, width=wide)
    return replace(
        sheet,
        width=sheet.width + 2 * wide,
        trim=replace(sheet.trim, width=sheet.trim.width + 2 * wide),
        back=back,
        spine=spine,
        front=front,
        flaps=(left, right),
    )


def _around(cover: Cover, trim: tuple[float, float], spine: float, *, words: bool) -> Sheet:
    wider, higher = (cover.board.width, cover.board.height) if cover.board else (0.0, 0.0)
    width, height = trim[0] + wider, trim[1] + higher
    edge = cover.edge
    middle, right = edge + width, edge + width + spine
    return Sheet(
        right + width + edge,
        height + 2 * edge,
        Box(edge, edge, 2 * width + spine, height),
        Box(edge, edge, width, height),
        Box(middle, edge, spine, height),
        Box(right, edge, width, height),
        edge,
        cover.safe,
        cover.hinge,
        cover.barcode,
        cover.spine_text.clear,
        words,
    )
