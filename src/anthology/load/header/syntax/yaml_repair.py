"""Slips of people who write YAML by hand, repaired to what they plainly meant.

Only lines of the form `key: value` are touched, and only where YAML would misread the value
or stop: `title: Avengers: Endgame`, `title: #1 in a Series`, `title: "Quoted" and more`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

LINE = re.compile(
    r"(?P<key>[ ]*(?:- +)?:?[^\W\d][\w '’.()-]*?:)(?P<gap>[ \t]+|(?=[^\s:/\\]))"
    r"(?P<value>\S.*?)?[ \t]*$"
)
PLAIN_TROUBLE = re.compile(r":(?:[ \t]|$)|[ \t]#(?=\S)")
COMMENT = re.compile(r"[ \t]#(?:[ \t].*)?$")
QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:[ \t]+#.*)?""")
YAML_MARK = re.compile(
    r"\*[\w-]+\s*(?:#.*)?$|&[\w-]+(?:\s|$)|!+[\w:/.-]+(?:\s|$)|[|>][+-]?\d?[+-]?(?:[ \t]+#.*)?$"
)
FLOW = re.compile(r"\{(?!\{)|\[")
# A list that ends before the value does: `[Alien](https://…)`, `[REC] 2`.
CLOSED_EARLY = re.compile(r"\[(?:[^\[\]\"']|\[[^\[\]]*\])*\](?!\s*(?:#.*)?$)[^\[\]]*(?:\[.*)?$")
ESCAPED = {"'": re.compile("''"), '"': re.compile(r"\\.")}  # what does not end a quotation


def repaired(header: str) -> str:
    """The header with such values in quotes; the number of lines stays the same."""
    lines = header.split("\n")
    number = 0
    while number < len(lines):
        match = LINE.match(lines[number])
        value = match["value"] if match else None
        if match and value:
            further = _lines_of_quotation(lines, number, value)
            if further:
                number += further + 1
                continue
            is_apostrophe = _is_apostrophe(value, _after(lines, number))
            lines[number] = _repaired(match, lines[number], is_apostrophe=is_apostrophe)
            number += 0 if is_apostrophe else _more(lines, number, value)
        number += 1
    return "\n".join(lines)


def _repaired(match: re.Match[str], line: str, *, is_apostrophe: bool) -> str:
    value = match["value"]
    key = match["key"]
    if not match["gap"] and key.startswith((" ", "-")):
        return line  # inside a list or table a colon without a space is part of a word
    if _is_meant_otherwise(value) or is_apostrophe:
        return f"{key} {_quoted(value)}"
    return line if match["gap"] else f"{key} {value}"


def _is_meant_otherwise(value: str) -> bool:
    if value[0] in "\"'":
        return QUOTED.fullmatch(value) is None and _closes(value)
    if YAML_MARK.match(value) or FLOW.match(value):
        return CLOSED_EARLY.match(value) is not None
    if value[0] == "#":
        return not value.startswith("# ") and value != "#"
    if value[0] in "*&!@%`|>{,]}" or f"{value} ".startswith(("- ", "? ", ": ")):
        return True
    return PLAIN_TROUBLE.search(COMMENT.sub("", value)) is not None


def _after(lines: list[str], number: int) -> Iterator[str]:
    """The lines after that one, without a copy of them all."""
    return (lines[i] for i in range(number + 1, len(lines)))


def _lines_of_quotation(lines: list[str], number: int, value: str) -> int:
    """How many further lines a quotation takes that ends with a later line; 0 for any other.

    Each of them is empty, indented deeper than the key, or not the line of another key.
    """
    mark = value[0]
    if mark not in ESCAPED or _after_quotation(value[1:], mark) is not None:
        return 0
    indent = len(lines[number]) - len(lines[number].lstrip())
    for further, line in enumerate(_after(lines, number), 1):
        if line.strip() and len(line) - len(line.lstrip()) <= indent and LINE.match(line):
            return 0
        rest = _after_quotation(line, mark)
        if rest is not None:
            return further if not rest.strip() or COMMENT.fullmatch(rest) else 0
    return 0


def _after_quotation(line: str, mark: str) -> str | None:
    """What follows the mark that ends a quotation, None where the line does not end it."""
    before, end, _ = ESCAPED[mark].sub("  ", line).partition(mark)
    return line[len(before) + 1 :] if end else None


def _is_apostrophe(value: str, rest: Iterator[str]) -> bool:
    """Whether the mark that opens `value` is an apostrophe, as in `'Tis`: no other closes it."""
    if value[0] != "'" or _closes(value):
        return False
    further = takewhile(lambda line: not LINE.match(line), rest)
    return not any("'" in line for line in further)


def _closes(value: str) -> bool:
    """Whether the quotation mark that opens `value` comes again further on."""
    return value[0] in value[1:]


def _quoted(value: str) -> str:
    return "'" + COMMENT.sub("", value).replace("'", "''") + "'"


def _more(lines: list[str], number: int, value: str) -> int:
    """How many further lines belong to the value that starts on this one."""
    rest, most = _after(lines, number), len(lines) - number - 1
    if value[0] in "|>" and YAML_MARK.match(value):
        indent = len(lines[number]) - len(lines[number].lstrip())
        return next((i for i, line in enumerate(rest) if _ends_block(line, indent)), most)
    if value[0] in "\"'" and not _closes(value):
        return next((i for i, line in enumerate(rest, 1) if value[0] in line), 0)
    if FLOW.match(value) and not value.rstrip().endswith(("]", "}")):
        return next((i for i, line in enumerate(rest, 1) if line.rstrip().endswith(("]", "}"))), 0)
    return 0


def _ends_block(line: str, indent: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip()) <= indent
