"""Results that stay in memory: a preview asks for nearly the same again with every edit.

Only pure functions are remembered, by the values of their arguments. After each of its proofs a
preview begins a new turn: what two turns did not ask for is forgotten, so that a thousand edits
need no more memory than one. A process that makes one book has one turn, up to a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)

MOST = 20_000  # results of one function in one turn


class Results(Generic[Key, Result]):
    """Results by what they follow from: those that this turn asked for, or the turn before."""

    def __init__(self, most: int) -> None:
        self.most = most  # in one turn
        self.now: dict[Key, Result] = {}
        self.before: dict[Key, Result] = {}
        _ALL.append(self)

    def __contains__(self, name: Key) -> bool:
        return name in self.now or name in self.before

    def __getitem__(self, name: Key) -> Result:
        if name in self.now:
            return self.now[name]
        self[name] = found = self.before[name]
        return found

    def __setitem__(self, name: Key, result: Result) -> None:
        if len(self.now) >= self.most:
            self.turn()
        self.now[name] = result

    def turn(self) -> None:
        """Forget what only the turn before has asked for."""
        self.now, self.before = {}, self.now


_ALL: list[Results[Any, Any]] = []


def remembered(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
    """The same pure function of hashable arguments, which is not called twice for the same."""
    results: Results[tuple[*Arguments], Result] = Results(MOST)

    def recalled(*arguments: *Arguments) -> Result:
        if arguments in results.now:  # as fast as can be: a proof asks for 30,000
            return results.now[arguments]
        if arguments not in results:
            results[arguments] = function(*arguments)
        return results[arguments]

    return recalled


def turn() -> None:
    """Forget what was not asked for since the last turn but one."""
    for results in _ALL:
        results.turn()
