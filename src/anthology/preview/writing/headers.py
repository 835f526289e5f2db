"""Values in the header of a manuscript, set as a careful person would: one line is changed.

A key keeps its name and its place; a new one comes last. A value of several lines, a list or a
table is left to whoever edits the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial

import yaml

from anthology.load.header import keys
from anthology.load.header.front_matter import FENCE, FrontMatter, split
from anthology.preview.writing.texts import Closed
from anthology.report import Refused

EDITABLE = ("title", "reviewer", "work", "year", "rating", "date", "language", "order")
LINES = re.compile(r"[^\n]*\n|[^\n]+$")
LINE = re.compile(r"^(\s*(?::?[\w\"'][^:=\n]*?)\s*[:=])[ \t]*(.*?)[ \t]*$")


def values(text: str, path: str) -> dict[str, str]:
    """What a header says of each EDITABLE key; "" where it says nothing. Raises Closed."""
    matter = header(text, path)
    found = {_name(raw): value.text or "" for raw, value in matter.values.items()}
    return {name: found.get(name, "") for name in EDITABLE}


def with_values(text: str, path: str, changes: Mapping[str, str]) -> str:
    """The manuscript with other values for some EDITABLE keys; "" takes one out. Raises Closed."""
    for name, value in changes.items():
        if name not in EDITABLE:
            raise Closed(f"“{name}” is edited in the text")
        if re.search(r"[\x00-\x1f\x7f\u2028\u2029]", value):
            raise Closed(f"the value of “{name}” must be one line")
        text = changed(text, partial(_with_value, path=path, name=name, value=value.strip()))
    return text


def changed(text: str, change: Callable[[str], str]) -> str:
    """The text after a change that knows no line ends of Windows."""
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    if not windows:
        return change(text)
    return change(text.replace("\r\n", "\n")).replace("\n", "\r\n")


def header(text: str, path: str) -> FrontMatter:
    """The header of a manuscript. Raises Closed where it cannot be read."""
    try:
        return split(text, path)
    except Refused as refused:
        raise Closed(refused.problems[0].message) from None


def key_of(matter: FrontMatter, name: str) -> str | None:
    """The key of a header, as it is written, that has our name; None where it has none."""
    return next((raw for raw in matter.values if _name(raw) == name), None)


def is_toml(text: str) -> bool:
    """Whether the header of a manuscript is TOML."""
    fence = FENCE.match(text)
    return fence is not None and fence[1] == "+++"


def with_line(text: str, matter: FrontMatter, line: str) -> str:
    """The text with one more line in its header, or with a header of that line."""
    first = min((value.line for value in matter.values.values()), default=0)
    if matter.body_line == 1 and not first:
        return f"---\n{line}\n---\n\n{text}"
    lines = LINES.findall(text)
    if matter.body_line == 1:  # the header is below the first heading
        lines.insert(first - 1, f"{line}\n")
        return "".join(lines)
    at = matter.body_line - 2  # the closing fence, or the empty line
    if is_toml(text):  # before its tables, which go on to the next
        at = next((n for n in range(1, at) if lines[n].lstrip().startswith("[")), at)
    lines.insert(at, f"{line}\n")
    return "".join(lines)


def _with_value(text: str, path: str, name: str, value: str) -> str:
    matter = header(text, path)
    lines = LINES.findall(text)
    written = key_of(matter, name)
    if written is None:
        toml = is_toml(text)
        line = f"{name}{' = ' if toml else ': '}{_quoted(value, toml=toml)}"
        return with_line(text, matter, line) if value else text
    at = matter.values[written].line - 1
    found = LINE.match(lines[at].rstrip("\n"))
    if matter.values[written].text is None or found is None or _goes_on(lines, at):
        raise Closed(f"“{written}” in {path} has several lines or values: edit the text")
    toml = found[1].endswith("=")
    lines[at] = f"{found[1]} {_quoted(value, toml=toml)}\n" if value else ""
    return "".join(lines)


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether a value goes on in the line after its first."""
    following = lines[at + 1 : at + 2]
    return bool(following and re.match(r"[ \t]+\S|- ", following[0]))


def _quoted(value: str, *, toml: bool) -> str:
    """The value as it is written, in quotation marks only where they are needed."""
    if toml:
        return json.dumps(value, ensure_ascii=False)
    try:
        same = yaml.load(value, Loader=yaml.BaseLoader) == value  # noqa: S506  texts alone
    except yaml.YAMLError:
        same = False
    plain = same and not re.search(r"[:#]\s|^[\s\[{&*!|>'\"%@`?-]|:$", value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _name(raw: str) -> str:
    """The name of a key among ours; "author" is left as it is, since it may be two things."""
    name = keys.named(raw)
    key = keys.ours(name)
    return key.name if key else name
