"""A value on its way: what was submitted to a pool and is waited for later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)
Next = TypeVar("Next")


@dataclass(frozen=True)
class Pending(Generic[Value_co]):
    """A value that is being produced."""

    is_done: Callable[[], bool]  # whether `result` would return at once
    result: Callable[[], Value_co]  # the value; waits for it, and may raise Refused

    def then(self, function: Callable[[Value_co], Next]) -> Pending[Next]:
        """What `function` returns for the value, called when the result is taken."""
        return Pending(self.is_done, lambda: function(self.result()))

    @staticmethod
    def of(value: Next) -> Pending[Next]:
        """A value that is there already."""
        return Pending(lambda: True, lambda: value)
