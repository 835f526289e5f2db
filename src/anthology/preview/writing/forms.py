"""The settings as a form: its fields come from the schema, its values from anthology.toml.

What is changed is changed in the text, so that comments and order stay; the whole text is
checked as a build checks it before it may be written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from anthology import config
from anthology.preview.writing.texts import SETTINGS, Closed
from anthology.report import Problem

TABLES = ("book", "style", "press", "cover", "front", "back")  # the rest is for files
NONE: Mapping[str, Sequence[str]] = {}
SCHEMA = json.loads(files("anthology").joinpath("schemas/anthology.schema.json").read_text("utf-8"))


@dataclass(frozen=True)
class Field:
    """A setting in the form."""

    table: str
    key: str
    about: str
    kind: str  # "text", "yes or no", "choice" or "list" (one a line)
    choices: tuple[str, ...]
    value: str | bool  # as it is written, or by default


@dataclass(frozen=True)
class Change:
    """A new value for a setting; None: as if it had not been written."""

    table: str
    key: str
    value: str | bool | Sequence[str] | None


def fields(text: str, choices: Mapping[str, Sequence[str]] = NONE) -> Iterator[Field]:
    """The fields of the form for the text of an anthology.toml. Raises Closed.

    `choices` has the values that the schema does not know, by table and key: "style.name".
    """
    written = _parsed(text).unwrap()
    for table in TABLES:
        properties = SCHEMA["$defs"][_name(table)]["properties"]
        for key, schema in properties.items():
            value = written.get(table, {}).get(key, schema.get("default", ""))
            known = choices.get(f"{table}.{key}", schema.get("enum", ()))
            kind = "choice" if known else _kind(schema)
            if kind:
                known = dict.fromkeys([*map(str, known), *([value] if known else [])])
                about = schema.get("description", "")
                yield Field(table, key, about, kind, tuple(known), _flat(value))


def amended(text: str, changes: Sequence[Change]) -> str:
    """The text with the changes; all else in it stays as it is. Raises Closed."""
    document = _parsed(text)
    for change in changes:
        if change.table not in TABLES:
            raise Closed(f"[{change.table}] is not in the form; edit {SETTINGS} itself")
        table = document.setdefault(change.table, tomlkit.table())
        if change.value is None:
            table.pop(change.key, None)
        else:
            table[change.key] = change.value
    return tomlkit.dumps(document)


def objections(text: str, root: Path) -> tuple[Problem, ...]:
    """What a build would say of the text: errors alone."""
    found = config.check(text, root)
    return tuple(problem for problem in found if config.is_wrong([problem]))


def changes(given: object) -> tuple[Change, ...]:
    """The changes that a browser sends: [{table, key, value}]. Raises ValueError."""
    if not isinstance(given, list):
        raise ValueError("a list of changes is expected")
    return tuple(_change(each) for each in given)


def _change(each: Any) -> Change:
    if not isinstance(each, dict):
        raise ValueError("a change is an object")
    table, key, value = each.get("table"), each.get("key"), each.get("value")
    plain = value is None or isinstance(value, str | bool)
    several = isinstance(value, list) and all(isinstance(part, str) for part in value)
    if not (isinstance(table, str) and isinstance(key, str) and (plain or several)):
        raise ValueError("a change has a table, a key and a value")
    return Change(table, key, value)


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as fault:
        raise Closed(f"{SETTINGS} cannot be changed by the form: {fault}") from None


def _name(table: str) -> str:
    """The schema's name of a table."""
    return str(SCHEMA["properties"][table]["$ref"]).rpartition("/")[2]


def _kind(schema: Mapping[str, Any]) -> str:
    """How a setting is edited; "" for one that is edited in the file alone."""
    if "enum" in schema:
        return "choice"
    kinds = {each.get("type") for each in schema.get("anyOf", [])}
    if kinds == {"string", "array"}:
        return "list"
    return {"boolean": "yes or no", "string": "text"}.get(str(schema.get("type")), "")


def _flat(value: object) -> str | bool:
    """A value as a form shows it: a list has a line for each."""
    if isinstance(value, bool):
        return value
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
