"""What a worker of the cluster does: the tasks of one message, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from anthology.cluster.machine import Machine, machine
from anthology.pool.worker import Limits, limited

_ALONE = threading.Lock()  # WeasyPrint is changed while it works for us


def given(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function itself, as a result that workers have."""
    return function


def work(
    function: Callable[[Any], Any], tasks: Sequence[Any], limits: Limits, sender: Machine
) -> list[Any]:
    """The result of each task, or the Failure in its place.

    Raises RuntimeError on a machine that would set other pages than the sender's.
    """
    if others := sender.differences(machine()):
        message = f"other pages would come of it: {', '.join(others)}"
        raise RuntimeError(message)
    with _ALONE:
        return [limited(function, task, limits) for task in tasks]
