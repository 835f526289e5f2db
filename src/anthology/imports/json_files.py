"""JSON files of exports: values of unknown shape, read without trust."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from anthology.report import Place, Refused, error

Table = Mapping[str, Any]


def parsed(data: bytes, path: str) -> object:
    """The value that a file holds. Raises Refused where it is damaged."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", 0)
        message = "is damaged or cut off: it is not JSON to its end"
        raise Refused(error(Place(path, line), message, "Download the export again.")) from None


def table(value: object) -> Table:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def tables(value: object) -> Iterator[Table]:
    """The objects of a list, or of an object's values; none where it is neither."""
    inside = list(value.values()) if isinstance(value, dict) else value
    if isinstance(inside, list):
        yield from (item for item in inside if isinstance(item, dict))


def words(value: object) -> tuple[str, ...]:
    """The texts of a list, of an object's values, or a single one."""
    if isinstance(value, dict):
        value = list(value.values())
    inside = value if isinstance(value, list) else [value]
    return tuple(found for item in inside if (found := word(item)))


def word(value: object) -> str:
    """A text or a number as text; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
