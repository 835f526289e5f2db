"""Mistakes in files of settings: pydantic's errors in plain words, with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from anthology.config.settings import Settings
from anthology.config.toml_lines import Path, nearest
from anthology.report import Place, Problem, error, shown

# Common words for our keys that are spelt too differently to be found by similarity.
MEANT = {
    "author": "editors", "authors": "editors", "editor": "editors", "name": "title",
    "lang": "language", "copyright": "rights", "isbn": "isbn_print", "ebook_isbn": "isbn_epub",
    "sort": "order", "sort_by": "order", "parts": "part", "sources": "source",
    "keywords": "subjects", "tags": "subjects", "size": "trim", "color": "colour",
    "theme": "style", "people": "reviewers", "authors_index": "creators_index",
}  # fmt: skip
WANTED = {
    "string": "text in quotes",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "dict": "a table",
    "tuple": "a list",
    "model": "a table",
}


@dataclass(frozen=True)
class Mistake:
    """A setting that is wrong: where it is in the tables, and why."""

    path: Path  # that of a key may be missing there
    problem: Problem


def mistakes(
    invalid: ValidationError,
    values: Mapping[str, Any],
    places: Mapping[Path, Place],
    file: str,
    model: type[BaseModel] = Settings,
) -> Iterator[Mistake]:
    """One for each error, at the place of its key; in `file` where none is known.

    `model` is what the whole file is read as.
    """
    for detail in invalid.errors(include_url=False):
        path = _written(detail["loc"], values)
        place = nearest(path, places) or Place(file)
        if detail["type"] == "extra_forbidden":
            yield Mistake(path, _unknown(path, place, model))
        else:
            yield Mistake(path, _problem(detail, path, place))


def without(values: Mapping[str, Any], found: Iterable[Mistake]) -> dict[str, Any]:
    """The values without those that are wrong, or without the tables that lack a key."""
    right = deepcopy(dict(values))
    for path in sorted({mistake.path for mistake in found}, key=str, reverse=True):
        _remove(right, path)
    return right


def _remove(values: Any, path: Path) -> None:
    """Take out what is at the path; the last table of it, where there is nothing."""
    held = [values]
    for part in path:
        try:
            held.append(held[-1][part])
        except (KeyError, IndexError, TypeError):
            break
    depth = len(held) - 2
    if depth >= 0:
        del held[depth][path[depth]]


def _written(location: tuple[str | int, ...], values: Any) -> Path:
    """The part of pydantic's location that is in the file: unions add names of their own."""
    path: Path = ()
    for part in location:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            if values is not None and part == 0:  # [source] is read as a list of one
                continue
            return (*path, part) if isinstance(values, dict) else path
        path = (*path, part)
    return path


def _problem(detail: ErrorDetails, path: Path, place: Place) -> Problem:
    key = _key(path)
    kind = detail["type"]
    if kind == "missing":
        return error(place, f"{_table(path)} needs a “{path[-1]}”", f'Write {path[-1]} = "…".')
    if kind == "literal_error":
        return _choice(detail, key, place)
    if kind == "value_error":
        return error(place, f"“{key}”: {shown(str(detail['ctx']['error']))}")
    if kind in {"greater_than", "finite_number"}:
        return error(place, f"“{key}” must be a number greater than 0")
    wanted = WANTED.get(re.split(r"_(?:type|parsing)", kind)[0], "another kind of value")
    return error(place, f"“{key}” must be {wanted}, not {_shape(detail['input'])}")


def _choice(detail: ErrorDetails, key: str, place: Place) -> Problem:
    named = re.findall(r"'([^']*)'|(True|False)", detail["ctx"]["expected"])
    expected = [choice for text, switch in named if (choice := text or switch.lower())]
    given = shown(str(detail["input"]))
    near = get_close_matches(given, expected, 1)
    hint = f"Did you mean “{near[0]}”?" if near else ""
    return error(place, f"“{key}” cannot be “{given}”; choose one of: {', '.join(expected)}", hint)


def _unknown(path: Path, place: Place, model: type[BaseModel]) -> Problem:
    key = shown(str(path[-1]))
    if not path[1:]:
        return error(place, f"unknown table or key “{key}”", _suggestion(path, model))
    return error(place, f"unknown key “{key}” in {_table(path)}", _suggestion(path, model))


def _suggestion(path: Path, model: type[BaseModel]) -> str:
    known = fields(path[:-1], model)
    key = str(path[-1])
    near = MEANT.get(key.lower().replace("-", "_")) or ""
    if near not in known:
        near = next(iter(get_close_matches(key.lower().replace("-", "_"), known, 1, 0.7)), "")
    if near:
        return f"Did you mean “{near}”?"
    homes = [f"[{table}]" for table in fields((), model) if key in fields((table,), model)]
    return (
        f"It belongs under {' or '.join(homes)}." if homes else f"Known keys: {', '.join(known)}."
    )


def fields(path: Path, model: type[BaseModel] = Settings) -> tuple[str, ...]:
    """The keys of the table at `path`; () if it may have any key."""
    annotation: Any = model
    for part in path:
        annotation = _inside(annotation, part)
    table = _first_table(annotation)
    return tuple(table.model_fields) if table else ()


def _inside(annotation: Any, part: str | int) -> Any:
    """The type of `part` of a table, or of a list or dict of tables."""
    if not _is_table(annotation):
        return _first_table(annotation)
    field = annotation.model_fields.get(part)
    return field.annotation if field else None


def _first_table(annotation: Any) -> Any:
    if _is_table(annotation):
        return annotation
    return next((found for a in get_args(annotation) if (found := _first_table(a))), None)


def _is_table(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _key(path: Path) -> str:
    """As “book.rights”; of the tables of a list the kind alone, since the line says which."""
    return ".".join(shown(part) for part in path if isinstance(part, str))


def _table(path: Path) -> str:
    names = [str(part) for part in path[:-1] if isinstance(part, str)]
    several = any(isinstance(part, int) for part in path[:-1])
    inside = ".".join(f'"{n}"' if " " in n else n for n in names)
    return shown(f"[[{inside}]]" if several else f"[{inside}]")


def _shape(value: object) -> str:
    shapes = {str: "text", bool: "true or false", int: "a number", float: "a number"}
    shapes |= {list: "a list", dict: "a table"}
    return shapes.get(type(value), "a date")
