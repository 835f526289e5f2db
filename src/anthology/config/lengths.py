"""Lengths in CSS notation, converted to points (1/72 in)."""

from __future__ import annotations

import re

POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "px": 0.75}
NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
LENGTH = re.compile(rf"{NUMBER}\s*(pt|in|mm|cm|px)", re.IGNORECASE | re.ASCII)
SIZE = re.compile(
    rf"{NUMBER}\s*(?:[x×]|by)\s*{NUMBER}\s*(pt|in|mm|cm|px)", re.IGNORECASE | re.ASCII
)
SMALLEST, LARGEST = 144.0, 1440.0  # points: a side of a page has 2 in to 20 in


def points(value: object) -> float:
    """A CSS length in points. Raises ValueError if the unit is missing or unknown."""
    match = LENGTH.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"“{value}” is not a length; write it like 0.125in, 3mm or 9pt")
    return float(match[1]) * POINTS[match[2].lower()]


def page_size(value: str) -> tuple[float, float]:
    """Width and height in points. Raises ValueError for a size that cannot be printed."""
    match = SIZE.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"“{value}” is not a page size; write it like 5.5x8.5in or 129x198mm")
    unit = POINTS[match[3].lower()]
    width, height = float(match[1]) * unit, float(match[2]) * unit
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise ValueError(f"“{value}” cannot be printed; each side must be between 2in and 20in")
    return width, height
