"""Pages that several sections share: which of their lines and pictures belong to which.

A section begins where its mark stands, and ends where the next one begins: lower on the page, or
in the next column, which is on the left where all texts run from right to left. Notes stand at
the foot of the page, each from a mark of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from anthology.edition import Mark, Marks
from anthology.pdf.reading import PageContent, Place, is_in

ABOVE = 1.0  # px by which what belongs to a mark may stand above it
LEFT_OF = 12.0  # px: marks of punctuation hang in the margin
RIGHT_OF = 6.0  # px: so do the markers of lists that run from right to left


class SharedPages:
    """The marks of a PDF's shared pages, and what lies between them."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.pages: dict[str, list[int]] = {}  # by section: the pages on which it stands
        for page in sorted(marks):
            for section in dict.fromkeys(mark.section for mark in marks[page]):
                self.pages.setdefault(section, []).append(page)

    def part(self, page: int, content: PageContent, section: str) -> PageContent:
        """What of a page belongs to a section: all of it, unless sections share the page."""
        marks = self.marks.get(page)
        if marks is None:
            return content
        lines = list(zip(content.lines, content.line_places, strict=True))
        own = [(line, place) for line, place in lines if owner(place, marks) == section]
        pictures = [place for place in content.picture_places if owner(place, marks) == section]
        return PageContent(
            tuple(line for line, _ in own),
            len(pictures),
            tuple(place for _, place in own),
            tuple(pictures),
        )


def owner(place: Place, marks: Iterable[Mark]) -> str:
    """The section to which something at a place belongs."""
    place, marks = _forwards(place, _in_row(place, list(marks)))
    notes = [mark for mark in marks if _is_in_note(place, mark)]
    texts = [mark for mark in marks if not mark.note and not _before(place, mark)]
    return _last(notes or texts or marks[:1]).section


def _forwards(place: Place, marks: Sequence[Mark]) -> tuple[Place, Sequence[Mark]]:
    """The same, mirrored where columns follow each other from right to left."""
    if not marks[0].backwards:
        return place, marks
    mirrored = [replace(mark, left=-mark.right, right=-mark.left) for mark in marks]
    return Place(-place.x, place.y), mirrored


def _in_row(place: Place, marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks of the row of a grid that the place is in; all of them, where there is no grid."""
    rows = [mark.row for mark in marks if mark.row - ABOVE <= place.y]
    last = max(rows, default=0.0)
    return [mark for mark in marks if mark.row == last] or marks


def _is_in_note(place: Place, mark: Mark) -> bool:
    """Whether the place may be in a note: at the foot, or in the margin, beside the text."""
    beside = is_in(place, (mark.left, max(mark.left, mark.right)))
    return mark.note and beside and not _before(place, mark)


def _before(place: Place, mark: Mark) -> bool:
    """Whether the place comes before the mark: above it, or in a column on its left."""
    if place.x < mark.left - LEFT_OF and _has_room_before(mark):
        return True
    return place.y < mark.top - ABOVE and place.x < max(mark.right + RIGHT_OF, mark.left)


def _has_room_before(mark: Mark) -> bool:
    """Whether there may be a column before that of the mark; else long numbers hang there."""
    return mark.backwards or mark.left >= mark.right - mark.left


def _last(marks: Sequence[Mark]) -> Mark:
    """The last of some marks: of those in the last column, the lowest."""
    left = max(mark.left for mark in marks) - LEFT_OF
    return max((mark for mark in marks if mark.left >= left), key=lambda mark: mark.top)
