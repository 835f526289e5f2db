"""Which characters a font has; known in advance for the fonts that we ship."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256

from anthology.memory import remembered
from anthology.text.built_in import BUILT_IN

Ranges = tuple[tuple[int, int], ...]  # code points, both ends included


def coverage(font: bytes) -> Ranges:
    """The code points that a font file has; our own fonts need not be opened for it."""
    digest = sha256(font).hexdigest()
    known = _shipped().get(digest)
    return known if known is not None else read(font)


def read(font: bytes) -> Ranges:
    """The code points of a font's character map, as ranges."""
    from io import BytesIO  # noqa: PLC0415 - fontTools takes 0.1 s, needed for unknown fonts only

    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(BytesIO(font), lazy=True) as opened:
        return _ranges(opened.getBestCmap() or ())


@cache
def _shipped() -> Mapping[str, Ranges]:
    known: dict[str, Ranges] = {}
    for path in sorted(BUILT_IN.glob("*/fonts/coverage.json")):
        for digest, ranges in json.loads(path.read_text("utf-8")).items():
            known[digest] = tuple((first, last) for first, last in ranges)
    return known


def _ranges(points: Iterable[int]) -> Ranges:
    found: list[list[int]] = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return tuple((first, last) for first, last in found)


# Spaces, controls, joiners and variation selectors, which are not drawn.
UNDRAWN: Ranges = (
    (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x1680, 0x1680),
    (0x180B, 0x180F), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0000, 0xE0FFF),
)  # fmt: skip


def outside(covered: Iterable[tuple[int, int]]) -> str:
    """A pattern of the characters that must be drawn and that none of the ranges has."""
    pairs = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in sorted({*covered, *UNDRAWN}))
    return f"[^{pairs}]"


@remembered
def found(pattern: str, text: str) -> tuple[str, ...]:
    """The characters of a text that the pattern fits, in code point order."""
    return tuple(sorted(set(re.findall(pattern, text))))
