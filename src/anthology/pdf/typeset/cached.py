"""What workers make and the cache keeps: only what is not there is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from anthology.cache import Cache
from anthology.pool import UNLIMITED, Failure, Limits, Pool

Task = TypeVar("Task")


@dataclass(frozen=True)
class Begun:
    """Results by their names, of which workers have begun to make the missing ones."""

    names: Sequence[str]
    cache: Cache
    found: list[bytes | Failure | None]
    missing: tuple[int, ...]
    run: Callable[[], list[bytes | Failure]]

    def results(self) -> list[bytes | Failure]:
        """All of them, in the order of their names; waits for those that were missing."""
        for i, result in zip(self.missing, self.run(), strict=True):
            self.found[i] = result
            if not isinstance(result, Failure):
                self.cache.put(self.names[i], result)
        return [result for result in self.found if result is not None]


def begin(  # noqa: PLR0913  those of the workers, and where results are kept
    function: Callable[[Task], bytes],
    tasks: Sequence[Task],
    names: Sequence[str],
    pool: Pool,
    cache: Cache,
    *,
    limits: Limits = UNLIMITED,
    batch: int = 1,
    modules: tuple[str, ...] = (),
    size: Callable[[Task], int] = lambda _: 0,
) -> Begun:
    """What `function` makes of each task, kept under its name; the largest are made first."""
    found: list[bytes | Failure | None] = [cache.get(name) for name in names]
    missing = [i for i, data in enumerate(found) if data is None]
    missing.sort(key=lambda i: -size(tasks[i]))
    run = pool.begin(function, [tasks[i] for i in missing], limits, batch, modules)
    return Begun(names, cache, found, tuple(missing), run)
