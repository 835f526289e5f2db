"""Lines on office paper that say where to cut it, and where to fold a cover round a spine."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.press.sheet import Box

MARK, GAP, LINE = 9.0, 3.0, 0.25  # points: of a mark where to cut, from the trim, its width
NARROW = 2 * GAP  # points: a strip that is not worth a cut
BROKEN = "[1.5 1.5] 0 d"


def cut_marks(trim: Box, room: tuple[float, float], bleed: float = 0.0) -> str:
    """Lines outside the corners of the trim, where a strip beside or below it is to be cut off.

    `room` is the width and the height of these strips, and `bleed` what is printed of them.
    """
    gap, (beside, below) = max(GAP, bleed), room
    sides, ends = (trim.x, trim.x + trim.width), (trim.y, trim.y + trim.height)
    lines: list[str] = []
    if beside > NARROW:
        lines += [line for x in sides for line in _upright(x, ends, gap)]
    if below > NARROW:
        lines += [line for y in ends for line in _level(y, sides, gap)]
    return _drawn(lines)


def fold_marks(spine: Box, room: float, bleed: float) -> str:
    """Broken lines above and below the folds of a spine, where there is room for them."""
    if not spine.width or room <= NARROW:
        return ""
    ends = (spine.y, spine.y + spine.height)
    folds = (spine.x, spine.x + spine.width)
    lines = [line for x in folds for line in _upright(x, ends, max(GAP, bleed))]
    return _drawn([BROKEN, *lines])


def _upright(x: float, ends: tuple[float, float], gap: float) -> Iterator[str]:
    foot, head = ends
    yield f"{x:.4f} {foot - gap - MARK:.4f} m {x:.4f} {foot - gap:.4f} l S"
    yield f"{x:.4f} {head + gap:.4f} m {x:.4f} {head + gap + MARK:.4f} l S"


def _level(y: float, sides: tuple[float, float], gap: float) -> Iterator[str]:
    left, right = sides
    yield f"{left - gap - MARK:.4f} {y:.4f} m {left - gap:.4f} {y:.4f} l S"
    yield f"{right + gap:.4f} {y:.4f} m {right + gap + MARK:.4f} {y:.4f} l S"


def _drawn(lines: list[str]) -> str:
    return "\n".join((f"q {LINE} w 0 G", *lines, "Q")) if lines else ""
