"""Pictures in columns: among the paragraphs of its review, one moves to where it leaves no hole."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from anthology.pdf.engine import floats

Shifts = Mapping[int, int | None]  # by the number of a figure: so many blocks later than it was
SHIFTS = (1, -1, 2, -2, 3, -3)  # blocks later than in the manuscript, or earlier, as tried
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def shift(content: ET.Element, shifts: Shifts) -> None:
    """Moves the figures of these numbers by so many blocks, where their text has as many.

    None moves past another figure: they keep their order. One among words, as in an item of a list,
    stays where it is: it has no paragraphs to move among.
    """
    parents = {child: parent for parent in content.iter() for child in parent} if shifts else {}
    for figure in [each for each in content.iter("figure") if each in parents]:
        parent, by = parents[figure], shifts.get(int(figure.get(floats.NUMBER, 0))) or 0
        others = [each for each in parent if each is not figure]
        was = list(parent).index(figure)
        place = was + by
        passed = {each.tag for each in others[min(was, place) : max(was, place)]}
        may_stand = 0 <= place <= len(others) and not _is_headed(others, place)
        if by and may_stand and "figure" not in passed and not _has_words(parent):
            parent[:] = [*others[:place], figure, *others[place:]]


def _is_headed(blocks: list[ET.Element], place: int) -> bool:
    """Whether a heading ends right above that place: it belongs to what comes next."""
    return place > 0 and blocks[place - 1].tag in HEADINGS


def _has_words(parent: ET.Element) -> bool:
    """Whether there is text among its children, which would go with a figure as its tail."""
    return any((text or "").strip() for text in (parent.text, *(each.tail for each in parent)))
