"""A picture that repeats behind a box is drawn as often as it is seen.

WeasyPrint makes it a pattern of PDF (ISO 32000-1, 8.7.3). Viewers draw one cell of that as whole
pixels, so that the next ones drift, and the paper of a cover does not go on over its folds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import ceil, floor
from typing import Any

from weasyprint import draw

MOST = 5_000  # drawings; a pattern of more is too fine for anybody to see that it drifts
_theirs = draw.draw_background_image


def draw_background_image(stream: Any, layer: Any, style: Any) -> None:
    """WeasyPrint's function, with drawings instead of a pattern."""
    spots = list(_spots(layer))
    if not 1 < len(spots) <= MOST:
        _theirs(stream, layer, style)
        return
    with stream.artifact(), stream.stacked():
        stream.rectangle(*layer.painting_area)
        stream.clip()
        stream.end()
        tile = stream.add_group(0, 0, *layer.size)
        layer.image.draw(tile, *layer.size, style)
        for x, y in spots:
            with stream.stacked():
                stream.transform(e=x, f=y)
                stream.draw_x_object(tile.id)


def _spots(layer: Any) -> Iterator[tuple[float, float]]:
    """Where the picture is seen, if it repeats to all sides without spaces, in CSS px."""
    if layer.image is None or 0 in layer.size or layer.unbounded:
        return
    if not {*layer.repeat} <= {"repeat", "round"}:
        return
    sides = zip(
        layer.painting_area[:2], layer.painting_area[2:],
        layer.positioning_area[:2], layer.position, layer.size, strict=True,
    )  # fmt: skip
    yield from product(*(_along(*side) for side in sides))


def _along(start: float, length: float, origin: float, position: float, size: float) -> list[float]:
    """Where it is seen along one side that begins at `start`."""
    first = origin + position
    numbers = range(floor((start - first) / size), ceil((start + length - first) / size))
    return [first + number * size for number in numbers]
