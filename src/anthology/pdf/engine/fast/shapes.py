"""Drawings (SVG) of shapes alone: computed once for each size, and then drawn again as they were.

The stars of a rating stand beside a thousand entries of an index.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

from weasyprint import images

SHAPES = frozenset(
    ("svg", "g", "defs", "clipPath", "path", "rect", "circle", "ellipse", "line", "polyline",
     "polygon", "title", "desc")
)  # fmt: skip
# What a stream need not be told again, since it is so already.
state_of = attrgetter(
    "_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke"
)
RESOURCES = ("ExtGState", "XObject", "Pattern", "Shading")

_theirs = images.SVGImage.draw


class _Drawn(NamedTuple):
    """The operators of a drawing, and the resources that they name."""

    operators: tuple[bytes, ...]
    resources: Any


def draw(drawing: Any, stream: Any, width: float, height: float, style: Any) -> None:
    """WeasyPrint's method; shapes that were drawn in that size before are copied."""
    known: dict[Any, _Drawn] = drawing.__dict__.setdefault("drawn", {})
    key = (width, height, *state_of(stream))
    before = known.get(key)
    if before and before.resources is stream._resources:  # noqa: SLF001 - see `replaced`
        stream.stream.extend(before.operators)
        _forget(stream)
        return
    start, size = len(stream.stream), _size(stream)
    _theirs(drawing, stream, width, height, style)
    if size == _size(stream) and _is_of_shapes(drawing):
        known[key] = _Drawn(tuple(stream.stream[start:]), stream._resources)  # noqa: SLF001


def _size(stream: Any) -> list[int]:
    """How many resources of each kind its page has."""
    return [len(stream._resources[kind]) for kind in RESOURCES]  # noqa: SLF001


def _forget(stream: Any) -> None:
    """The state after a drawing: as WeasyPrint has it where one ends."""
    stream.push_state()
    stream.pop_state()


def _is_of_shapes(drawing: Any) -> bool:
    """Whether it has neither text nor pictures nor anything that is defined elsewhere."""
    known: bool | None = drawing.__dict__.get("of_shapes")
    if known is None:
        root = drawing._svg.tree._etree_node  # noqa: SLF001
        tags = (str(each.tag).rpartition("}")[2] for each in root.iter())
        known = drawing.__dict__["of_shapes"] = all(tag in SHAPES for tag in tags)
    return known
