"""What went wrong, as values: a Problem has a place, a message and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
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


def error(place: Place, message: str, hint: str = "") -> Problem:
    """A problem that stops the build at the end of its stage."""
    return Problem(Severity.ERROR, place, message, hint)


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
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place.path, p.place.line, -p.severity, p.message)))


class Refused(Exception):
    """The author's mistakes: raised at the end of a stage that cannot go on, caught in `cli`."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = ordered(problems)


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
