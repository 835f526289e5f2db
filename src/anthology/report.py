"""What went wrong, as values: a Problem has a place, a message and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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
    one_remedy: bool = False  # for all places with these words: it is printed once
    edition: str = ""  # the one that it concerns: "print"; "" for all

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


FEW = 3  # places that are named of problems that are alike
LINES = 30  # of problems that a screen gets
_VALUE = re.compile(
    r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]|\S*(?:[/#{}%&=@<>\[\]~\\]|\w\.\w)\S*|\d+(?:[.,:]\d+)*|: .*"
)


@dataclass(frozen=True)
class Group:
    """Problems that are printed as one."""

    first: Problem
    others: tuple[Place, ...] = ()  # where the same, or one like it, was found as well


def grouped(problems: Iterable[Problem], lines: int = LINES) -> tuple[Group, ...]:
    """The problems as they are printed: worst first in their files, repeated ones together.

    Warnings or notes of one kind in more than `FEW` places are one group: those whose words are
    the same, or differ in values alone (what stands in quotation marks, numbers, paths,
    addresses, tags). So is everything with the same words that has `one_remedy`. Where all would
    take more than so many `lines`, two places are a group, and errors are grouped as well.
    """
    found = tuple(problems)
    few = _grouped(found, _kind, FEW)
    if sum(map(_lines, few)) <= lines:
        return few
    return _grouped(found, _kind, 1)


def _grouped(
    problems: Iterable[Problem], key: Callable[[Problem], Problem], few: int
) -> tuple[Group, ...]:
    """The problems by key; with `few` or fewer in a group, or errors of one wording, singly."""
    alike: dict[Problem, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(key(problem), []).append(problem)
    groups: list[Group] = []
    for first, *others in alike.values():
        single = len(others) < few or (few > 1 and first.severity is Severity.ERROR)
        if single and not first.one_remedy:
            groups += map(Group, (first, *others))
        else:
            groups.append(Group(first, tuple(other.place for other in others)))
    return tuple(sorted(groups, key=lambda group: group.first.rank))


def _kind(problem: Problem) -> Problem:
    """The problem without the values in its words."""
    message, hint = (_VALUE.sub("", text) for text in (problem.message, problem.hint))
    return Problem(problem.severity, NOWHERE, message, hint)


def _lines(group: Group) -> int:
    return 1 + bool(group.first.hint)


SHORT_OF_MEMORY = error(
    NOWHERE,
    "the machine has too little free memory, or somebody ended a process of this build",
    "Close other programs, or try --jobs 1. No manuscript is to blame.",
)


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
