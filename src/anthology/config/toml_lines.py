"""The line of each key of a TOML text, which tomllib does not report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

Where = TypeVar("Where")
Path = tuple[str | int, ...]  # ("part", 1, "title"): tables by name, [[tables]] by number

TOKEN = re.compile(
    r"""(?P<long>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5})
    |(?P<string>"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<comment>\#[^\n]*)
    |(?P<bare>[A-Za-z0-9_+:.\-]+)
    |(?P<mark>[\[\]{}=,\n])""",
    re.VERBOSE | re.DOTALL,
)
HEADER = re.compile(r"^[ \t]*(\[\[?)(?P<keys>[^\n]*?)\]\]?[ \t]*(?:\#[^\n]*)?$")
CLOSING = {"]", "}", ",", "\n"}
KEY = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_\-]+""")


def lines(text: str) -> Mapping[Path, int]:
    """The line, from 1, of every table and key of a valid TOML text, also in inline tables."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, statement in _statements(text):
        header = HEADER.match(statement)
        if header:
            table = _table(keys(header["keys"]), counts, several=header[1] == "[[")
            found.setdefault(table, number)
            continue
        name, _, value = _split(statement)
        path = table + keys(name)
        found.setdefault(path, number)
        for inner, offset in _inline(value):
            found.setdefault(path + inner, number + offset + name.count("\n"))
    return found


def nearest(path: Path, found: Mapping[Path, Where]) -> Where | None:
    """What is known of `path`, or of the nearest table or key around it; None if nothing is.

    A single table may be written without a number: [source] for the first [[source]].
    """
    path = tuple(step for n, step in enumerate(path, 1) if step != 0 or path[:n] in found)
    for end in range(len(path), 0, -1):
        if path[:end] in found:
            return found[path[:end]]
    return None


def keys(dotted: str) -> Path:
    """The parts of a dotted key: reviewers."Ann Lee" is ("reviewers", "Ann Lee")."""
    return tuple(_bare(part) for part in KEY.findall(dotted))


def _bare(key: str) -> str:
    return key[1:-1].replace('\\"', '"') if key[0] in "\"'" else key


def _table(path: Path, counts: dict[Path, int], *, several: bool) -> Path:
    """The path with the numbers of the [[tables]] that it is in; a new one is counted."""
    numbered: Path = ()
    for position, part in enumerate(path):
        numbered += (part,)
        last = position == len(path) - 1
        if last and several:
            counts[numbered] = counts.get(numbered, -1) + 1
        if numbered in counts:
            numbered += (counts[numbered],)
    return numbered


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header or `key = value` with the number of its first line, without comments."""
    ends = [0]
    depth = 0
    for token in TOKEN.finditer(text):
        mark = token["mark"]
        depth += (mark in {"[", "{"}) - (mark in {"]", "}"}) if mark else 0
        if mark == "\n" and depth == 0:
            ends.append(token.end())
    number = 1
    for start, end in pairwise([*ends, len(text)]):
        statement = text[start:end]
        if statement.strip() and not statement.lstrip().startswith("#"):
            yield number, statement.rstrip("\r\n")
        number += statement.count("\n")


def _split(statement: str) -> tuple[str, str, str]:
    for token in TOKEN.finditer(statement):
        if token["mark"] == "=":
            return statement[: token.start()], "=", statement[token.end() :]
    return statement, "", ""


def _inline(value: str) -> Iterator[tuple[Path, int]]:
    """The paths inside an array or inline table, with their lines after the value's first."""
    stack: list[str | int] = []  # for each open bracket the number or name of the next item
    name = ""
    for token in TOKEN.finditer(value):
        text, offset = token.group(), value.count("\n", 0, token.start())
        numbered = bool(stack) and isinstance(stack[-1], int)
        if text == "=" and stack:
            stack[-1] = _bare(name)
        if text == "=" or (numbered and text not in CLOSING):
            yield tuple(stack), offset
        _nest(stack, text)
        name = text if token["string"] or token["bare"] else name


def _nest(stack: list[str | int], mark: str) -> None:
    if mark in {"[", "{"}:
        stack.append(0 if mark == "[" else "")
    elif mark in {"]", "}"} and stack:
        stack.pop()
    elif mark == "," and stack and isinstance(stack[-1], int):
        stack[-1] += 1
