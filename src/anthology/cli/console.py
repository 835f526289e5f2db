"""The screen: problems, lines and JSON, for a person and for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from anthology.report import Problem, Severity, counted, grouped, shown

if TYPE_CHECKING:
    from anthology.build import Built

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_problems(problems: Sequence[Problem], *, every: bool = False) -> None:
    """Print problems to standard error; repeated ones once, unless `every` one is wanted."""
    rows = [(problem, 0) for problem in problems] if every else grouped(problems)
    if rows and sys.stderr.isatty():
        _print_on_terminal(rows)
        return
    for problem, more in rows:
        hint = f"\n    {shown(problem.hint)}" if problem.hint else ""
        word = problem.severity.name.lower()
        print(f"{_place(problem)}{word}: {_message(problem, more)}{hint}", file=sys.stderr)


def _print_on_terminal(rows: Iterable[tuple[Problem, int]]) -> None:
    """The same in colour, with hints wrapped to the terminal's width."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(stderr=True, highlight=False)
    for problem, more in rows:
        word = (problem.severity.name.lower(), COLOURS[problem.severity])
        line = Text.assemble(_place(problem), word, f": {_message(problem, more)}")
        console.print(line, soft_wrap=True)
        if problem.hint:
            console.print(Padding(Text(shown(problem.hint)), (0, 0, 0, 4)))


def _place(problem: Problem) -> str:
    return f"{shown(str(problem.place))}: " if problem.place.path else ""


def _message(problem: Problem, more: int) -> str:
    others = f" (and in {more} more places, which --verbose lists)" if more else ""
    return shown(problem.message) + others


def print_lines(lines: Iterable[str]) -> None:
    """Print lines without anything that could control the terminal."""
    for line in lines:
        print(shown(line))


def print_json(value: object) -> None:
    """Print a value as JSON of ASCII characters."""
    print(json.dumps(value, ensure_ascii=True, indent=2))


def summary(built: Built) -> Iterator[str]:
    """What was built, as lines for a person."""
    from anthology.catalogue import headline

    yield headline(built.book)
    if built.left_out:
        yield "Draft: placeholder pages say what is missing, and why."
    for path, size in built.files.items():
        pages = built.pages.get(path.name)
        yield f"  {path}  ({_size(size)}, {f'{pages} pages' if pages else built.page_list})"


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
