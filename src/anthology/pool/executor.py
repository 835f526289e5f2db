"""Somebody else's executor in the place of our own processes: a pool of theirs, a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future

from anthology.pool import UNLIMITED, Pool
from anthology.pool.worker import Failure, Limits, Result, Task, attempt


class ExecutorPool(Pool):
    """Workers that are an executor's, which is not ended with the block.

    Its tasks must run in processes: WeasyPrint is changed while it works for us. Limits, and
    what becomes of a process that dies, are the executor's own affair.
    """

    def __init__(self, executor: Executor) -> None:
        super().__init__()
        self.executor = executor

    def begin(
        self,
        function: Callable[[Task], Result],
        tasks: Sequence[Task],
        limits: Limits = UNLIMITED,
        batch: int = 1,  # noqa: ARG002  the executor sends tasks as it likes
        modules: tuple[str, ...] = (),  # noqa: ARG002
    ) -> Callable[[], list[Result | Failure]]:
        """The tasks, given to the executor: what comes back waits for the results."""
        futures = [self.executor.submit(attempt, function, task, limits) for task in tasks]
        return lambda: [_result(future) for future in futures]


def _result(future: Future[Result | Failure]) -> Result | Failure:
    """The result, or what the executor has to say for itself."""
    try:
        return future.result()
    except Exception as fault:  # noqa: BLE001  each executor has exceptions of its own
        return Failure(f"did not come back from the executor: {fault or type(fault).__name__}")
