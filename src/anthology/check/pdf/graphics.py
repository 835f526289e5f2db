"""The graphics state, places on a page and colour spaces, as far as preflight needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from anthology.check.pdf.facts import Box, Colour, Mark, Picture

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK = Colour("/DeviceGray", (0.0,))
SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}


@dataclass(frozen=True)
class State:
    """The graphics state, as far as it matters here."""

    matrix: Matrix = UPRIGHT
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    overprint: bool = False
    font: Object | None = None
    size: float = 0.0  # of the font
    text: Matrix = UPRIGHT
    clip: Box | None = None


@dataclass
class Drawn:
    """What was found on a page so far."""

    marks: list[Mark] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    transparent: set[str] = field(default_factory=set)
    spaces: set[str] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    fonts: dict[str, Object] = field(default_factory=dict)
    missing: bool = False
    entered: int = 0  # forms


def inherited(page: Object, key: str) -> Object | None:
    """An entry of a page, or of the nodes above it."""
    node: Object | None = page
    for _ in range(50):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def content(page: Object) -> bytes:
    """The content streams of a page as one."""
    return b"\n".join(bytes_of(each) for each in _streams(page.get("/Contents")))


def _streams(given: Object | None) -> list[Object]:
    each = list(given.as_list()) if isinstance(given, Array) else [given]
    return [stream for stream in each if isinstance(stream, Stream)]


def bytes_of(stream: Object) -> bytes:
    """What a stream holds; nothing where it is damaged."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def note_group(found: Drawn, group: Object | None) -> None:
    """Keep that a group of objects blends."""
    if isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
        found.transparent.add("a group that blends")


def named_space(given: Object | None, name: str) -> tuple[str, str]:
    """The family of a colour space, and the name of a spot colour."""
    for _ in range(5):  # spaces on spaces
        if isinstance(given, Name) or given is None:
            family = str(given) if given is not None else name
            return SHORT.get(family, family), ""
        if not isinstance(given, Array) or not len(given):
            return "", ""
        family = str(given[0])
        if family == "/ICCBased":
            return f"/ICCBased{int(given[1].get('/N', 0))}", ""
        if family in {"/Separation", "/DeviceN"}:
            return family, str(given[1]).removeprefix("/")
        if family != "/Indexed":
            return family, ""
        given = given[1]
    return "", ""


def matrix(values: Sequence[object]) -> Matrix:
    """The last six operands as a matrix."""
    a, b, c, d, e, f = (float(str(value)) for value in values[-6:])
    return a, b, c, d, e, f


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does the one, and then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    first = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*first, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point where a matrix puts it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved_box(matrix: Matrix, box: Box) -> Box:
    """The upright box around a box where a matrix puts it."""
    return around([moved(matrix, x, y) for x in box[::2] for y in box[1::2]])


def around(points: list[tuple[float, float]] | list[tuple[float, ...]]) -> Box:
    """The box around points."""
    across, up = [p[0] for p in points], [p[1] for p in points]
    return min(across), min(up), max(across), max(up)


def common(one: Box, other: Box) -> Box:
    """What two boxes have in common; its sides are crossed where that is nothing."""
    low = max(one[0], other[0]), max(one[1], other[1])
    return (*low, min(one[2], other[2]), min(one[3], other[3]))


def scale(matrix: Matrix) -> float:
    """By how much a matrix widens lines, about."""
    a, b, c, d = matrix[:4]
    return float(abs(a * d - b * c) ** 0.5)
