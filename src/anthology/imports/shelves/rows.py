"""What most exports of shelves are: tables with a book, film or album a row."""

from __future__ import annotations

from collections.abc import Callable

from anthology.imports.model import Files, Reading, Record
from anthology.load.clean import tables
from anthology.load.clean.tables import Row


def of_tables(
    files: Files, paths: tuple[str, ...], known: str, record: Callable[[Row], Record]
) -> Reading:
    """The records of all rows; columns that are not `known` ("Title|Author") are named."""
    found = [tables.read(files.read(path), path) for path in paths]
    names = (name for table in found for name in table.not_read(known))
    return Reading(
        tuple(record(row) for table in found for row in table.rows),
        not_read=tuple(dict.fromkeys(names)),
        problems=tuple(problem for table in found for problem in table.problems),
    )
