"""Write grey.icc and cmyk.icc from the few figures that describe ordinary offset printing.

grey.icc   one black ink whose middle tint prints 20 % darker than the file says, as on
           uncoated book paper. Black is the press's black and white the paper's.
cmyk.icc   four inks on coated paper: a Neugebauer model over the solids and overprints that
           ISO 12647-2 aims at and a gain of 16 % in the middle tint; never more than 235 %
           of ink, and greys mostly from black. It is a model, not a measurement: a printer's own
           profile is better; set it as `profile` in [press].

Both are in the public domain (CC0 1.0). Lab is CIE L*a*b* at D50, relative to the paper.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import chain, product
from math import exp, hypot
from operator import mul
from pathlib import Path

from anthology.pdf.colour import icc

RIGHTS = "No rights reserved: CC0 1.0"
WHITE = (0.9642, 1.0, 0.8249)  # XYZ of D50
PAPER = (95.0, 0.0, -2.0)
SOLIDS: dict[
    tuple[int, ...], tuple[float, float, float]
] = {  # Lab of cyan, magenta and yellow, alone and over one another
    (1, 0, 0): (55.0, -37.0, -50.0),
    (0, 1, 0): (48.0, 74.0, -3.0),
    (0, 0, 1): (91.0, -5.0, 93.0),
    (0, 1, 1): (49.0, 69.0, 52.0),
    (1, 0, 1): (50.0, -68.0, 33.0),
    (1, 1, 0): (20.0, 25.0, -49.0),
    (1, 1, 1): (23.0, 0.0, 0.0),
}
BLACK = (16.0, 0.0, 0.0)
GAIN = {"grey": 0.20, "cmyk": 0.16}  # of the middle tint
LIMIT = 2.35  # of all inks together; 2.4 is IngramSpark's, and a JPEG adds a little
INKS_GRID, LAB_GRID = 7, 17  # nodes along each side of the tables
REACH = 112.0  # |a| and |b| that the Lab table covers; sRGB stays inside

Triple = tuple[float, float, float]


def printed(tint: float, gain: float) -> float:
    """The share of the paper that a tint covers once it is printed, 0 to 1."""
    return tint + 4 * gain * tint * (1 - tint)


def unprinted(cover: float, gain: float) -> float:
    """The tint that prints as `cover`."""
    slope = 1 + 4 * gain
    return float((slope - (slope**2 - 16 * gain * cover) ** 0.5) / (8 * gain))


def grey() -> bytes:
    """A profile of one channel, 1 = paper, with its curve in 256 steps."""
    values = [1 - printed(1 - step / 255, GAIN["grey"]) for step in range(256)]
    tags = {
        b"desc": icc.description("Anthology Grey, Dot Gain 20%"),
        b"cprt": icc.text(RIGHTS),
        b"wtpt": icc.xyz(WHITE),
        b"kTRC": icc.curve(values),
    }
    return icc.to_bytes(b"GRAY", b"XYZ ", tags)


def cmyk() -> bytes:
    """A profile of four channels with tables both ways, the same for every intent."""
    there, back = _table_to_lab(), _table_to_inks()
    tags = {
        b"desc": icc.description("Anthology Coated, 235% Ink"),
        b"cprt": icc.text(RIGHTS),
        b"wtpt": icc.xyz(xyz(PAPER)),
        **{b"A2B%d" % intent: there for intent in range(3)},
        **{b"B2A%d" % intent: back for intent in range(3)},
        b"gamt": _table_of_gamut(),
    }
    return icc.to_bytes(b"CMYK", b"Lab ", tags)


def xyz(lab: Triple) -> Triple:
    """XYZ, white's Y = 1."""
    middle = (lab[0] + 16) / 116
    roots = (middle + lab[1] / 500, middle, middle - lab[2] / 200)
    x, y, z = (_uncompressed(f) * white for f, white in zip(roots, WHITE, strict=True))
    return x, y, z


def _uncompressed(f: float) -> float:
    return float(f**3) if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29)


def _compressed(t: float) -> float:
    return float(t ** (1 / 3)) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29


