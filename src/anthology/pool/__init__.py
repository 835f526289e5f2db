"""A pool of processes that work on many tasks at once; one may die without harm to the others.

Manuscripts are untrusted: one can crash the interpreter, run for ever or ask for all the
memory. So the work on each happens in a child process under limits of the operating
system; a child's death is the failure of one task, in words, and another child goes on.

The parent has one pipe to each child and no thread, so that forking stays safe. Which
child does what never shows in a result: results come back in the order of their tasks.
What was submitted goes on while the parent does other things, as far as its children have
tasks in their queues.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import wait
from pickle import dumps
from types import TracebackType
from typing import Any, Self

from anthology.pool.imports import import_all, imports
from anthology.pool.life import begin
from anthology.pool.pending import Pending
from anthology.pool.scratch import Scratch
from anthology.pool.state import (
    Child,
    Run,
    as_it_is,
    begins,
    cause_of_death,
    deadline,
    gets_on,
    retained,
    time_left,
)
from anthology.pool.worker import (
    Failure,
    Limits,
    Result,
    ShortOfMemory,
    Task,
    attempt,
    give_back,
    serve,
)

UNLIMITED = Limits()


__all__ = ["UNLIMITED", "Failure", "Limits", "Pending", "Pool", "ShortOfMemory", "usable_cores"]


def usable_cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Child processes, started with the first tasks and ended with the block.

    `jobs` children work at once; None: one a usable core; 0: the tasks are done in this
    process, without limits.
    """

    start_method = "fork" if sys.platform == "linux" else "spawn"

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = usable_cores() if jobs is None else jobs
        self._children: list[Child] = []
        # What libraries leave in the temporary folder goes with the children, who are killed.
        self._scratch: Scratch | None = None
        self._runs: list[Run[Any, Any]] = []  # those that are not finished
        self._ahead: object = None  # what was last done ahead
        self._idle_calls: deque[Callable[[], object]] = deque()

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
        """What `function` returns for each task, or the Failure that came instead, in order.

        `function` is sent to each child once, so `functools.partial` may bind to it what
        all tasks share. `batch` tasks at most are sent in one message: more than one pays
        for tasks of a few milliseconds. The limits are for each task. Raises ShortOfMemory
        where no task is to blame.
        """
        return self.submit(function, tasks, Limits(seconds, memory_mb), batch).result()

    def submit(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        limits: Limits = UNLIMITED,
        batch: int = 1,
        keep: Callable[[int, Result], Result] = as_it_is,
    ) -> Pending[list[Result | Failure]]:
        """The same results on their way, to be waited for later.

        In the place of each, as soon as it is there, stays what `keep` makes of the position of
        its task and of it. Where tasks are few, they wait for the children that have imported
        the function's modules, which may take long to import.
        """
        if self.jobs == 0:
            done = [retained(keep, i, attempt(function, task)) for i, task in enumerate(tasks)]
            return Pending(lambda: True, lambda: _blamed(done))
        waiting = deque(range(len(tasks)))
        encoded = dumps(function, -1)
        run = Run[Task, Result](encoded, tasks, limits, batch, imports(function), waiting, keep)
        self._runs.append(run)
        self.poll()
        return Pending(lambda: run.is_done, lambda: self._results(run))

    def warm_up(self, *functions: Callable[..., object]) -> None:
        """Have a child import what the functions need and none has, ahead of their tasks."""
        there = {name for child in self._children for name in child.modules}
        needed = dict.fromkeys(name for each in functions for name in imports(each))
        modules = tuple(name for name in needed if name not in there)
        if self.jobs and modules:
            self._runs.append(_warming(modules))
            self.poll()

    def ahead(self, function: Callable[[Task], object], task: Task, limits: Limits) -> None:
        """Have a child that has the function's modules do this, for what it keeps in memory."""
        if self.jobs and self._ahead != (function, task):
            self._ahead = function, task
            self.submit(function, [task], limits)

    def when_idle(self, *calls: Callable[[], object]) -> None:
        """Make these calls in this process, in order, whenever it would only wait.

        They only save time later: what they return or raise is ignored, and those for which
        there was no time are never made.
        """
        self._idle_calls.extend(calls)

    def wait(self) -> None:
        """Wait until a child answers, or make one of the calls for idle times instead."""
        self._gather(0 if self._idle_calls else math.inf)
        if self._idle_calls:
            with suppress(Exception):  # whoever needs it in earnest meets the error again
                self._idle_calls.popleft()()
        self._hand_out_all()

    def _results(self, run: Run[Task, Result]) -> list[Result | Failure]:
        while not run.is_done:
            self.wait()
        return _blamed([run.results[index] for index in range(len(run.tasks))])

    def poll(self) -> None:
        """Receive what is done, and send out what is waiting."""
        self._gather(0)
        self._hand_out_all()

    def _hand_out_all(self) -> None:
        """Send out what is waiting: those of few tasks first, for which many wait but shortly."""
        self._runs = [run for run in self._runs if not run.is_done]
        for run in sorted(self._runs, key=lambda run: len(run.waiting)):
            self._hand_out(run)

    def _hand_out(self, run: Run[Any, Any]) -> None:
        idle = self._idle(run)
        while run.waiting and (idle or self._may_start(run)):
            child = idle.pop(0) if idle else self._start()
            share = len(run.waiting) // (2 * self.jobs)
            count = max(1, min(run.batch, share))
            child.owner = run
            child.queue.extend(run.waiting.popleft() for _ in range(count))
            begins(child)
            try:
                if child.knows is not run.name:
                    child.pipe.send_bytes(run.function)
                child.pipe.send((run.limits, [run.tasks[i] for i in child.queue]))
            except ConnectionError:
                # It was killed while idle: no task of ours is to blame.
                run.waiting.extendleft(reversed(child.queue))
                self._bury(child)
            child.knows = run.name
            child.modules.update(run.modules)

    def _idle(self, run: Run[Any, Any]) -> list[Child]:
        """The children that may work for the run now: those first that have its modules, or few."""
        able = self._able(run)
        few = 0 < len(run.waiting) <= len(able)
        idle = [child for child in (able if few else self._children) if not child.queue]
        return sorted(idle, key=lambda c: (not c.modules.issuperset(run.modules), len(c.modules)))

    def _may_start(self, run: Run[Any, Any]) -> bool:
        return len(self._children) < self.jobs and len(run.waiting) > len(self._able(run))

    def _able(self, run: Run[Any, Any]) -> list[Child]:
        """The children that have the run's modules, or are importing them."""
        if not run.modules:
            return []
        return [child for child in self._children if child.modules.issuperset(run.modules)]

    def _start(self) -> Child:
        method = self.start_method
        context: Any = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        # A forked child inherits our ends of the pipes; while it held one open, its
        # siblings would not notice that we are gone.
        inherited = [ours, *(c.pipe for c in self._children)] if method == "fork" else []
        self._scratch = self._scratch or Scratch()
        give_back()  # a child begins with all that its parent has
        arguments = (theirs, inherited, self._scratch.name)
        process = context.Process(target=serve, args=arguments, daemon=True)
        begin(process)
        theirs.close()
        child = Child(process, ours)
        self._children.append(child)
        return child

    def _gather(self, patience: float = math.inf) -> None:
        """Take what children have done; waits for it so many seconds."""
        busy = {child.pipe: child for child in self._children if child.queue}
        left = min(patience, time_left(busy.values()))
        for pipe in wait(busy, timeout=None if left == math.inf else left):
            self._receive(busy[pipe])  # type: ignore[index]
        for child in self._children:
            late = child.queue and deadline(child) < time.monotonic()
            if late and not gets_on(child):
                child.overdue = True
                child.process.kill()

    def _receive(self, child: Child) -> None:
        run = child.owner
        assert run is not None  # noqa: S101  it has tasks in its queue
        try:
            answer, leaving = child.pipe.recv()
        except (EOFError, OSError):
            child.process.join()
            run.results[child.queue.popleft()] = cause_of_death(child, run.limits)
            run.waiting.extendleft(reversed(child.queue))
            self._bury(child)
            return
        number = child.queue.popleft()
        run.results[number] = retained(run.keep, number, answer)
        child.owner = run if child.queue else None  # what is done may be let go
        begins(child)
        if leaving:
            self._bury(child)

    def _bury(self, child: Child) -> None:
        child.process.kill()
        child.process.join()
        child.pipe.close()
        self._children.remove(child)


def _blamed(results: list[Result | Failure]) -> list[Result | Failure]:
    """The results. Raises ShortOfMemory where the machine is to blame for a failure."""
    if any(isinstance(each, Failure) and each.of_machine for each in results):
        raise ShortOfMemory
    return results


def _warming(modules: tuple[str, ...]) -> Run[Any, Any]:
    """A run whose one task is to import those modules."""
    return Run(dumps(import_all, -1), [modules], UNLIMITED, 1, modules, deque([0]))
