"""Tables of exports (CSV and TSV): rows by the names of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anthology.load.clean.decode import BYTE_ORDER_MARKS
from anthology.report import Place, Problem, Refused, error, warning

LARGEST_CELL = 5_000_000  # characters; a review of a million words


@dataclass(frozen=True)
class Row:
    """A row of a table: cells by the names of their columns, and the line where it begins."""

    cells: dict[str, str]
    place: Place

    def __getitem__(self, name: str) -> str:
        """The first cell that is not empty of the columns named: "ISBN13|ISBN"; else ""."""
        names = name.split("|")
        return next((cell for each in names if (cell := self.cells.get(each, ""))), "")


@dataclass(frozen=True)
class Table:
    """A table's rows and the names of its columns."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def not_read(self, known: str) -> tuple[str, ...]:
        """The columns that are not among those named by `known`: "Title|Author"."""
        return tuple(name for name in self.columns if name and name not in known.split("|"))


def columns_of(head: str) -> tuple[str, ...]:
    """The names of the columns, by the first line of a table."""
    line = head.lstrip("\ufeff").partition("\n")[0].strip("\r")
    separator = _separator(line)
    try:
        names = next(csv.reader([line], delimiter=separator))
    except (csv.Error, StopIteration):
        return ()
    return tuple(name.strip() for name in _whole(names))


def read(data: bytes, path: str) -> Table:
    """The table that a file holds. Raises Refused where it is damaged."""
    place = Place(path)
    text, problems = _text(data, place)
    # An odd number of marks: one is never closed, or one stands in a cell without marks (5" gun).
    rows = list(_rows(text, place, strict=text.count('"') % 2 == 1))
    if not rows:
        return Table((), (), problems)
    columns = tuple(name.strip() for name in _whole(rows[0][1]))
    whole = []
    for line, cells in rows[1:]:
        if any(cells):
            values = (cell.strip() for cell in _whole(cells))
            named = dict(zip(columns, values, strict=False))
            whole.append(Row(named, Place(path, line)))
    return Table(tuple(whole), columns, problems)


def _whole(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a row that another program put into a single cell."""
    if len(cells) != 1 or "," not in cells[0]:
        return cells
    return next(csv.reader([cells[0]]), cells)


def _text(data: bytes, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """The text of a table: UTF-8, what its mark says, or the encoding of old programs."""
    mark = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if not mark and b"\0" in data:
        raise Refused(
            error(
                place,
                "is damaged: it holds NUL bytes, as a cut-off copy does",
                "Download the export again.",
            )
        )
    try:
        return data.decode(mark or "utf-8").replace("\0", ""), ()
    except UnicodeDecodeError:
        hint = "Look for wrong letters in names; save the file as UTF-8 if there are any."
        problem = warning(place, "is not UTF-8; it was read as Windows-1252", hint)
        return data.decode("cp1252", "replace"), (problem,)


def _rows(text: str, place: Place, *, strict: bool) -> Iterator[tuple[int, Sequence[str]]]:
    """The line where each row begins, and its cells."""
    csv.field_size_limit(LARGEST_CELL)
    separator = _separator(text.partition("\n")[0])
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        skipinitialspace=separator == ",",
        strict=strict,
    )
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as fault:
        raise Refused(_damaged(Place(place.path, before + 1), fault)) from None


def _damaged(place: Place, fault: csv.Error) -> Problem:
    message = "in the row that begins here a quotation mark is never closed"
    if "limit" in str(fault):
        message = "in the row that begins here a cell is larger than any review"
    hint = "The file is cut off, or was changed by another program. Download the export again."
    return error(place, message, hint)


def _separator(line: str) -> str:
    return max("\t;,", key=lambda mark: (line.count(mark), mark == ","))
