"""A barcode read from its bars, on the page as it is drawn: EAN-13 in any of four directions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image

from anthology.check.pdf.facts import Box
from anthology.press.barcode import EVEN, ODD, PARITY, RIGHT_HAND

STEP = 8  # rows between two that are read: a bar is hundreds high
ENOUGH = 3  # rows that must agree
RUNS = re.compile(rb"\x00+|\xff+")
BINARY = bytes(0 if value < 128 else 255 for value in range(256))
BARS = 59  # runs of the code: 3 + 6 × 4 + 5 + 6 × 4 + 3
DIGIT = 4
LEFT_CODES = {
    tuple(len(run) for run in re.findall("0+|1+", pattern)): (digit, parity)
    for parity, patterns in (("-", ODD), ("e", EVEN))
    for digit, pattern in enumerate(patterns)
}
RIGHT_CODES = {
    tuple(len(run) for run in re.findall("0+|1+", pattern)): digit
    for digit, pattern in enumerate(RIGHT_HAND)
}
FIRST = {parity: digit for digit, parity in enumerate(PARITY)}


def codes(image: Image.Image) -> Iterator[tuple[str, Box]]:
    """The numbers that bars stand for, each once, and where; in pixels from the upper left."""
    grey = image.convert("L")
    seen = set()
    for turned in (False, True):
        picture = grey.transpose(Image.Transpose.ROTATE_90) if turned else grey
        for digits, box in _upright(picture):
            if digits not in seen:
                seen.add(digits)
                yield digits, (_turned(box, picture.height) if turned else box)


def _turned(box: Box, height: int) -> Box:
    left, top, right, bottom = box
    return height - bottom, left, height - top, right


def _upright(picture: Image.Image) -> Iterator[tuple[str, Box]]:
    found: dict[str, list[tuple[float, float, float]]] = {}
    data, width = picture.tobytes().translate(BINARY), picture.width
    for y in range(0, picture.height, STEP):
        for digits, left, right in _in_row(data[y * width : (y + 1) * width]):
            found.setdefault(digits, []).append((y, left, right))
    for digits, rows in found.items():
        if len(rows) >= ENOUGH:
            ys, lefts, rights = zip(*rows, strict=True)
            yield digits, (min(lefts), min(ys), max(rights), max(ys))


def _in_row(row: bytes) -> Iterator[tuple[str, int, int]]:
    if 0 not in row:
        return
    runs = [(each.start(), each.end() - each.start()) for each in RUNS.finditer(row)]
    first = 0 if row[0] == 0 else 1
    for start in range(first, len(runs) - BARS + 1, 2):
        widths = [width for _, width in runs[start : start + BARS]]
        if max(widths[:3]) > 2 * min(widths[:3]) + 2:
            continue
        for order in (widths, widths[::-1]):
            if digits := _decoded(order):
                last = runs[start + BARS - 1]
                yield digits, runs[start][0], last[0] + last[1]
                break


def _decoded(widths: list[int]) -> str:
    """The digits of 59 runs, "" where they are none."""
    module = sum(widths) / 95
    if any(abs(widths[n] - module) > 0.8 * module for n in (0, 1, 2, 56, 57, 58)):
        return ""
    left = [_modules(widths[n : n + DIGIT], module) for n in range(3, 27, DIGIT)]
    right = [_modules(widths[n : n + DIGIT], module) for n in range(32, 56, DIGIT)]
    pairs = [LEFT_CODES.get(code) for code in left]
    others = [RIGHT_CODES.get(code) for code in right]
    if None in pairs or None in others:
        return ""
    known = [pair for pair in pairs if pair]
    first = FIRST.get("".join(parity for _, parity in known))
    digits = [first, *(digit for digit, _ in known), *others]
    if first is None or not _checks([int(digit or 0) for digit in digits]):
        return ""
    return "".join(str(digit) for digit in digits)


def _modules(widths: list[int], module: float) -> tuple[int, ...]:
    """The four widths of a digit in modules, which are seven together."""
    whole = sum(widths) / 7 if abs(sum(widths) / 7 - module) < 0.3 * module else module
    return tuple(max(1, min(4, round(width / whole))) for width in widths)


def _checks(digits: list[int]) -> bool:
    return sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
