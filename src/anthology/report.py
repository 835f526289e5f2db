"""What went wrong, as values: a Problem has a place, a message and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum


class Severity(IntEnum):
    """How bad a problem is; a higher value is worse."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, order=True)
class Place:
    """A path relative to the project, and a line from 1 where it is known.

    `line` 0 is the whole file, `path` "" the whole book.
    """

    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Place()  # the whole book


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
        """The key that problems are sorted by: file, line, severity (worst first) and message."""
        return self.place.path, self.place.line, -self.severity, self.message

    @property
    def of_the_book(self) -> bool:
        """Whether it concerns the book and not a single manuscript."""
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
    """A warning about something unclear, which must be settled before a release."""
    return Problem(Severity.WARNING, place, message, hint, question=True)


def note(place: Place, message: str, hint: str = "") -> Problem:
    """Something worth knowing that is not a mistake."""
    return Problem(Severity.NOTE, place, message, hint)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without duplicates, by file, line, severity (worst first) and message."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.rank))


FEW = 3  # a warning in more places than this is printed once, with their number


def grouped(problems: Iterable[Problem]) -> tuple[tuple[Problem, int], ...]:
    """Each problem to print, and in how many more places it occurs.

    Every error is printed. A warning or note with the same words in more than `FEW` places
    is printed once, at the first of them.
    """
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(replace(problem, place=NOWHERE), []).append(problem)
    chosen = []
    for group in alike.values():
        if len(group) > FEW and group[0].severity < Severity.ERROR:
            chosen.append((group[0], len(group) - 1))
        else:
            chosen += [(problem, 0) for problem in group]
    return tuple(sorted(chosen, key=lambda one: one[0].rank))


class Refused(Exception):
    """The author's mistakes: raised at the end of a stage that cannot go on; `cli` catches it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = ordered(problems)


def counted(number: int, noun: str) -> str:
    """“1 review”, “1,200 reviews”."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def shown(text: str) -> str:
    """`text` made safe for a terminal or a log: control and bidi characters are escaped.

    Every string from a manuscript or a file name passes through it on its way to a screen.
    """
    return "".join(_escaped(c) if _drives_terminal(c) else c for c in text)


def _drives_terminal(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or (
        unicodedata.bidirectional(character)
        in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
