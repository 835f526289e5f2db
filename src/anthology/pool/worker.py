"""The life of a child process: it takes tasks, answers each, and keeps to its limits."""

from __future__ import annotations

import ctypes
import gc
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pickle import dumps
from typing import Any, TypeVar

from anthology.memory import is_sparing
from anthology.pool.life import be_silent, end_with_parent
from anthology.pool.memory import is_for_memory
from anthology.pool.stack import with_room

Task = TypeVar("Task")
Result = TypeVar("Result")

MEGABYTE = 1 << 20
# A child that has grown by this much is replaced, so that memory is given back; sooner where it is
# spared, since a child begins with what its parent has, which is much then.
RETIREMENT_MB, EARLY_RETIREMENT_MB = 200, 100
# Linux, posix-cpu-timers.h: MAKE_PROCESS_CPUCLOCK(0, CPUCLOCK_PROF), of this process.
TICKS = ~0 << 3
OFTEN = (700, 10, 10)  # Python's own thresholds: what one task leaves must not add to the next


@dataclass(frozen=True)
class Failure:
    """Why a task has no result: `reason` completes the sentence "the review ..."."""

    reason: str  # "took longer than 10 s"
    trace: str = ""  # the traceback of an exception: a bug of ours; "" when the child died
    of_machine: bool = False  # whether the task is not to blame: the memory is short


class ShortOfMemory(Exception):
    """The machine has too little memory for the work, whatever the task."""


@dataclass(frozen=True)
class Limits:
    """What one task may cost; None: no limit."""

    seconds: float | None = None  # of processor time
    memory_mb: int | None = None  # beyond what the child has when the task starts


def serve(pipe: Connection, inherited: list[Connection], scratch: str) -> None:
    """The life of a child: take tasks, answer each, until the parent is gone."""
    for other in inherited:
        other.close()
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    tempfile.tempdir = scratch
    be_silent()
    gc.set_threshold(*OFTEN)
    heavy = _peak_mb() + (EARLY_RETIREMENT_MB if is_sparing() else RETIREMENT_MB)
    function: Callable[..., Any] = limited
    leaving = False
    with suppress(EOFError, OSError):
        while not leaving:
            message = pipe.recv()
            if callable(message):
                function = message
                continue
            limits, tasks = message
            for left, task in zip(reversed(range(len(tasks))), tasks, strict=True):
                answer = limited(function, task, limits)
                leaving = left == 0 and _peak_mb() > heavy
                pipe.send_bytes(_packed(answer, leaving))
            del message, tasks, task, answer  # they may be large, and so may be the next ones


def give_back() -> None:
    """Give memory that is free to the system; glibc would keep it for this process (mallopt(3))."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library, which may not
            ctypes.CDLL(None).malloc_trim(0)


def attempt(
    function: Callable[[Task], Result], task: Task, limits: Limits = Limits()
) -> Result | Failure:
    """What `function` makes of the task, or why it makes nothing."""
    try:
        return with_room(function, task)
    except RecursionError:
        return Failure("is nested too deeply")
    except Exception as error:  # noqa: BLE001  the parent decides what to do with a bug
        if is_for_memory(error):
            return _short_of_memory(limits)
        return Failure(f"{type(error).__name__}: {error}", traceback.format_exc())


def _short_of_memory(limits: Limits) -> Failure:
    if is_lowered(limits):
        return Failure("needed more memory than the system allows", of_machine=True)
    return Failure(f"needed more than {limits.memory_mb} MB of memory")


def limited(function: Callable[[Any], Any], task: object, limits: Limits) -> object:
    """What `attempt` returns, under the limits of the operating system."""
    _set_limits(limits)
    try:
        return attempt(function, task, limits)
    finally:
        _lift_limits()


def _packed(answer: object, leaving: bool) -> bytes:
    try:
        return dumps((answer, leaving), -1)
    except Exception as error:  # noqa: BLE001  a result that cannot be sent is a bug of ours
        return dumps((Failure(f"no result to send: {error}", traceback.format_exc()), leaving))


def _set_limits(limits: Limits) -> None:
    if limits.seconds is not None:
        _limit(resource.RLIMIT_CPU, int(_used() + limits.seconds) + 1)
    if limits.memory_mb is not None and sys.platform == "linux":
        _limit(resource.RLIMIT_AS, address_space() + limits.memory_mb * MEGABYTE)


def _used() -> float:
    """Seconds of processor time so far, as the system counts them for RLIMIT_CPU.

    Linux compares that limit with ticks of its clock, and hardly ever are those as many as what
    getrusage(2) tells: one in a hundred more is seconds in a child that has lived for long.
    """
    if sys.platform == "linux":
        return time.clock_gettime(TICKS)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def is_lowered(limits: Limits) -> bool:
    """Whether somebody allows us less memory than the limit of a task (`ulimit -v`)."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if limits.memory_mb is None:
        return True
    needed = address_space() + limits.memory_mb * MEGABYTE if sys.platform == "linux" else 0
    return hard != resource.RLIM_INFINITY and hard < needed


def _lift_limits() -> None:
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _limit(kind, resource.getrlimit(kind)[1])


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = hard if value == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, hard))


def address_space() -> int:
    """Bytes of address space in use."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  called for every task
        return int(file.read().split()[0]) * resource.getpagesize()


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform == "linux" else peak / MEGABYTE