def _lab_on_paper(value: Sequence[float]) -> Triple:
    """Lab relative to the paper of a reflectance relative to the paper."""
    fx, fy, fz = (_compressed(max(0.0, t)) for t in value)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _primaries() -> dict[tuple[int, ...], Triple]:
    """Reflectance relative to the paper of the sixteen ways in which four inks overlap."""
    paper = xyz(PAPER)
    found: dict[tuple[int, ...], Triple] = {}
    for inks in product((0, 1), repeat=3):
        x, y, z = xyz(SOLIDS.get(inks, PAPER))
        found[(*inks, 0)] = (x / paper[0], y / paper[1], z / paper[2])
    black = [a / b for a, b in zip(xyz(BLACK), paper, strict=True)]
    for inks in product((0, 1), repeat=3):
        x, y, z = (a * b for a, b in zip(found[(*inks, 0)], black, strict=True))
        found[(*inks, 1)] = (x, y, z)
    return found


PRIMARIES = tuple(_primaries()[inks] for inks in product((0, 1), repeat=4))


def lab_of_cover(cover: Sequence[float]) -> Triple:
    """Lab on paper where cyan, magenta, yellow and black cover these shares of it."""
    corners: Sequence[Triple] = PRIMARIES
    for share in cover:  # one ink after the other, first index first
        half = len(corners) // 2
        corners = [
            (x + (to_x - x) * share, y + (to_y - y) * share, z + (to_z - z) * share)
            for (x, y, z), (to_x, to_y, to_z) in zip(corners[:half], corners[half:], strict=True)
        ]
    return _lab_on_paper(corners[0])


def cover_of_lab(lab: Triple) -> tuple[float, ...]:
    """The cover of four inks that comes nearest to `lab` within the limit of ink."""
    black = _black(lab)
    while True:
        cover = (*_chromatic(lab, black), black)
        tints = [unprinted(share, GAIN["cmyk"]) for share in cover]
        over = sum(tints) - LIMIT
        if over <= 0:
            return cover
        if black >= 1:
            return tuple(printed(tint, GAIN["cmyk"]) for tint in _within(tints))
        black = min(1.0, black + 0.02)


def _within(tints: Sequence[float]) -> Iterator[float]:
    share = (LIMIT - tints[3]) / sum(tints[:3])
    yield from (tint * share for tint in tints[:3])
    yield tints[3]


def _black(lab: Triple) -> float:
    """How much of the paper black covers: more in the dark, little in strong colours."""
    depth = min(1.0, max(0.0, (85 - lab[0]) / 85))
    return float(depth**1.5 * exp(-((hypot(lab[1], lab[2]) / (90 - lab[0] / 2)) ** 2)))


def _chromatic(lab: Triple, black: float) -> tuple[float, ...]:
    """Cyan, magenta and yellow beside `black`: Newton's steps, kept between 0 and 1."""
    cover = [0.3, 0.3, 0.3]
    for _ in range(14):
        here = lab_of_cover((*cover, black))
        error = [want - have for want, have in zip(lab, here, strict=True)]
        if max(map(abs, error)) < 0.02:
            break
        step = _damped(_slopes(cover, black, here), error, cover)
        cover = [min(1.0, max(0.0, c + s)) for c, s in zip(cover, step, strict=True)]
    return tuple(cover)


def _slopes(cover: Sequence[float], black: float, here: Triple) -> list[list[float]]:
    columns = []
    for index in range(3):
        moved = list(cover)
        moved[index] += 0.001
        there = lab_of_cover((*moved, black))
        columns.append([(a - b) / 0.001 for a, b in zip(there, here, strict=True)])
    return columns


def _damped(columns: list[list[float]], error: list[float], cover: Sequence[float]) -> list[float]:
    """The least-squares step, holding the inks that stand at an end and would go beyond."""
    free = [0, 1, 2]
    while free:
        step = _least_squares([columns[i] for i in free], error)
        held = [
            i
            for i, s in zip(free, step, strict=True)
            if (cover[i] <= 0 and s < 0) or (cover[i] >= 1 and s > 0)
        ]
        if not held:
            break
        free = [i for i in free if i not in held]
    moves = dict(zip(free, step, strict=True)) if free else {}
    return [max(-0.3, min(0.3, moves.get(i, 0.0))) for i in range(3)]


