"""The screen: problems, lines and JSON, for a person and for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anthology.cli.screen.streams import reader_may_leave
from anthology.report import FEW, LINES, Group, Problem, Severity, counted, grouped, shown

if TYPE_CHECKING:
    from anthology.build import Built

PAGE_LISTS = {".epub", ".azw3"}  # e-books, which may have page numbers
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_problems(problems: Sequence[Problem], *, every: bool = False) -> None:
    """Print problems to standard error; those that are alike together, unless `every` is wanted.

    About thirty lines at the most then: what is left is counted.
    """
    groups = tuple(map(Group, problems)) if every else grouped(problems)
    lines = [line for group in groups for line in _lines(group)]
    if not every:
        lines = _within(lines, groups)
    with reader_may_leave(sys.stderr):
        if lines and sys.stderr.isatty():
            _print_on_terminal(lines)
            return
        for line in lines:
            print(line.plain, file=sys.stderr)


@dataclass(frozen=True)
class _Line:
    """A line of the screen: a place, a word in colour and what follows; or a hint."""

    words: str
    place: str = ""
    severity: Severity | None = None

    @property
    def plain(self) -> str:
        """The line without colour."""
        if self.severity is None:
            return f"    {self.words}"
        return f"{self.place}{self.severity.name.lower()}: {self.words}"


def _lines(group: Group) -> Iterator[_Line]:
    """What is printed of a group: its first problem, where the others are, what to do."""
    first = group.first
    place = f"{shown(str(first.place))}: " if first.place.path else ""
    yield _Line(shown(first.message), place, first.severity)
    if group.others:
        other = (each for each in dict.fromkeys(group.others) if each.path and each != first.place)
        places = list(other)[: FEW - 1]
        named = ", ".join(shown(str(place)) for place in places)
        more = len(group.others) - len(places)
        rest = f" and {more:,} more" if more else ""
        yield _Line(f"also in {named}{rest}" if named else f"and {len(group.others):,} times more")
    if first.hint:
        yield _Line(shown(first.hint))


def _within(lines: list[_Line], groups: Sequence[Group]) -> list[_Line]:
    """The lines that a screen gets, and how many kinds of problems are not among them."""
    if len(lines) <= LINES:
        if any(len(group.others) >= FEW for group in groups):
            lines.append(_Line("--verbose lists every place."))
        return lines
    starts = [number for number, line in enumerate(lines) if line.severity is not None]
    end = max((start for start in starts if start <= LINES), default=0)
    left = sum(start >= end for start in starts)
    kinds = counted(left, "more kind")
    return [
        *lines[:end],
        _Line(f"{kinds} of problems; --verbose lists every one, --json for a program."),
    ]


def _print_on_terminal(lines: Iterable[_Line]) -> None:
    """The lines in colour, with hints wrapped to the terminal's width."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    for line in lines:
        if line.severity is None:
            console.print(Padding(Text(line.words), (0, 0, 0, 4)))
        else:
            word = (line.severity.name.lower(), COLOURS[line.severity])
            console.print(Text.assemble(line.place, word, f": {line.words}"), soft_wrap=True)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines without anything that could control the terminal."""
    with reader_may_leave(sys.stdout):
        for line in lines:
            print(shown(line))


def print_json(value: object) -> None:
    """Print a value as JSON of ASCII characters."""
    with reader_may_leave(sys.stdout):
        print(json.dumps(value, ensure_ascii=True, indent=2))


def summary(built: Built) -> Iterator[str]:
    """What was built, as lines for a person."""
    from anthology.catalogue import headline
    from anthology.load.project.model import left_out_in_short

    yield headline(built.book)
    if built.left_out:
        yield "Draft: placeholder pages say what is missing, and why."
        yield "Do not print it before the errors above are corrected."
    if left_out := left_out_in_short(built.skipped):
        yield f"Left out: {left_out} (-v lists them)"
    for path, size in built.files.items():
        pages = built.pages.get(path.name)
        about = counted(pages, "page") if pages else built.page_list * (path.suffix in PAGE_LISTS)
        yield f"  {path}  ({', '.join(filter(None, (_size(size), about)))})"
    yield from built.remarks


def built_json(built: Built) -> dict[str, object]:
    """What was built, as `--json` prints it."""
    return {
        "books": [
            {
                "path": str(path),
                "bytes": size,
                "pages": built.pages.get(path.name),
                "page_list": "" if path.name in built.pages else built.page_list,
            }
            for path, size in built.files.items()
        ],
        "draft": built.left_out,
        "remarks": list(built.remarks),
        "problems": [problem.as_json() for problem in built.problems],
    }


def count(problems: Sequence[Problem]) -> str:
    """“2 errors, 1 warning”, or “no problems”."""
    counts = [
        (sum(p.severity is severity for p in problems), severity.name.lower())
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(counted(n, word) for n, word in counts if n) or "no problems"


def _size(length: int) -> str:
    """A number of bytes for a person: “442 KB”."""
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{max(1, round(length / 1e3))} KB"
