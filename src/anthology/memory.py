"""Results that stay in memory: a preview asks for nearly the same again with every edit.

Only pure functions are remembered, by the values of their arguments. After each of its proofs a
preview begins a new turn: what two turns did not ask for is forgotten, so that a thousand edits
need no more memory than one. A process that makes one book has one turn, up to a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

MOST = 20_000  # results of one function in one turn


@dataclass
class _Results:
    """Those of one function by its arguments: of this turn, and of the turn before."""

    now: dict[Hashable, Any] = field(default_factory=dict)
    before: dict[Hashable, Any] = field(default_factory=dict)

    def turn(self) -> None:
        self.now, self.before = {}, self.now


_ALL: list[_Results] = []


def remembered(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
    """The same pure function of hashable arguments, which is not called twice for the same."""
    results = _Results()
    _ALL.append(results)

    def recalled(*arguments: *Arguments) -> Result:
        now = results.now
        if arguments in now:
            found: Result = now[arguments]
            return found
        before = results.before
        found = before[arguments] if arguments in before else function(*arguments)
        if len(now) >= MOST:
            results.turn()
        results.now[arguments] = found
        return found

    return recalled


def turn() -> None:
    """Forget what was not asked for since the last turn but one."""
    for results in _ALL:
        results.turn()
