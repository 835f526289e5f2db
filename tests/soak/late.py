"""Tasks that take longer than they may: in this process nothing ends them, so they are noted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from anthology.pool import UNLIMITED, Limits, Pending, Pool


@contextmanager
def noted() -> Iterator[list[str]]:
    """A while in which tasks are timed; yields what was late, in words, as far as it has come."""
    found: list[str] = []
    submit = Pool.submit

    def timed(function: Callable[[Any], Any], allowed: float, task: Any) -> Any:
        start = time.process_time()
        try:
            return function(task)
        finally:
            if (taken := time.process_time() - start) > allowed:
                name = getattr(task, "id", type(task).__name__)
                found.append(f"{name} took {taken:.1f} s, {allowed:.1f} were allowed")

    def submitted(
        pool: Pool,
        function: Callable[[Any], Any],
        tasks: Sequence[Any],
        limits: Limits = UNLIMITED,
        *rest: Any,
        **named: Any,
    ) -> Pending[Any]:
        if pool.jobs == 0 and limits.seconds is not None:
            function = partial(timed, function, limits.seconds)
        return submit(pool, function, tasks, limits, *rest, **named)

    Pool.submit = submitted  # type: ignore[assignment, method-assign]
    try:
        yield found
    finally:
        Pool.submit = submit  # type: ignore[method-assign]