def _least_squares(columns: list[list[float]], error: list[float]) -> list[float]:
    size = len(columns)
    rows = [
        [_dot(a, b) + (2.0 if i == j else 0.0) for j, b in enumerate(columns)] + [_dot(a, error)]
        for i, a in enumerate(columns)
    ]
    for i in range(size):
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [x - factor * y for x, y in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][-1] - _dot(rows[i][i + 1 : size], found[i + 1 :])) / rows[i][i]
    return found


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return float(sum(map(mul, a, b)))


def _table_to_lab() -> bytes:
    """Inks to Lab: the input curves contain the gain, so that few nodes are enough."""
    gained = [printed(step / 255, GAIN["cmyk"]) for step in range(256)]
    steps = [node / (INKS_GRID - 1) for node in range(INKS_GRID)]
    nodes = (lab_of_cover(cover) for cover in product(steps, repeat=4))
    values = (part for lab in nodes for part in _encoded(lab))
    return _lut((4, 3, INKS_GRID), [gained] * 4, values, [[0.0, 1.0]] * 3)


def _table_to_inks() -> bytes:
    """Lab to inks: the output curves remove the gain."""
    tints = [unprinted(step / 255, GAIN["cmyk"]) for step in range(256)]
    values = (share for lab in _lab_nodes() for share in cover_of_lab(lab))
    return _lut((3, 4, LAB_GRID), _lab_curves(), values, [tints] * 4)


def _table_of_gamut() -> bytes:
    """Lab to 0 where the inks reach it within a just visible difference, else 1."""
    nodes = _lab_nodes(9)
    values = (float(_missed(lab) > 3) for lab in nodes)
    return _lut((3, 1, 9), _lab_curves(), values, [[0.0, 1.0]])


def _missed(lab: Triple) -> float:
    here = lab_of_cover(cover_of_lab(lab))
    return hypot(*(a - b for a, b in zip(lab, here, strict=True)))


def _lab_nodes(grid: int = LAB_GRID) -> Iterator[Triple]:
    for light, a, b in product(range(grid), repeat=3):
        side = 2 * REACH / (grid - 1)
        yield 100 * light / (grid - 1), a * side - REACH, b * side - REACH


def _lab_curves() -> list[list[float]]:
    """From version 2's 16-bit Lab to the table's reach, white and grey exactly on nodes."""
    lightness = [min(1.0, step * 257 / 65280) for step in range(256)]
    sides = [
        min(1.0, max(0.0, ((step * 257 / 256 - 128) + REACH) / (2 * REACH))) for step in range(256)
    ]
    return [lightness, sides, sides]


def _encoded(lab: Triple) -> Triple:
    """Lab as version 2's 16-bit values, 0 to 1."""
    return (
        lab[0] * 652.8 / 65535,
        (lab[1] + 128) * 256 / 65535,
        (lab[2] + 128) * 256 / 65535,
    )


def _lut(
    shape: tuple[int, int, int],
    curves: list[list[float]],
    values: Iterator[float],
    ends: list[list[float]],
) -> bytes:
    """A tag of type `lut16`; `shape` is channels in, channels out, nodes along a side."""
    one = 0x10000
    head = b"mft2" + bytes(4) + struct.pack(">4B9i", *shape, 0, one, 0, 0, 0, one, 0, 0, 0, one)
    head += struct.pack(">2H", len(curves[0]), len(ends[0]))
    numbers = chain(*curves, values, *ends)
    steps = [min(65535, max(0, round(65535 * number))) for number in numbers]
    return head + struct.pack(f">{len(steps)}H", *steps)


def main() -> None:
    """Write the profiles beside this file."""
    for name, data in (("grey.icc", grey()), ("cmyk.icc", cmyk())):
        Path(__file__).with_name(name).write_bytes(data)


if __name__ == "__main__":
    main()
