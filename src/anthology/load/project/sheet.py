"""A list of the manuscripts as a table, laid over their headers: manuscripts.csv, .xlsx or .ods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from anthology.load import formats
from anthology.load.clean import tables
from anthology.load.columns import read as cell_of
from anthology.load.header import keys
from anthology.load.model import Manuscript, Row
from anthology.load.project.classify import MANUSCRIPTS
from anthology.load.project.model import Files
from anthology.report import Place, Problem, Refused, counted, error, shown, warning

STEM = "manuscripts"
TABLES, BOOKS = frozenset({".csv", ".tsv"}), frozenset({".xlsx", ".ods"})
FILE = frozenset({"file", "path", "filename", "file_name", "manuscript"})
FEW = 3  # files that a message names


def is_sheet(path: str) -> bool:
    """Whether a path is that of the list, in the project or in manuscripts/."""
    is_table = formats.suffix_of(path) in TABLES | BOOKS and formats.stem_of(path).lower() == STEM
    return is_table and path.rpartition("/")[0] in {"", MANUSCRIPTS}


def beside(files: Files) -> list[str]:
    """The lists in the project's own folder."""
    found = []
    for suffix in sorted(TABLES | BOOKS):
        with suppress(Refused):
            files.read(STEM + suffix)
            found.append(STEM + suffix)
    return found


def laid_over(
    manuscripts: Sequence[Manuscript], sheets: Sequence[str], files: Files
) -> tuple[list[Manuscript], list[Problem]]:
    """The manuscripts with their rows of the list, and what does not fit."""
    found, problems = list(manuscripts), list[Problem]()
    for path in sheets:
        try:
            table, doubts = _rows(files.read(path), path)
        except Refused as refused:
            problems += (replace(each, place=Place(path)) if not each.place.path else each
                         for each in refused.problems)  # fmt: skip
            continue
        by_file, wrong = _by_file(table, [one.path for one in found])
        found = [replace(one, rows=(*one.rows, *by_file.get(one.path, ()))) for one in found]
        unnamed = [one.path for one in found if one.kind == "review" and one.path not in by_file]
        problems += [*doubts, *wrong, *_without_row(unnamed, path)]
    return found, problems


@dataclass(frozen=True)
class _Line:
    """A row of the table, and where it is."""

    cells: Mapping[str, str]
    place: Place


def _rows(data: bytes, path: str) -> tuple[list[_Line], tuple[Problem, ...]]:
    """The rows by the names of columns as headers have them, and doubts. Raises Refused."""
    suffix = formats.suffix_of(path)
    doubts: tuple[Problem, ...] = ()
    if suffix in TABLES:
        table = tables.read(data, path)
        found, doubts = [(row.cells, row.place) for row in table.rows], table.problems
    else:
        from anthology.load.formats.documents.cells import rows  # noqa: PLC0415  few have such a list

        head, *others = rows(data, suffix) or [[]]
        found = [(dict(zip(head, cells, strict=False)), Place(path, number))
                 for number, cells in enumerate(others, 2) if any(cells)]  # fmt: skip
    lines = [_Line({keys.named(n): cell_of(_value(c)) for n, c in cells.items() if n}, place)
             for cells, place in found]  # fmt: skip
    if lines and not FILE & lines[0].cells.keys():
        message = "no column of this list names the files"
        hint = "Name one “file”; “anthology list --csv” writes such a list."
        raise Refused(error(Place(path, 1), message, hint))
    return lines, doubts


def _value(cell: str) -> str:
    """The value of a cell; of a formula for text (="0742546861") what it shows."""
    text = cell.strip()
    return text[2:-1] if text.startswith('="') and text.endswith('"') else text


def _by_file(
    table: Iterable[_Line], paths: Sequence[str]
) -> tuple[dict[str, tuple[Row, ...]], list[Problem]]:
    found: dict[str, tuple[Row, ...]] = defaultdict(tuple)
    problems = []
    names: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for name in {path, path.removeprefix(f"{MANUSCRIPTS}/"), path.rpartition("/")[2]}:
            names[name].append(path)
    for line in table:
        named = next((cell for key, cell in line.cells.items() if key in FILE and cell), "")
        those = names.get(named.replace("\\", "/").removeprefix("./"), [])
        if len(those) == 1:
            cells = {key: cell for key, cell in line.cells.items() if key not in FILE and cell}
            id_ = cells.pop("id", "")
            found[those[0]] += (Row(id_, tuple(cells.items()), line.place),)
        else:
            problems.append(_without_file(named, line.place, several=len(those) > 1))
    return found, problems


def _without_file(named: str, place: Place, *, several: bool) -> Problem:
    if several:
        message = f"the file “{shown(named)}” of this row may be one of several"
        return warning(place, message, "Write its path from the project.")
    message = f"this row is of a file that is not here: “{shown(named)}”"
    return warning(place, message, "Correct the name, or delete the row.")


def _without_row(paths: Sequence[str], sheet: str) -> Iterator[Problem]:
    if paths:
        some = ", ".join(map(shown, paths[:FEW])) + (", …" if len(paths) > FEW else "")
        message = f"{counted(len(paths), 'manuscript')} without a row in the list: {some}"
        yield warning(Place(sheet), message, "“anthology list --csv” writes a list of all.")
