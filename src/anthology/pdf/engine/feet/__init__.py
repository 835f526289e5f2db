"""Feet of pages: spare lines go above what begins on a page, so that facing pages end alike.

A page ends early where what comes next does not fit on it: a heading with two lines, a review of
a few lines that is not divided. Whole lines are put above the reviews, headings and lists that
begin on it, as evenly as can be. Nothing moves to another page, and all stays on the grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from weasyprint.formatting_structure import boxes

from anthology.pdf.engine import floats
from anthology.pdf.engine.feet.columns import columns

ALMOST = 0.05  # of a line: what may be missing where there is still room for it
MOST = 7  # lines that a page may be short; where there are more, the white is meant
MOST_IN_FLOW = 16  # the same where a flow goes on, in which no white at a foot is meant
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
BLOCKS = frozenset(("ul", "ol", "dl", "blockquote", "table", "figure"))
ABOVE = ((frozenset(("section",)), 3), (HEADINGS, 2), (BLOCKS, 1))  # lines at most above these


@dataclass(frozen=True)
class Column:
    """A column of a page, or the page: for how many lines it has room, and where these may go."""

    box: Any
    spare: int
    places: tuple[tuple[Any, ...], ...]  # boxes for each row of ABOVE

    def is_short(self, most: int = MOST) -> bool:
        """Whether it has a few spare lines."""
        return 0 < self.spare <= most

    @property
    def least(self) -> int:
        """The lines that stay spare where as many are used as may be."""
        room = sum(len(found) * most for found, (_, most) in zip(self.places, ABOVE, strict=True))
        return max(self.spare - room, 0)

    def fill(self, left: int, pitch: float) -> None:
        """Moves the boxes down until so many lines are left, each of `pitch` px."""
        wanted = self.spare - max(left, self.least)
        lines: dict[int, float] = {}
        for found, (_, most) in zip(self.places, ABOVE, strict=True):
            steps = range(min(wanted, most * len(found)))
            for box, _ in zip(cycle(reversed(found)), steps, strict=False):
                lines[id(box)] = lines.get(id(box), 0.0) + pitch
                wanted -= 1
        _move(self.box, lines)


def level(pages: Sequence[Any], pitch: float, *, facing: bool = True) -> None:
    """Moves what is on pages of one section down, to their feet or to where the facing page ends.

    `pitch` is the height of a line, in px; `facing` is false where nobody knows yet on which side
    each page will lie, as in a flow: there only the columns of a page end on the same line.
    """
    most = MOST if facing else MOST_IN_FLOW
    found = [list(_columns(page, pitch)) for page in pages]
    for number, own in enumerate(found):
        beside = number + (1 if pages[number].page_type.side == "left" else -1)
        other = found[beside] if facing and 0 <= beside < len(found) else []
        left = other[0].least if len(own) == len(other) == 1 and other[0].is_short() else 0
        if not facing and any(MOST < each.spare <= most for each in own):
            left = max(each.least for each in own)
        for column in own:
            if column.is_short(most):
                column.fill(min(left, column.spare), pitch)


def unfilled(pages: Sequence[Any], pitch: float) -> int:
    """The lines at the feet of these pages of a flow that nothing on them can take."""
    return sum(column.least for page in pages for column in _columns(page, pitch))


def _columns(page: Any, pitch: float) -> Iterator[Column]:
    """The columns of the page, with their places for spare lines."""
    for box in columns(page):
        spare = int(floats.room(page, box) / pitch + ALMOST)
        places = list(_places(box, box.position_y + pitch / 2))
        ranked = tuple(tuple(b for b in places if b.element_tag in tags) for tags, _ in ABOVE)
        yield Column(box, spare, ranked)


def _places(box: Any, top: float) -> Iterator[Any]:
    """The boxes below `top` above which lines may go: reviews, and what is in their texts."""
    before = None
    for child in box.children:
        if not isinstance(child, boxes.BlockBox):
            continue
        review = child.element_tag == "section"
        in_text = before is not None and not _leads_in(before) and _is_text(box)
        if child.position_y > top and (review or in_text):
            yield child
        before = child
        if review or _is_text(child):
            yield from _places(child, top)


def _leads_in(box: Any) -> bool:
    """Whether it is a heading, or a line that leads in what follows."""
    classes = "" if box.element is None else box.element.get("class") or ""
    return box.element_tag in HEADINGS or "lead-in" in classes.split()


def _is_text(box: Any) -> bool:
    """Whether it has the text of a review."""
    return box.element is not None and "text" in (box.element.get("class") or "").split()


def _move(box: Any, lines: Mapping[int, float]) -> float:
    """Moves the blocks in a box down by what is above each, in px: by how much it grows."""
    moved = 0.0
    for child in box.children:
        moved += lines.get(id(child), 0.0)
        if moved:
            child.translate(dy=moved)
        if isinstance(child, boxes.BlockBox):
            moved += _move(child, lines)
    box.height += moved
    return moved
