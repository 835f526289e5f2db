"""Where a thick book is split into tomes: between two of its texts, at a part's start where near.

The tomes become about equally thick, as far as the texts allow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 1 / 8  # of a tome: how far from the even division it may begin with a part


@dataclass(frozen=True)
class Place:
    """Where a tome may begin."""

    id: str  # of the section there
    start: int  # pages of text before it
    part: bool = False  # whether a part of the book begins there


def divide(places: Sequence[Place], pages: int, rooms: Sequence[int]) -> tuple[str, ...]:
    """Where the tomes after the first begin: fewer of them where there are too few places.

    The text has that many pages. `rooms` says for how many of them each tome has room; what
    cannot be divided may take more than that.
    """
    found, last = list[str](), 0
    for tome in range(1, len(rooms)):
        place = _next(
            [each for each in places if each.start > last], last, pages, rooms[tome - 1 :]
        )
        if place is None:
            break
        found.append(place.id)
        last = place.start
    return tuple(found)


def _next(places: Sequence[Place], last: int, pages: int, rooms: Sequence[int]) -> Place | None:
    """The best of the places after page `last`, from which on `rooms` are what is left."""
    if not places:
        return None
    least, most = pages - sum(rooms[1:]), last + rooms[0]
    fitting = [each for each in places if least <= each.start <= most]
    if not fitting:
        return next((each for each in reversed(places) if each.start <= most), places[0])
    even = last + (pages - last) * rooms[0] / sum(rooms)
    parts = [each for each in fitting if each.part and abs(each.start - even) <= NEAR * rooms[0]]
    return min(parts or fitting, key=lambda each: abs(each.start - even))


def fewest(pages: int, rooms: Sequence[int]) -> int:
    """How many tomes it takes, at least; one more than `rooms` where these do not do."""
    left = pages
    for count, room in enumerate(rooms, 1):
        left -= room
        if left <= 0:
            return count
    return len(rooms) + 1
