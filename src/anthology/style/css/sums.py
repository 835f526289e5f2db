"""Sums of lengths, computed: calc(), min(), max(), clamp() and round() of CSS Values 4.

Absolute units become points where they meet; others, such as em, only add to their own kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2

from anthology.config.lengths import POINTS

UNITS = {**POINTS, "pc": 12.0, "q": POINTS["mm"] / 4}  # in points
PRODUCT = re.compile(r"calc\((-?\d*\.?\d+)([a-z]*|%) \* (-?\d*\.?\d+)([a-z]*|%)\)")
DIGITS = 4  # after the point: a ten-thousandth of a point is no ink
ROUNDINGS = {"up": math.ceil, "down": math.floor, "nearest": lambda x: math.floor(x + 0.5)}
# A share of a step that is only a rounding error: 28.00000001 pt are two lines of 14 pt.
EXACT = 1e-6


class NoSum(Exception):
    """Why a sum cannot be computed, in words."""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: "" for a plain number, "%" for a percentage."""

    value: float
    unit: str = ""

    def __str__(self) -> str:
        digits = f"{self.value:.{DIGITS}f}".rstrip("0").rstrip(".")
        return ("0" if digits == "-0" else digits) + self.unit


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """The value of a sum: "28pt" for "calc(2 * 14pt)". Raises NoSum."""
    if product := PRODUCT.fullmatch(text):  # most are; a parser takes fifty times as long
        one, unit, other, of_other = product.groups()
        if not (unit and of_other):
            return str(Quantity(float(one) * float(other), unit or of_other))
    nodes = tinycss2.parse_component_value_list(text, skip_comments=True)
    return str(_operand(nodes[0]))


def _operand(node: Any) -> Quantity:
    if node.type == "number":
        return Quantity(node.value)
    if node.type == "percentage":
        return Quantity(node.value, "%")
    if node.type == "dimension":
        return Quantity(node.value, node.lower_unit)
    if node.type == "() block":
        return _sum(node.content)
    if node.type == "function":
        return _function(node.lower_name, node.arguments)
    raise NoSum(f"“{node.serialize()}” is not a number")


def _function(name: str, nodes: Sequence[Any]) -> Quantity:
    if name == "calc":
        return _sum(nodes)
    parts = _parted(nodes)
    strategy = "nearest"
    if name == "round" and len(parts[0]) == 1 and parts[0][0].type == "ident":
        strategy = parts.pop(0)[0].lower_value
    values = [_sum(part) for part in parts]
    known = {"min": 1, "max": 1, "clamp": 3, "round": 2}
    if name not in known or len(values) < known[name] or strategy not in ROUNDINGS:
        raise NoSum(f"“{name}()” is not known, or has too few values")
    values = _alike(values)
    unit, numbers = values[0].unit, [each.value for each in values]
    if name == "round":
        return _rounded(numbers, unit, strategy)
    if name == "clamp":
        least, value, most = numbers
        return Quantity(max(least, min(value, most)), unit)
    return Quantity(min(numbers) if name == "min" else max(numbers), unit)


def _rounded(numbers: Sequence[float], unit: str, strategy: str) -> Quantity:
    value, step = numbers
    if not step:
        raise NoSum("it is rounded to a multiple of 0")
    steps = value / step
    exact = abs(steps - round(steps)) < EXACT
    return Quantity((round(steps) if exact else ROUNDINGS[strategy](steps)) * step, unit)


def _parted(nodes: Sequence[Any]) -> list[list[Any]]:
    """The nodes between commas, without spaces around them."""
    parts: list[list[Any]] = [[]]
    for node in nodes:
        if node.type == "literal" and node.value == ",":
            parts.append([])
        elif node.type != "whitespace":
            parts[-1].append(node)
    return parts


def _sum(nodes: Sequence[Any]) -> Quantity:
    """The value of products that are added: 2 * 14pt - 1pt."""
    left, sign = [node for node in nodes if node.type != "whitespace"], 1
    total: Quantity | None = None
    while left:
        product, left = _product(left)
        product = Quantity(sign * product.value, product.unit)
        total = product if total is None else _added(total, product)
        if left:
            mark = left.pop(0)
            if mark.type != "literal" or mark.value not in "+-" or not left:
                raise NoSum("a sum has + or − between its parts, each between spaces")
            sign = 1 if mark.value == "+" else -1
    if total is None:
        raise NoSum("it is empty")
    return total


def _product(nodes: list[Any]) -> tuple[Quantity, list[Any]]:
    """The value of the product at the start, and the nodes after it."""
    total, nodes = _operand(nodes[0]), nodes[1:]
    while len(nodes) > 1 and nodes[0].type == "literal" and nodes[0].value in "*/":
        other = _operand(nodes[1])
        total = _times(total, other) if nodes[0].value == "*" else _divided(total, other)
        nodes = nodes[2:]
    return total, nodes


def _added(one: Quantity, other: Quantity) -> Quantity:
    one, other = _alike([one, other])
    return Quantity(one.value + other.value, one.unit)


def _times(one: Quantity, other: Quantity) -> Quantity:
    if one.unit and other.unit:
        raise NoSum(f"{one} times {other} is not a length")
    return Quantity(one.value * other.value, one.unit or other.unit)


def _divided(one: Quantity, other: Quantity) -> Quantity:
    if not other.value:
        raise NoSum("it is divided by 0")
    if not other.unit:
        return Quantity(one.value / other.value, one.unit)
    one, other = _alike([one, other])
    return Quantity(one.value / other.value)


def _alike(values: Sequence[Quantity]) -> list[Quantity]:
    """The values in one unit."""
    if len({each.unit for each in values}) == 1:
        return list(values)
    if all(each.unit in UNITS for each in values):
        return [Quantity(each.value * UNITS[each.unit], "pt") for each in values]
    one, other = list(dict.fromkeys(each.unit or "a plain number" for each in values))[:2]
    raise NoSum(f"{one} and {other} do not add up here")
