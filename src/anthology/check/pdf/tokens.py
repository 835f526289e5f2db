"""Content streams token by token: each operator with its operands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

Operand = float | str | bytes  # a number, a name with its "/", a string
TOKENS = re.compile(
    rb"(?P<comment>%[^\r\n]*+)"
    rb"|(?P<text>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\))"
    rb"|<<|>>"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*+)>"
    rb"|/(?P<name>[^\s/<>\[\](){}%]*+)"
    rb"|(?P<number>[-+]?(?:\d++\.?\d*+|\.\d++))(?=[\s/<>\[\](){}%]|$)"
    rb"|(?P<inline>\bBI\s(?:.{0,2000}?)\sID\s.*?\sEI(?=\s|$))"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*]*+)",
    re.DOTALL,
)
ESCAPED = re.compile(rb"\\(\d{1,3}|\r\n|.)", re.DOTALL)
MEANT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}
MOST_OPERANDS = 100_000


def instructions(data: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """Each operator with the operands before it; those of an array are single operands.

    An image inside the stream is the operator "BI" with its bytes.
    """
    operands: list[Operand] = []
    for token in TOKENS.finditer(data):
        kind = token.lastgroup or ""
        value = token[kind or 0]
        if kind == "operator":
            yield value.decode("ascii"), operands
            operands = []
        elif kind == "inline":
            yield "BI", [value]
            operands = []
        elif kind in VALUES and len(operands) < MOST_OPERANDS:
            operands.append(VALUES[kind](value))


def _unhex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _meant(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    if code.isdigit():
        return bytes([int(code, 8) & 255]) if not code.strip(b"01234567") else code
    return MEANT.get(code, code)


def _name(value: bytes) -> str:
    return "/" + value.decode("latin-1")


def _text(value: bytes) -> bytes:
    return ESCAPED.sub(_meant, value[1:-1])


VALUES: Mapping[str, Callable[[bytes], Operand]] = {
    "number": float,
    "name": _name,
    "text": _text,
    "hex": _unhex,
}
