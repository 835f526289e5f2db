"""White between the sections of a flow: as much as makes its last page a good one.

A flow is typeset in galleys, each of which starts a page. So that nobody sees where one ends, its
last page is filled: some sections get a line more above them, or two. Where only a few lines
stand on it, they are pulled back: sections get a line less.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Protocol
from xml.etree import ElementTree as ET

from anthology.edition import HEAD_OF_WORK
from anthology.pdf.engine.flows.rows import Irregular
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.typeset.spacing import columns

ENOUGH = 7  # lines that a page in the middle of a flow may be short
TAIL = 5  # lines that are too few on a last page
MOST = 2  # lines more above a section
TRIES = 2  # tries to pull a few lines back
PUSHES = 4  # tries to bring more lines to a last page
FILLS = 3  # tries to fill one


@dataclass(frozen=True)
class Attempt:
    """A galley as it was laid out with so many lines more between its sections."""

    laid: LaidOut
    more: int = 0

    @property
    def pages(self) -> int:
        """How many it has."""
        return len(self.laid.pages)

    @property
    def short(self) -> int:
        """For how many lines its last page has room."""
        return self.laid.short()

    @property
    def lost(self) -> int:
        """How many of its tables and pictures came to no page."""
        return self.laid.lost()

    @property
    def tail(self) -> int:
        """The lines on its last page, if it has others."""
        return self.laid.lines() - self.short if self.pages > 1 else self.laid.lines()


class LayOut(Protocol):
    """Lays out a galley with so many lines more between its sections, or less.

    Sections in `white` have so many px above them instead.
    """

    def __call__(self, more: int, white: columns.White = ...) -> LaidOut:
        """The galley."""


def spaced(first: LaidOut, lay_out: LayOut, sections: int, *, goes_on: bool) -> LaidOut:
    """The galley of so many sections laid out so that its pages are good ones, if it can be."""
    if not first.lines() - first.short():  # it has a table of a page, and nothing else
        return first
    best = _pulled_back(Attempt(first), lay_out, sections)
    try:
        even = columns.filled(best.laid, partial(lay_out, best.more), goes_on=goes_on)
    except Irregular:
        even = best.laid
        if goes_on:
            return _filled(best, lay_out, sections).laid
    if not columns.faults(even, goes_on=goes_on).few:
        return even
    other = _pushed_over(best, lay_out, sections).laid
    return min(even, other, key=partial(columns.faults, goes_on=goes_on))


def _pulled_back(first: Attempt, lay_out: LayOut, sections: int) -> Attempt:
    """The galley without a last page of a few lines, if sections can stand closer."""
    less = first.tail
    while less < sections and less <= TRIES * TAIL and first.tail <= TAIL * first.laid.columns:
        attempt = Attempt(lay_out(-less), -less)
        if attempt.pages < first.pages and attempt.lost <= first.lost:
            return attempt
        less += attempt.tail
    return first


def _pushed_over(first: Attempt, lay_out: LayOut, sections: int) -> Attempt:
    """The galley with more lines on a last page that has a few, if it can be.

    White at the foot of a page or of a column moves nothing: then more is tried.
    """
    best, enough = first, TAIL * first.laid.columns + 1
    step = more = enough - first.tail
    for _ in range(PUSHES):
        if first.pages == 1 or best.tail >= enough or more > MOST * (sections - 1):
            break
        attempt = Attempt(lay_out(more), more)
        if attempt.pages > first.pages or attempt.lost > first.lost:
            break
        best = max(best, attempt, key=lambda each: each.tail)
        more += max(step, enough - attempt.tail)
    return best


def _filled(first: Attempt, lay_out: LayOut, sections: int) -> Attempt:
    """The galley with more white, where its last page is short."""
    best, more = first, first.more + (first.short - 1) // first.laid.columns
    high = MOST * (sections - 1) + 1  # so many lines more are too many
    for _ in range(FILLS):
        more = min(more, high - 1)
        if best.short <= ENOUGH * best.laid.columns or more <= best.more:
            break
        attempt = Attempt(lay_out(more), more)
        if attempt.pages > first.pages or attempt.lost > first.lost:
            high, more = more, (best.more + more) // 2
        else:
            best, more = attempt, more + (attempt.short - 1) // first.laid.columns
    return best


def spread(content: ET.Element, more: int) -> None:
    """Gives the sections of a flow so many lines more above them, or less, evenly.

    Where letters of the alphabet stand above some sections, these are what has lines to spare.
    """
    found = [child for child in content if child.tag == "section"]
    sections = [own for above, own in pairwise(found) if above.get("class") != HEAD_OF_WORK]
    if more < 0:
        sections = [each for each in sections if _initial(each)] or sections
    for number, section in enumerate(sections):
        lines = more * (number + 1) // len(sections) - more * number // len(sections)
        if lines:
            name = f"spaced-{min(lines, MOST)}" if lines > 0 else "closer"
            section.set("class", f"{section.get('class', '')} {name}".strip())


def _initial(section: ET.Element) -> bool:
    """Whether a letter of the alphabet stands above it."""
    return any(each.get("class") == "initial" for each in section.iterfind("div/p"))
