"""An adapter for an executor of the caller's: a pool of processes, a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from anthology.pool import UNLIMITED, Pending, Pool
from anthology.pool.state import as_it_is, retained
from anthology.pool.worker import Failure, Limits, Result, Task, attempt


class ExecutorPool(Pool):
    """The interface of our pool in front of an executor, which is not ended with the block.

    Its tasks must run in processes: WeasyPrint is changed while it works for us. Limits, and
    what becomes of a process that dies, are the executor's own affair.
    """

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self.executor = executor
        self._futures: set[Future[Any]] = set()  # whose results nobody waited for yet

    def submit(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        limits: Limits = UNLIMITED,
        batch: int = 1,  # noqa: ARG002  the executor sends tasks as it likes
        keep: Callable[[int, Result], Result] = as_it_is,
    ) -> Pending[list[Result | Failure]]:
        """The results of the tasks, which the executor works on."""
        futures = [self.executor.submit(attempt, function, task, limits) for task in tasks]
        self._futures.update(futures)
        return Pending(
            lambda: all(future.done() for future in futures),
            lambda: [retained(keep, i, _result(future)) for i, future in enumerate(futures)],
        )

    def warm_up(self, *functions: Callable[..., object]) -> None:
        """Nothing: which process takes which task is the executor's choice."""

    def ahead(self, function: Callable[[Task], object], task: Task, limits: Limits) -> None:
        """Nothing, for the same reason."""

    def poll(self) -> None:
        """Nothing: the executor goes on by itself."""

    def wait(self) -> None:
        """Wait until one of the tasks is done."""
        self._futures = {future for future in self._futures if not future.done()}
        wait(self._futures, return_when=FIRST_COMPLETED)


def _result(future: Future[Result | Failure]) -> Result | Failure:
    """The result, or the executor's reason why there is none."""
    try:
        return future.result()
    except Exception as fault:  # noqa: BLE001  each executor has exceptions of its own
        return Failure(f"did not come back from the executor: {fault or type(fault).__name__}")
