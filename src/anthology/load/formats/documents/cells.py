"""The first sheet of a spreadsheet (.xlsx, .ods) as rows of text: what a program shows in cells."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from zipfile import BadZipFile

from anthology.load.formats.documents.opendocument.names import OFFICE, TABLE, TEXT, get, whole
from anthology.load.formats.documents.package import Element, Package, opened
from anthology.report import NOWHERE, Refused, error

ROWS, COLUMNS = 20_000, 200  # that are read; more is no list of manuscripts
MIDNIGHT = datetime.time()


def rows(data: bytes, suffix: str) -> list[list[str]]:
    """The rows of the first sheet. Raises Refused where it cannot be read."""
    package = opened(data, f"a spreadsheet ({suffix})")
    if suffix == ".ods":
        return list(_of_opendocument(package))
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            package.xml(name)  # refuses entities, and what is packed too well
    try:
        import openpyxl  # noqa: PLC0415  of the extra "word"
    except ImportError:
        hint = "Run: pip install 'review-anthology[word]'; or save it as CSV."
        raise Refused(error(NOWHERE, "to read .xlsx a package is missing", hint)) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = sheet.iter_rows(max_row=ROWS, max_col=COLUMNS, values_only=True)
        return [[_shown(cell) for cell in row] for row in found]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile) as fault:
        message = f"the spreadsheet is damaged: {fault}"
        raise Refused(error(NOWHERE, message, "Save it again, or as CSV.")) from None


def _shown(cell: object) -> str:
    """A cell's value as it would be written in a header: 2024-05-17, 4.5, yes."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime.datetime) and cell.time() == MIDNIGHT:
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _of_opendocument(package: Package) -> Iterator[list[str]]:
    root = package.xml("content.xml")
    table = next(root.iter(TABLE + "table"), None) if root is not None else None
    if table is None:
        raise Refused(error(NOWHERE, "no table is in this spreadsheet", "Save it as CSV."))
    number = 0
    for row in table.iter(TABLE + "table-row"):
        cells: list[str] = []
        for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            times = whole(get(cell, TABLE + "number-columns-repeated"), 1)
            cells += [_of_cell(cell)] * min(times, COLUMNS - len(cells))
        times = whole(get(row, TABLE + "number-rows-repeated"), 1)
        times = min(times, ROWS - number) if any(cells) else 1
        number += times
        yield from [cells] * times


def _of_cell(cell: Element) -> str:
    if date := get(cell, OFFICE + "date-value"):
        return date.removesuffix("T00:00:00")
    if number := get(cell, OFFICE + "value"):
        return number.removesuffix(".0")
    if truth := get(cell, OFFICE + "boolean-value"):
        return {"true": "yes", "false": "no"}.get(truth, "")
    return "\n".join("".join(map(str, p.itertext())) for p in cell.iter(TEXT + "p")).strip()
