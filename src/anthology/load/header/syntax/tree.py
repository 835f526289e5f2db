"""YAML and TOML as trees of texts in which everything keeps its line.

YAML is read for its shape only (`yaml.parse`): every scalar stays the text that was written,
so an ISBN keeps its zero and `title: No` its word; anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from anthology.load.clean import characters
from anthology.load.header.syntax.yaml_repair import repaired
from anthology.report import Place, Problem, Refused, error, note

DEPTH = 12  # nested lists and tables of a header


@dataclass(frozen=True)
class Value:
    """A text, a list or a table of a header, and its line in the file."""

    content: str | tuple[Value, ...] | dict[str, Value]
    line: int

    @property
    def text(self) -> str | None:
        """The text, or None where this is a list or a table."""
        return self.content if isinstance(self.content, str) else None


Table = dict[str, Value]


def plain(value: Value) -> object:
    """The contents of a value without their lines, by which two are compared."""
    if isinstance(value.content, dict):
        return {key: plain(inner) for key, inner in value.content.items()}
    if isinstance(value.content, tuple):
        return [plain(inner) for inner in value.content]
    return value.content


def of_yaml(source: str, path: str, fence_line: int = 0) -> tuple[Value, tuple[Problem, ...]]:
    """YAML or JSON as a tree, and remarks; line 1 of `source` is the line after `fence_line`.

    Raises Refused with file and line for what cannot be read.
    """
    reader = _Yaml(path, fence_line + 1)
    try:
        root = reader.read(repaired(source))
    except yaml.MarkedYAMLError as mistake:
        raise Refused(reader.mistake(mistake, source)) from None
    except yaml.YAMLError:
        raise Refused(
            error(Place(path, fence_line + 1), "the header cannot be read as YAML")
        ) from None
    return root or Value("", fence_line + 1), tuple(reader.problems)


class _Yaml:
    """Builds Values from YAML's events and refuses what a header does not need."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []

    def read(self, source: str) -> Value | None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        events = yaml.parse(source, Loader=loader)
        root = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    self.refuse(event, "the header holds more than one document")
                root = self.value(event, events, 0)
        return root

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
        self.check(event, depth)
        line = self.line(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return Value(_scalar(event), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Value(tuple(self.items(events, depth)), line)
        return Value(self.table(events, depth), line)

    def items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Value]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.value(event, events, depth + 1)

    def table(self, events: Iterator[yaml.Event], depth: int) -> Table:
        table: Table = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.value(event, events, depth + 1)
            if key.text is None:
                self.refuse(event, "a key must be a word")
            value = Value(self.value(next(events), events, depth + 1).content, key.line)
            if first := table.get(key.text):
                self.twice(event, key.text, first, value)
            else:
                table[key.text] = value
        return table

    def twice(self, event: yaml.Event, key: str, first: Value, second: Value) -> None:
        """A remark on a key that is written twice with one value. Raises Refused for two."""
        message = f"the key “{key}” is written twice; first in line {first.line}"
        if plain(first) != plain(second):
            self.refuse(event, message, "Keep one of them.")
        self.problems.append(note(Place(self.path, self.line(event.start_mark)), message))

    def check(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "aliases (*name) are not allowed here", "Write the value out.")
        if getattr(event, "anchor", None):
            self.refuse(event, "anchors (&name) are not allowed here", "Put the value in quotes.")
        if getattr(event, "tag", None) not in {None, "!"}:
            self.refuse(event, "tags (!name) are not allowed here", "Put the value in quotes.")
        if depth > DEPTH:
            self.refuse(event, f"the header is nested deeper than {DEPTH} levels")

    def refuse(self, event: yaml.Event, message: str, hint: str = "") -> NoReturn:
        raise Refused(error(Place(self.path, self.line(event.start_mark)), message, hint))

    def line(self, mark: Any) -> int:
        return int(mark.line) + self.first_line

    def mistake(self, mistake: yaml.MarkedYAMLError, source: str) -> Problem:
        """YAML's complaint in an author's words, at the line of the mistake."""
        mark = mistake.problem_mark or mistake.context_mark
        if "quoted scalar" in str(mistake.context) and mistake.context_mark:
            place = Place(self.path, self.line(mistake.context_mark))
            return error(place, "a quotation mark is opened here and never closed")
        number = min(int(mark.line), source.count("\n")) if mark else 0
        place = Place(self.path, number + self.first_line)
        lines = source.split("\n")[number : number + 1] or [""]
        if "\t" in lines[0][: len(lines[0]) - len(lines[0].lstrip())]:
            return error(place, "there is a tab at the start of this line", "Indent with spaces.")
        return error(
            place,
            f"this line of the header cannot be read: {mistake.problem or mistake.context}",
            "Write “key: value”, and put a value with odd characters in quotes.",
        )


def _scalar(event: yaml.ScalarEvent) -> str:
    """The text as written; an escape in quotes may have made a character that no book can hold."""
    text = characters.legal(str(event.value))
    return text.strip() if event.implicit[0] else text


def of_toml(source: str, path: str, fence_line: int = 0) -> tuple[Value, tuple[Problem, ...]]:
    """TOML as a tree, like `of_yaml`. Raises Refused."""
    try:
        parsed = tomllib.loads(source)
    except tomllib.TOMLDecodeError as mistake:
        found = re.search(r"line (\d+)", str(mistake))
        line = fence_line + (int(found[1]) if found else 1)
        raise Refused(
            error(Place(path, line), f"the TOML header cannot be read: {mistake}")
        ) from None
    except RecursionError:
        message = f"the header is nested deeper than {DEPTH} levels"
        raise Refused(error(Place(path, fence_line + 1), message)) from None
    lines = _toml_lines(source, fence_line + 1)
    return _value(parsed, "", lines, fence_line + 1), ()


def _toml_lines(source: str, first_line: int) -> dict[str, int]:
    """The line on which each key or table is first named."""
    lines: dict[str, int] = {}
    for number, line in enumerate(source.split("\n"), first_line):
        if match := re.match(r"\s*\[*\s*[\"']?([\w.-]+)", line):
            for name in match[1].split("."):
                lines.setdefault(name, number)
    return lines


def _value(value: object, key: str, lines: dict[str, int], line: int) -> Value:
    line = lines.get(key, line)
    if isinstance(value, dict):
        return Value({k: _value(v, k, lines, line) for k, v in value.items()}, line)
    if isinstance(value, list):
        return Value(tuple(_value(v, "", lines, line) for v in value), line)
    if isinstance(value, bool):
        return Value(str(value).lower(), line)
    return Value(characters.legal(str(value)).strip(), line)
