"""The barcode on the back: bars and digits with their places, in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anthology.press.barcode import ADD_ON_RIGHT, GAP, LEFT, MODULE, RIGHT, Bar, ean5, ean13
from anthology.press.preset import Barcode
from anthology.text.isbn import digits, thirteen

HIGH, GUARD_LOWER = 69.3, 5.0  # modules: 22.85 mm, and how far guards reach into the digits
DIGITS = 9.3  # modules: the height of the line of digits, so that all is 25.93 mm
SMALLEST = 0.8  # of the nominal size, by ISO/IEC 15420
MAIN, ADD_ON = 95, 47  # modules


@dataclass(frozen=True)
class Stroke:
    """A black bar."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Digits:
    """A group of digits spread over a width."""

    text: tuple[str, ...]
    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Code:
    """A white box on the back, and what is drawn in it, from its upper left corner."""

    edge: float  # from the spine and from the foot
    width: float
    height: float
    size: float  # of the digits
    strokes: tuple[Stroke, ...] = ()
    digits: tuple[Digits, ...] = ()


def code(isbn: str, add_on: str, area: Barcode) -> Code | None:
    """The barcode of an ISBN; an empty box where the press prints its own; None without ISBN."""
    if area.printed_by_press:
        return Code(area.edge, area.width, area.height, 0)
    if not digits(isbn):
        return None
    ean = thirteen(digits(isbn))
    modules = LEFT + MAIN + (GAP + ADD_ON + ADD_ON_RIGHT if add_on else RIGHT)
    scale = max(SMALLEST, min(1.0, area.width / (modules * MODULE)))
    unit = scale * MODULE
    width = max(area.width, modules * unit)
    height = max(area.height, (HIGH + DIGITS + 4) * unit)
    x, y = (width - modules * unit) / 2 + LEFT * unit, (height - (HIGH + DIGITS) * unit) / 2
    strokes = list(_strokes(ean13(ean), unit, x, y))
    groups = _digits(ean, unit, x, y)
    if add_on:
        beside = x + (MAIN + GAP) * unit
        strokes += _strokes(ean5(add_on), unit, beside, y + DIGITS * unit, HIGH - DIGITS)
        groups.append(Digits(tuple(add_on), beside + 4 * unit, y, 42 * unit))
    return Code(area.edge, width, height, DIGITS * unit, tuple(strokes), tuple(groups))


def _strokes(
    bars: Iterable[Bar], unit: float, x: float, y: float, height: float = HIGH
) -> list[Stroke]:
    return [
        Stroke(x + bar.x * unit, y, bar.width * unit, (height + bar.guard * GUARD_LOWER) * unit)
        for bar in bars
    ]


def _digits(ean: str, unit: float, x: float, y: float) -> list[Digits]:
    """The first digit in the quiet zone, six below each half."""
    below = y + HIGH * unit
    halves = ((ean[1:7], 3.5), (ean[7:], 50.5))
    return [
        Digits((ean[0],), x - 9 * unit, below, 7 * unit),
        *(Digits(tuple(half), x + at * unit, below, 41 * unit) for half, at in halves),
    ]
