"""The barcode of an ISBN: EAN-13, and an add-on of five digits for a price.

Patterns and sizes are those of ISO/IEC 15420 (the GS1 General Specifications, section 5.2):
a module is 0.33 mm wide at 100 %, quiet zones are 11 modules on the left and 7 on the right.
"""

from __future__ import annotations

from dataclasses import dataclass

MODULE = 0.33 / 25.4 * 72  # points at 100 %
LEFT, RIGHT, ADD_ON_RIGHT = 11, 7, 5  # modules of the quiet zones
GAP = 9  # modules between the code and its add-on
ODD = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()  # noqa: SIM905
RIGHT_HAND = [pattern.translate(str.maketrans("01", "10")) for pattern in ODD]
EVEN = [pattern[::-1] for pattern in RIGHT_HAND]
# Which digits of the left half are even: the first digit of all, which has no bars of its own.
PARITY = "------ --e-ee --ee-e --eee- -e--ee -ee--e -eee-- -e-e-e -e-ee- -ee-e-".split()  # noqa: SIM905
ADD_ON_PARITY = "ee--- e-e-- e--e- e---e -ee-- --ee- ---ee -e-e- -e--e --e-e".split()  # noqa: SIM905
GUARD, CENTRE, ADD_ON_GUARD, BETWEEN = "101", "01010", "1011", "01"


@dataclass(frozen=True)
class Bar:
    """A dark bar: where it begins and how wide it is, in modules; guards reach lower."""

    x: int
    width: int
    guard: bool = False


def ean13(digits: str) -> tuple[Bar, ...]:
    """The bars of thirteen digits, 95 modules, the first bar at 0."""
    parity = PARITY[int(digits[0])]
    left = _coded(digits[1:7], parity)
    right = "".join(RIGHT_HAND[int(digit)] for digit in digits[7:])
    modules = GUARD + left + CENTRE + right + GUARD
    guards = {*range(3), *range(45, 50), *range(92, 95)}
    return tuple(_bars(modules, guards))


def ean5(digits: str) -> tuple[Bar, ...]:
    """The bars of an add-on of five digits, 47 modules, the first bar at 0."""
    odd, even = digits[0::2], digits[1::2]
    check = (3 * sum(map(int, odd)) + 9 * sum(map(int, even))) % 10
    parity = ADD_ON_PARITY[check]
    coded = BETWEEN.join(_coded(digit, way) for digit, way in zip(digits, parity, strict=True))
    return tuple(_bars(ADD_ON_GUARD + coded, set()))


def _coded(digits: str, parity: str) -> str:
    pairs = zip(digits, parity, strict=True)
    return "".join((EVEN if way == "e" else ODD)[int(digit)] for digit, way in pairs)


def _bars(modules: str, guards: set[int]) -> list[Bar]:
    bars: list[Bar] = []
    for at, module in enumerate(modules):
        if module == "0":
            continue
        guard = at in guards
        last = bars[-1] if bars else None
        if last and last.x + last.width == at and last.guard == guard:
            bars[-1] = Bar(last.x, last.width + 1, guard)
        else:
            bars.append(Bar(at, 1, guard))
    return bars
