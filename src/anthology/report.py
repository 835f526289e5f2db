"""What went wrong, as values: a Problem has a place, a message and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum


class Severity(IntEnum):
    """How bad a problem is; the order is the order of gravity."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a path relative to the project, and a line from 1 where known.

    `line` is 0 where the whole file is meant; `path` is "" where the whole book is.
    """

    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Place()  # the whole book is meant


@dataclass(frozen=True)
class Problem:
    """One mistake or remark. `hint` says what to do about it, and may be empty."""

    severity: Severity
    place: Place
    message: str
    hint: str = ""
    question: bool = False  # only the editor can answer it; a release waits for the answer
    trace: str = field(default="", repr=False)  # where our code failed, if it is a bug of ours

    @property
    def rank(self) -> tuple[str, int, int, str]:
        """What problems are sorted by: file, line, gravity (worst first) and message."""
        return self.place.path, self.place.line, -self.severity, self.message

    @property
    def of_the_book(self) -> bool:
        """Whether it concerns the book and no single manuscript."""
        return self.place.path in {"", "anthology.toml"}

    def as_json(self) -> dict[str, object]:
        """The problem as `--json` prints it."""
        return {
            "severity": self.severity.name.lower(),
            "path": self.place.path,
            "line": self.place.line,
            "message": self.message,
            "hint": self.hint,
        }


def error(place: Place, message: str, hint: str = "", trace: str = "") -> Problem:
    """A problem that stops the build at the end of its stage."""
    return Problem(Severity.ERROR, place, message, hint, trace=trace)


def warning(place: Place, message: str, hint: str = "") -> Problem:
    """A problem that the book survives; `--strict` makes it stop the build."""
    return Problem(Severity.WARNING, place, message, hint)


def question(place: Place, message: str, hint: str = "") -> Problem:
    """A warning about what is not clear, and must be before the book is released."""
    return Problem(Severity.WARNING, place, message, hint, question=True)


def note(place: Place, message: str, hint: str = "") -> Problem:
    """Something worth knowing that is no fault."""
    return Problem(Severity.NOTE, place, message, hint)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions, by file, line, gravity (worst first) and message."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.rank))


FEW = 3  # so often a remark is repeated; after that it is counted


def gathered(problems: Iterable[Problem]) -> tuple[tuple[Problem, int], ...]:
    """Each problem, and how many more places it stands for.

    Errors stand for themselves. A warning or note that is word for word the same in more
    than `FEW` places is told once, at the first of them.
    """
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, place=NOWHERE), []).append(problem)
    told = []
    for group in alike.values():
        if len(group) > FEW and group[0].severity < Severity.ERROR:
            told.append((group[0], len(group) - 1))
        else:
            told += [(problem, 0) for problem in group]
    return tuple(sorted(told, key=lambda one: one[0].rank))


class Refused(Exception):
    """The author's mistakes: raised at the end of a stage that cannot go on, caught in `cli`."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = ordered(problems)


def counted(number: int, noun: str) -> str:
    """“1 review”, “1,200 reviews”."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def shown(text: str) -> str:
    """`text` safe for a terminal or a log: control and bidi characters are spelled out.

    The one place through which strings from manuscripts and file names reach a screen.
    """
    return "".join(_spelled(c) if _drives_terminal(c) else c for c in text)


def _drives_terminal(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or (
        unicodedata.bidirectional(character)
        in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    )


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
