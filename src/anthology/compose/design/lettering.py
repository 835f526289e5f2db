"""The title of a cover as large as its place allows: in how many lines, and at which size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from anthology.compose.typography.titles import Language, lines, width


@dataclass(frozen=True)
class Lettering:
    """A title in lines, and the size at which they fill their place, in points."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Room:
    """Where a title may stand, in points, and in which face."""

    width: float
    height: float
    factor: float = 1.0  # how wide its letters are, against a text face
    leading: float = 1.05
    largest: float = 200.0


def fitted(title: str, room: Room, language: Language, names: Sequence[str] = ()) -> Lettering:
    """The title in the lines that can be largest; a long word decides like a long title."""
    longest, whole = max(map(width, title.split())), width(title)
    steps = max(1, ceil((whole - longest) / 0.5))
    measures = (longest + (whole - longest) * step / steps + 0.01 for step in range(steps + 1))
    found = [
        Lettering(tuple(parts), _size(parts, room))
        for parts in {tuple(lines(title, each, language, names)) for each in measures}
    ]
    return max(found, key=lambda each: (each.size, -len(each.lines)))


def _size(parts: Sequence[str], room: Room) -> float:
    across = room.width / (room.factor * max(map(width, parts)))
    down = room.height / (room.leading * len(parts))
    return round(min(across, down, room.largest), 2)
