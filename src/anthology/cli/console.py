"""The screen: problems, lines and JSON as a person and a program read them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from anthology.report import Problem, Severity, counted, grouped, shown

if TYPE_CHECKING:
    from anthology.build import Built

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def print_problems(problems: Sequence[Problem], *, every: bool = False) -> None:
    """Print them, those that repeat one another once, unless `every` one is wanted."""
    for problem, more in [(p, 0) for p in problems] if every else grouped(problems):
        print(_told(problem, more), file=sys.stderr)


def _told(problem: Problem, more: int) -> str:
    word = problem.severity.name.lower()
    if sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        word = f"\x1b[{COLOURS[problem.severity]}m{word}\x1b[0m"
    place = f"{shown(str(problem.place))}: " if problem.place.path else ""
    hint = f"\n    {shown(problem.hint)}" if problem.hint else ""
    others = f" (and in {more} more places, which --verbose lists)" if more else ""
    return f"{place}{word}: {shown(problem.message)}{others}{hint}"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, none of which can drive the terminal."""
    for line in lines:
        print(shown(line))


def print_json(value: object) -> None:
    """Print a value as JSON of ASCII characters."""
    print(json.dumps(value, ensure_ascii=True, indent=2))


def summary(built: Built) -> Iterator[str]:
    """What was made, as lines for a person."""
    from anthology.catalogue import headline

    yield headline(built.book)
    if built.left_out:
        yield "A draft: pages of it say what is missing, and why."
    for path, size in built.files.items():
        pages = built.pages.get(path.name)
        yield f"  {path}  ({_size(size)}, {f'{pages} pages' if pages else built.page_list})"


def built_json(built: Built) -> dict[str, object]:
    """What was made, as `--json` prints it."""
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
    """“2 errors, 1 warning”, or “no problem”."""
    counts = [
        (sum(p.severity is severity for p in problems), severity.name.lower())
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(counted(n, word) for n, word in counts if n) or "no problem"


def _size(length: int) -> str:
    """A file's length in bytes as a person says it: “442 KB”."""
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{max(1, round(length / 1e3))} KB"
