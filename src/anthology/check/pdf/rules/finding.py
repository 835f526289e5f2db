"""A rule that is broken somewhere, and the rules there are."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from anthology.check.pdf.facts import Box
from anthology.report import Severity


@dataclass(frozen=True)
class Rule:
    """A rule: how bad it is to break it, what is wrong, what the press does, what helps."""

    name: str
    severity: Severity
    message: str
    press: str
    hint: str


@dataclass(frozen=True)
class Finding:
    """A rule that is broken: on which page, 0 for the whole file, in which place, and how."""

    rule: Rule
    detail: str = ""
    page: int = 0
    box: Box | None = None
    severity: Severity = Severity.ERROR
    pixels: tuple[int, int] = (0, 0)  # of the picture that it is about


@cache
def rules() -> dict[str, Rule]:
    """All rules by name."""
    rows = tomllib.loads(files(__package__).joinpath("rules.toml").read_text("utf-8"))
    return {
        name: Rule(name, Severity[row.pop("severity").upper()], **row) for name, row in rows.items()
    }


def found(
    name: str,
    detail: str = "",
    page: int = 0,
    box: Box | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of the rule of that name, as bad as the rule says unless it is given."""
    rule = rules()[name]
    return Finding(rule, detail, page, box, rule.severity if severity is None else severity)
