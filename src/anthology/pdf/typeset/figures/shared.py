"""Pictures in reviews that share pages: at the head of a page where their own review goes on.

Where that is over by then, or the next one has begun, a picture stands above the text of another:
it is moved there only where nothing else closes the hole that it would leave.

In columns, which have no heads of their own, a picture stands some paragraphs later in its review
or earlier, so that these close the hole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.typeset.figures import Heads, fixed
from anthology.pdf.typeset.figures.columns import SHIFTS
from anthology.pdf.typeset.spacing.columns import NO_WHITE, White

Places = Heads  # by the number of a figure; in columns, how many blocks later it stands
TRIES = 24  # layouts of a galley for the sake of its pictures


class LayOut(Protocol):
    """Lays out a galley with so many lines more between its sections, and pictures moved."""

    def __call__(self, more: int, places: Places, white: White) -> LaidOut:
        """The galley."""


@dataclass
class Pictures:
    """Lays out a galley again and again; what was good for its pictures is tried first."""

    lay_out: LayOut
    places: Places = field(default_factory=dict)

    def settled(self, first: LaidOut) -> LaidOut:
        """The galley as it is without holes above its pictures; `first` has none moved."""
        return self._settled(Attempt(first, {}), 0)

    def laid_out(self, more: int, white: White = NO_WHITE) -> LaidOut:
        """The same with so many lines more between its sections, and so much above some."""
        again = Attempt(self.lay_out(more, self.places, white), self.places)
        if self.places and any(again.faults):
            again = Attempt(self.lay_out(more, {}, white), {})
        return self._settled(again, more, white)

    def _settled(self, first: Attempt, more: int, white: White = NO_WHITE) -> LaidOut:
        best = without_holes(first, lambda places: self.lay_out(more, places, white))
        self.places = best.places
        return best.laid


@dataclass(frozen=True)
class Attempt:
    """A galley laid out with some of its pictures moved."""

    laid: LaidOut
    places: Places

    @cached_property
    def holes(self) -> Mapping[int, int]:
        """The pages of the pictures that leave a hole on the page before."""
        return self.laid.pushed_figures()

    @cached_property
    def lost(self) -> int:
        """How much is not on a page as it should be, or not in its order."""
        return self.laid.lost() + len(self.laid.overtaking_figures())

    @cached_property
    def strays(self) -> int:
        """How many pictures stand above the text of another review."""
        return len(self.laid.stray_figures())

    @property
    def faults(self) -> tuple[int, int, int]:
        """Less is better: pictures lost, holes, pictures among the text of others."""
        return self.lost, len(self.holes), self.strays


def without_holes(first: Attempt, lay_out: Callable[[Places], LaidOut]) -> Attempt:
    """The galley laid out without holes above its pictures, as far as possible."""
    laid = first.laid
    now, tries = first, 0
    seen = set[int]() if laid.columns > 1 else {*fixed(laid.html.etree_element)}
    while tries < TRIES and (new := sorted(set(now.holes) - seen)):
        seen.add(new[0])
        found = list[Attempt]()
        for place in _places(now, new[0]):
            places = {**now.places, new[0]: place}
            found.append(Attempt(lay_out(places), places))
            tries += 1
            if _is_better(found[-1], now, new[0]) and found[-1].strays <= now.strays:
                break
        better = [attempt for attempt in found if _is_better(attempt, now, new[0])]
        now = min(better, key=lambda attempt: attempt.strays, default=now)
    return min(first, now, key=lambda attempt: attempt.faults)


def _places(now: Attempt, figure: int) -> tuple[int | None, ...]:
    """Where a picture may stand: at the head of the next page, or of the one with the hole."""
    if now.laid.columns > 1:
        return SHIFTS
    page = now.holes[figure] - 1
    return (None, page) if page else (None,)


def _is_better(attempt: Attempt, now: Attempt, figure: int) -> bool:
    """Whether the picture leaves no hole, and nothing else is lost for it."""
    return figure not in attempt.holes and attempt.lost <= now.lost
