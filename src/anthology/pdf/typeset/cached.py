"""Run tasks in the pool, except those whose result is in the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from anthology.cache import Cache
from anthology.pool import UNLIMITED, Failure, Limits, Pool
from anthology.pool.worker import Task


@dataclass(frozen=True)
class Job(Generic[Task]):
    """A function and its tasks, each with the cache key of its result."""

    function: Callable[[Task], bytes]
    tasks: Sequence[Task]
    keys: Sequence[str]
    limits: Limits = UNLIMITED  # of each task
    batch: int = 1  # tasks in one message to a worker
    modules: tuple[str, ...] = ()  # those that the function needs and that take long to import
    size: Callable[[Task], int] = lambda _: 0  # the largest tasks are begun first


@dataclass(frozen=True)
class Pending:
    """The results of a job: those that were cached, and those that workers are working on."""

    keys: Sequence[str]
    cache: Cache
    cached: Sequence[bytes | None]
    missing: tuple[int, ...]  # the tasks that were not cached, in the order of `wait`
    wait: Callable[[], list[bytes | Failure]]

    def results(self) -> list[bytes | Failure]:
        """The results in the order of the tasks, after waiting for those that were missing."""
        fresh = dict(zip(self.missing, self.wait(), strict=True))
        for number, result in fresh.items():
            if not isinstance(result, Failure):
                self.cache.put(self.keys[number], result)
        found = (fresh.get(number, data) for number, data in enumerate(self.cached))
        return [result for result in found if result is not None]


def submit(job: Job[Task], pool: Pool, cache: Cache) -> Pending:
    """Start the tasks of a job whose results are not cached."""
    cached = [cache.get(key) for key in job.keys]
    missing = [number for number, data in enumerate(cached) if data is None]
    missing.sort(key=lambda number: -job.size(job.tasks[number]))
    tasks = [job.tasks[number] for number in missing]
    wait = pool.begin(job.function, tasks, job.limits, job.batch, job.modules)
    return Pending(job.keys, cache, cached, tuple(missing), wait)
