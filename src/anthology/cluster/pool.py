"""A pool in front of a cluster: what its workers can do is sent to them, the rest is done here.

What does not come back is done here too, under the limits of this machine: a worker that dies,
a scheduler that restarts, a connection that is lost cost time, never a page. At most a few
sections for each worker are on their way at once, however thick the book is.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from anthology.cluster.machine import machine
from anthology.cluster.work import given, work
from anthology.pdf.typeset import tasks as typesetting
from anthology.pool import UNLIMITED, Failure, Limits, Pending, Pool
from anthology.pool.state import as_it_is, retained
from anthology.pool.worker import Result, Task
from anthology.report import NOWHERE, Problem, warning

SENT = (typesetting.typeset, typesetting.furniture)  # what needs nothing but its arguments
AHEAD = 3  # messages on their way for each worker, so that none waits for us
PATIENCE = 60.0  # seconds beyond a task's limit in which some result must have come
FETCHING = 20.0  # seconds in which a worker must hand over what it has done
GLANCE = 0.02  # seconds between looks at what is done, here and there


@dataclass
class _Sent:
    """Tasks that go to the workers, in messages of several."""

    function: partial[Any]
    tasks: Sequence[Any]
    limits: Limits
    waiting: deque[tuple[int, ...]]
    keep: Callable[[int, Any], Any]
    on_their_way: dict[tuple[int, ...], Any] = field(default_factory=dict)  # -> Dask's future
    results: dict[int, Any] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)  # to be done here

    @property
    def name(self) -> tuple[str, str]:
        """The function by its name and its page setup."""
        return self.function.func.__name__, self.function.args[0].key

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come back."""
        return not self.waiting and not self.on_their_way


class ClusterPool(Pool):
    """Our pool, which sends the typesetting to the workers of `client`.

    Children are spawned and not forked, since Dask's client has threads.
    """

    start_method = "spawn"

    def __init__(self, client: Any, workers: int, jobs: int | None = None) -> None:
        super().__init__(jobs)
        self.client = client
        self.room = AHEAD * workers  # messages
        self.sent, self.came_back = 0, 0  # tasks
        self._sent: list[_Sent] = []
        self._functions: dict[Any, Any] = {}  # Dask's future of each, which the workers have
        self._latest = time.monotonic()  # when something came back
        self._lost = False  # whether the cluster is given up

    @property
    def problems(self) -> tuple[Problem, ...]:
        """A warning where workers did not do all that was sent to them."""
        if self.came_back == self.sent:
            return ()
        lost = self.sent - self.came_back
        message = f"{lost:,} of {self.sent:,} sections did not come back and were typeset here"
        hint = "See the logs of the workers; the book is the same, whoever set its pages."
        return (warning(NOWHERE, message, hint),)

    def submit(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        limits: Limits = UNLIMITED,
        batch: int = 1,
        keep: Callable[[int, Result], Result] = as_it_is,
    ) -> Pending[list[Result | Failure]]:
        """The results of the tasks, which workers or children work on."""
        if self._lost or not (isinstance(function, partial) and function.func in SENT):
            return super().submit(function, tasks, limits, batch, keep)
        sent = _Sent(function, tasks, limits, deque(_messages(len(tasks), batch)), keep)
        self.sent += len(tasks)
        self._sent.append(sent)
        self.poll()
        return Pending(lambda: sent.is_done, lambda: self._all(sent))

    def ahead(self, function: Callable[[Task], object], task: Task, limits: Limits) -> None:
        """Nothing: whoever typesets the next section is far from here."""

    def poll(self) -> None:
        """Receive what is done, and send out what is waiting."""
        super().poll()
        self._exchange()

    def wait(self) -> None:
        """Wait a moment for a result from here or from a worker."""
        if not self._sent:
            return super().wait()
        self._exchange()
        if any(child.queue for child in self._children):
            self._gather(GLANCE)
            for run in self._runs:
                self._hand_out(run)
        else:
            time.sleep(GLANCE)
        return None

    def _all(self, sent: _Sent) -> list[Any]:
        while not sent.is_done:
            self.wait()
        self._sent.remove(sent)
        tasks = [sent.tasks[i] for i in sent.lost]
        keep = partial(_retained_of_lost, sent)
        here = super().submit(sent.function, tasks, sent.limits, keep=keep)
        sent.results |= dict(zip(sent.lost, here.result(), strict=True))
        return [sent.results[i] for i in range(len(sent.tasks))]

    def _exchange(self) -> None:
        """Take what workers have done, and send them more."""
        for sent in self._sent:
            self._receive_from(sent)
        room = self.room - sum(len(each.on_their_way) for each in self._sent)
        for sent in self._sent:
            while room > 0 and sent.waiting:
                room -= 1
                self._send(sent, sent.waiting.popleft())
        if self._sent and time.monotonic() - self._latest > self._patience():
            self._give_up()

    def _patience(self) -> float:
        busy = [each.limits.seconds or 0.0 for each in self._sent if each.on_their_way]
        return PATIENCE + max(busy, default=0.0)

    def _send(self, sent: _Sent, message: tuple[int, ...]) -> None:
        if not any(each.on_their_way for each in self._sent):
            self._latest = time.monotonic()
        try:
            tasks, function = [sent.tasks[i] for i in message], self._function(sent)
            sent.on_their_way[message] = self.client.submit(
                work, function, tasks, sent.limits, machine(), pure=False
            )
        except Exception:  # noqa: BLE001  each transport has exceptions of its own
            sent.lost += message

    def _function(self, sent: _Sent) -> Any:
        """The function at the workers, where it goes once: there are fonts in it.

        It is the result of a task, which is done again where the worker that has it dies. Nothing
        here waits for an answer, which may never come.
        """
        if sent.name not in self._functions:
            self._functions[sent.name] = self.client.submit(given, sent.function, pure=False)
        return self._functions[sent.name]

    def _receive_from(self, sent: _Sent) -> None:
        for message, future in list(sent.on_their_way.items()):
            if future.done():
                del sent.on_their_way[message]
                self._take(sent, message, future)

    def _take(self, sent: _Sent, message: tuple[int, ...], future: Any) -> None:
        try:
            results = future.result(timeout=FETCHING)
        except Exception:  # noqa: BLE001  whatever ended it, it is done here
            self._functions.pop(sent.name, None)  # it may have gone with its workers
            sent.lost += message
        else:
            self._latest = time.monotonic()
            self.came_back += len(message)
            for i, result in zip(message, results, strict=True):
                sent.results[i] = retained(sent.keep, i, result)

    def _give_up(self) -> None:
        """Do the rest here."""
        self._lost = True
        for sent in self._sent:
            for message, future in sent.on_their_way.items():
                future.cancel()
                sent.lost += message
            sent.lost += [i for message in sent.waiting for i in message]
            sent.on_their_way.clear()
            sent.waiting.clear()


def _retained_of_lost(sent: _Sent, number: int, result: Any) -> Any:
    return sent.keep(sent.lost[number], result)


def _messages(count: int, batch: int) -> list[tuple[int, ...]]:
    return [tuple(range(first, min(first + batch, count))) for first in range(0, count, batch)]
