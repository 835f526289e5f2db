"""Work for the pool whose results the cache keeps: only what it lacks is submitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from anthology.cache import Cache
from anthology.pool import UNLIMITED, Failure, Limits, Pending, Pool

Task = TypeVar("Task")


@dataclass(frozen=True)
class Work(Generic[Task]):
    """A function for many tasks, and the cache key of each task's result."""

    function: Callable[[Task], bytes]
    tasks: Sequence[Task]
    keys: Sequence[str]
    limits: Limits = UNLIMITED
    batch: int = 1
    size: Callable[[Task], int] = lambda _: 0  # the largest tasks are submitted first


@dataclass(frozen=True)
class Submitted:
    """Results on their way, and which of them the cache lacked."""

    results: Pending[list[bytes | Failure]]  # in the order of the tasks
    missing: tuple[int, ...]


def submit(work: Work[Task], pool: Pool, cache: Cache) -> Submitted:
    """The results of some work: those in the cache, and those on their way from the pool."""
    found: list[bytes | Failure | None] = [cache.get(name) for name in work.keys]
    missing = [i for i, data in enumerate(found) if data is None]
    missing.sort(key=lambda i: -work.size(work.tasks[i]))
    pending = pool.submit(work.function, [work.tasks[i] for i in missing], work.limits, work.batch)

    def complete(results: list[bytes | Failure]) -> list[bytes | Failure]:
        for i, result in zip(missing, results, strict=True):
            found[i] = result
            if not isinstance(result, Failure):
                cache.put(work.keys[i], result)
        return [result for result in found if result is not None]

    return Submitted(pending.then(complete), tuple(missing))
