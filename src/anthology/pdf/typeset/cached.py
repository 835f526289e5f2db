"""Run tasks in the pool, except those whose result is in the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast
from weakref import WeakValueDictionary

from anthology.cache import Cache
from anthology.pool import UNLIMITED, Failure, Limits, Pending, Pool
from anthology.report import NOWHERE, Problem, Refused, error

Task = TypeVar("Task")
Result = TypeVar("Result")
# Results by their keys, as long as somebody holds them: a preview holds those of its last proof.
IN_USE: WeakValueDictionary[str, Any] = WeakValueDictionary()
NO_LIBRARY = "cannot load library"  # as cffi says it


@dataclass(frozen=True)
class Work(Generic[Task]):
    """A function for many tasks, and the cache key of each task's result."""

    function: Callable[[Task], bytes]
    tasks: Sequence[Task]
    keys: Sequence[str]
    limits: Limits = UNLIMITED  # of each task
    batch: int = 1  # tasks in one message to a worker
    size: Callable[[Task], int] = lambda _: 0  # the largest tasks are submitted first


@dataclass(frozen=True)
class Submitted(Generic[Result]):
    """The results of some work, and which of them were not in the cache."""

    results: Pending[list[Result | Failure]]  # in the order of the tasks
    missing: tuple[int, ...]  # the positions of their tasks


def submit_unpacked(
    work: Work[Task], unpack: Callable[[bytes], Result], pool: Pool, cache: Cache
) -> Submitted[Result]:
    """The same with unpacked results: those in use are neither read nor unpacked again."""
    found: list[Result | Failure | None] = [IN_USE.get(name) for name in work.keys]
    others = [i for i, result in enumerate(found) if result is None]
    tasks, keys = [work.tasks[i] for i in others], [work.keys[i] for i in others]

    def keep(name: str, data: bytes) -> Result:
        IN_USE[name] = result = unpack(data)
        return result

    submitted = _submit(replace(work, tasks=tasks, keys=keys), keep, pool, cache)

    def complete(results: list[Result | Failure]) -> list[Result | Failure]:
        for i, result in zip(others, results, strict=True):
            found[i] = result
        return [result for result in found if result is not None]

    missing = tuple(others[i] for i in submitted.missing)
    return Submitted(submitted.results.then(complete), missing)


def submit(work: Work[Task], pool: Pool, cache: Cache) -> Submitted[bytes]:
    """Submit the tasks of some work whose results are not in the cache."""
    return _submit(work, lambda _, data: data, pool, cache)


def _submit(
    work: Work[Task], keep: Callable[[str, bytes], Result], pool: Pool, cache: Cache
) -> Submitted[Result]:
    """The same, with what `keep` makes of each key and result, which may be let go then."""
    pairs = zip(work.keys, cache.each(work.keys), strict=True)
    found: list[Result | Failure | None]
    found = [None if data is None else keep(name, data) for name, data in pairs]
    missing = [i for i, result in enumerate(found) if result is None]
    missing.sort(key=lambda i: -work.size(work.tasks[i]))

    def cached(number: int, data: bytes) -> Result:
        name = work.keys[missing[number]]
        cache.put(name, data)
        return keep(name, data)

    tasks, function = [work.tasks[i] for i in missing], cast("Callable[[Task], Any]", work.function)
    pending = pool.submit(function, tasks, work.limits, work.batch, cached)

    def complete(results: list[Result | Failure]) -> list[Result | Failure]:
        for i, result in zip(missing, results, strict=True):
            if isinstance(result, Failure) and NO_LIBRARY in result.reason:
                raise Refused(_no_library(result.reason))
            found[i] = result
        return [result for result in found if result is not None]

    return Submitted(pending.then(complete), tuple(missing))


def _no_library(reason: str) -> Problem:
    """Pango or another library of the system is missing: nobody's bug, and no section's fault."""
    message = f"pages cannot be typeset, since a library of the system is missing ({reason})"
    return error(NOWHERE, message, "Run “anthology doctor”: it names what to install.")
