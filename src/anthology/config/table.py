"""The base class of the tables of anthology.toml."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema


class Table(BaseModel):
    """A table of anthology.toml: frozen, and unknown keys are errors."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        # What a table is checked by is made when the first is read, and once for those within it.
        defer_build=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The table's JSON Schema with the meaning of each key."""
        own = handler(schema)
        properties = handler.resolve_ref_schema(own)["properties"]
        for key, meaning in meanings(cls).items():
            properties[key] = {**properties[key], "description": meaning}
        return own


def meanings(table: type[Table]) -> Mapping[str, str]:
    """What is written below each key of a table, as pydantic's `use_attribute_docstrings` reads it.

    That reads the source of every table at each start of the program; this, of those in a manual.
    """
    bases = (base for base in reversed(table.__mro__) if issubclass(base, Table))
    return {key: words for base in bases for key, words in _written(base)}


def _written(table: type[Table]) -> Iterator[tuple[str, str]]:
    """The keys of a class with the texts below them."""
    definitions = ast.parse(inspect.getsource(table)).body
    lines = [line for one in definitions if isinstance(one, ast.ClassDef) for line in one.body]
    for key, words in pairwise(lines):
        match key, words:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, inspect.cleandoc(text)
