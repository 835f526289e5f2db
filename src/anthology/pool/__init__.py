"""Processes that work on many tasks at once and may die without harm to the others.

Manuscripts are untrusted: one can crash the interpreter, run for ever or ask for all the
memory. So the work on each happens in a child process under limits of the operating
system; a child's death is the failure of one task, in words, and another child goes on.

The parent has one pipe to each child and no thread, so that forking stays safe. Which
child does what never shows in a result: results come back in the order of their tasks.
What was begun goes on while the parent does other things, as far as its children have
tasks in hand.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing.connection import wait
from pickle import dumps
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from anthology.pool.state import Child, Run, cause_of_death, deadline, time_left, waits_for_its_turn
from anthology.pool.worker import (
    INTERRUPTS,
    Failure,
    Limits,
    Result,
    Task,
    attempt,
    give_back,
    serve,
)

UNLIMITED = Limits()


__all__ = ["UNLIMITED", "Failure", "Limits", "Workers", "usable_cores"]


def usable_cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """A group of child processes, started with the first tasks and ended with the block.

    `jobs` children work at once; None: one a usable core; 0: the tasks are done in this
    process, without limits.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = usable_cores() if jobs is None else jobs
        self._children: list[Child] = []
        # What libraries leave in the temporary folder goes with the children, who are killed.
        self._scratch: TemporaryDirectory[str] | None = None
        self._runs: list[Run[Any, Any]] = []  # those that are not finished
        self._later: deque[Callable[[], object]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for child in self._children:
            child.process.kill()  # nothing is lost: what they keep is kept whole or not at all
        for child in self._children:
            child.process.join()
            child.pipe.close()
        self._children.clear()
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def run(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        seconds: float | None = None,
        memory_mb: int | None = None,
        batch: int = 1,
    ) -> list[Result | Failure]:
        """What `function` makes of each task, or the Failure that came instead, in order.

        `function` is sent to each child once, so `functools.partial` may bind to it what
        all tasks share. `batch` tasks at most are sent in one message: more than one pays
        for tasks of a few milliseconds. The limits are for each task.
        """
        return self.begin(function, tasks, Limits(seconds, memory_mb), batch)()

    def begin(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        limits: Limits = UNLIMITED,
        batch: int = 1,
        modules: tuple[str, ...] = (),
    ) -> Callable[[], list[Result | Failure]]:
        """The same, begun: what comes back gives the results, and waits for them.

        `modules` take long to import: few tasks wait for the children that have them.
        """
        if self.jobs == 0:
            done = [attempt(function, task) for task in tasks]
            return lambda: done
        waiting = deque(range(len(tasks)))
        run = Run[Task, Result](dumps(function, -1), tasks, limits, batch, modules, waiting)
        self._runs.append(run)
        self._go_on()
        return lambda: self._finished(run)

    def prepare(self, *modules: str) -> None:
        """Have a child import those modules, if none has, while this process does other things."""
        if self.jobs and not any(child.modules.issuperset(modules) for child in self._children):
            self.begin(_import, [modules], modules=modules)

    def meanwhile(self, *steps: Callable[[], object]) -> None:
        """Take those steps in this process, once it would only wait; what comes of them is lost."""
        self._later.extend(steps)

    def _finished(self, run: Run[Task, Result]) -> list[Result | Failure]:
        while len(run.results) < len(run.tasks):
            for each in self._runs:
                self._hand_out(each)
            self._gather(0 if self._later else math.inf)
            if self._later:
                self._later.popleft()()
        if run in self._runs:
            self._runs.remove(run)
        return [run.results[index] for index in range(len(run.tasks))]

    def _go_on(self) -> None:
        """Take what is done, and hand out what is waiting."""
        self._gather(0)
        for run in self._runs:
            self._hand_out(run)

    def _hand_out(self, run: Run[Any, Any]) -> None:
        idle = self._idle(run)
        while run.waiting and (idle or self._may_start(run)):
            child = idle.pop(0) if idle else self._start()
            share = len(run.waiting) // (2 * self.jobs)
            count = max(1, min(run.batch, share))
            child.owner = run
            child.hand.extend(run.waiting.popleft() for _ in range(count))
            child.since = time.monotonic()
            try:
                if child.taught is not run:
                    child.pipe.send_bytes(run.function)
                child.pipe.send((run.limits, [run.tasks[i] for i in child.hand]))
            except ConnectionError:
                # It was killed while idle: no task of ours is to blame.
                run.waiting.extendleft(reversed(child.hand))
                self._bury(child)
            child.taught = run
            child.modules.update(run.modules)

    def _idle(self, run: Run[Any, Any]) -> list[Child]:
        """The children that may work for the run now: those first that have its modules, or few."""
        able = self._able(run)
        few = 0 < len(run.waiting) <= len(able)
        idle = [child for child in (able if few else self._children) if not child.hand]
        return sorted(idle, key=lambda c: (not c.modules.issuperset(run.modules), len(c.modules)))

    def _may_start(self, run: Run[Any, Any]) -> bool:
        return len(self._children) < self.jobs and len(run.waiting) > len(self._able(run))

    def _able(self, run: Run[Any, Any]) -> list[Child]:
        """The children that have the run's modules, or are importing them."""
        if not run.modules:
            return []
        return [child for child in self._children if child.modules.issuperset(run.modules)]

    def _start(self) -> Child:
        method = "fork" if sys.platform == "linux" else "spawn"
        context: Any = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        # A forked child inherits our ends of the pipes; while it held one open, its
        # brothers would not notice that we are gone.
        inherited = [ours, *(c.pipe for c in self._children)] if method == "fork" else []
        self._scratch = self._scratch or TemporaryDirectory(prefix="anthology-")
        give_back()  # a child begins with all that its parent has
        arguments = (theirs, inherited, self._scratch.name)
        process = context.Process(target=serve, args=arguments, daemon=True)
        waiting = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)  # until it ignores them
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
        theirs.close()
        child = Child(process, ours)
        self._children.append(child)
        return child

    def _gather(self, patience: float = math.inf) -> None:
        """Take what children have done; waits for it so many seconds."""
        busy = {child.pipe: child for child in self._children if child.hand}
        left = min(patience, time_left(busy.values()))
        for pipe in wait(busy, timeout=None if left == math.inf else left):
            self._receive(busy[pipe])  # type: ignore[index]
        for child in self._children:
            late = child.hand and deadline(child) < time.monotonic()
            if late and not waits_for_its_turn(child.process):
                child.overdue = True
                child.process.kill()

    def _receive(self, child: Child) -> None:
        run = child.owner
        assert run is not None  # noqa: S101  it has tasks in hand
        try:
            answer, leaving = child.pipe.recv()
        except (EOFError, OSError):
            child.process.join()
            run.results[child.hand.popleft()] = cause_of_death(child, run.limits)
            run.waiting.extendleft(reversed(child.hand))
            self._bury(child)
            return
        run.results[child.hand.popleft()] = answer
        child.since = time.monotonic()
        if leaving:
            self._bury(child)

    def _bury(self, child: Child) -> None:
        child.process.kill()
        child.process.join()
        child.pipe.close()
        self._children.remove(child)


def _import(modules: tuple[str, ...]) -> None:
    for module in modules:
        import_module(module)
