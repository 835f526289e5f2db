"""Which child works on what and until when: the children, and the runs whose tasks they have."""

from __future__ import annotations

import math
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic

from anthology.pool.worker import Failure, Limits, Result, Task, is_lowered

# The limit is on processor time, which does not depend on how busy the machine is; a task
# that sleeps (a pipe instead of a file) is ended after this many times its limit, unless it
# gets this share of a processor: then the machine is busy, and its own limit ends it.
PATIENCE = 4
SHARE = 0.02


@dataclass
class Child:
    """A process at work, the parent's end of its pipe and the tasks it has not answered."""

    process: BaseProcess
    pipe: Connection
    knows: object = None  # the name of the last run whose function it was sent
    modules: set[str] = field(default_factory=set)  # of the runs it has worked for
    owner: Run[Any, Any] | None = None  # the run whose tasks are in its queue
    queue: deque[int] = field(default_factory=deque)
    since: float = 0.0  # monotonic seconds: when its current task began, or was given more time
    used: float | None = None  # seconds of processor time, when we looked whether it gets on
    overdue: bool = False  # we ended it


def as_it_is(_: int, result: Result) -> Result:
    """The result that is kept of the task at a position, where nothing else is said."""
    return result


def retained(keep: Callable[[int, Any], Any], number: int, answer: Any) -> Any:
    """What is kept of an answer to the task at that position."""
    return answer if isinstance(answer, Failure) else keep(number, answer)


@dataclass(eq=False)
class Run(Generic[Task, Result]):
    """One call of `Pool.submit`: what is still to do, and what came back."""

    function: bytes
    tasks: Sequence[Task]
    limits: Limits
    batch: int
    modules: tuple[str, ...]  # that the function imports and that are large
    waiting: deque[int]
    keep: Callable[[int, Result], Result] = as_it_is  # what stays of each result
    results: dict[int, Result | Failure] = field(default_factory=dict)
    name: object = field(default_factory=object)  # it is itself and no other

    @property
    def is_done(self) -> bool:
        """Whether every task has a result."""
        return len(self.results) == len(self.tasks)


def begins(child: Child) -> None:
    """Count from now what the child's task takes."""
    child.since, child.used = time.monotonic(), None


def gets_on(child: Child) -> bool:
    """Whether a late child works, if slowly, and was given more time: as much as its limit is."""
    limits = child.owner.limits if child.owner else None
    seconds = (limits and limits.seconds) or 0.0
    state, used = _progress(child.process)
    before, child.used = child.used, used
    is_working = before is None or used - before >= SHARE * seconds or state == "R"
    child.since += seconds * is_working
    return is_working


def _progress(process: BaseProcess) -> tuple[str, float]:
    """The state of a process, "R" where it would run, and its seconds of processor time so far."""
    try:
        stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:  # no Linux
        return "", 0.0
    user, system = map(int, stat[11:13])
    return stat[0], (user + system) / os.sysconf("SC_CLK_TCK")


def deadline(child: Child) -> float:
    """When a child's task has had its time; monotonic seconds."""
    seconds = child.owner.limits.seconds if child.owner else None
    return math.inf if seconds is None else child.since + seconds * PATIENCE


def time_left(busy: Iterable[Child]) -> float:
    """Seconds until the first of these children is overdue."""
    first = min(map(deadline, busy), default=math.inf)
    return max(0.0, first - time.monotonic()) + 0.05


def cause_of_death(child: Child, limits: Limits) -> Failure:
    """Why the task that a child had when it ended has no result."""
    code = child.process.exitcode or 0
    if child.overdue or code == -signal.SIGXCPU:
        allowed = "the system allows" if limits.seconds is None else f"{limits.seconds:g} s"
        return Failure(f"took longer than {allowed}")
    if code == -signal.SIGKILL:  # by the system, which had no memory left, or by a person
        return Failure("was worked on by a process that somebody killed", of_machine=True)
    if code < 0:
        short = limits.memory_mb is not None and is_lowered(limits)  # C libraries crash then
        return Failure(
            f"crashed the process that worked on it ({signal.Signals(-code).name})", "", short
        )
    return Failure(f"ended the process that worked on it (exit code {code})")
