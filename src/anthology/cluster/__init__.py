"""Many machines: sections are typeset by the workers of a Dask cluster, the rest here."""

# ruff: noqa: PLC0415  distributed is loaded for a cluster only

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from anthology import __version__
from anthology.cluster.machine import Machine, machine
from anthology.report import NOWHERE, Problem, Refused, error

if TYPE_CHECKING:
    from anthology.cluster.pool import ClusterPool

CONNECTING = 10  # seconds


@contextmanager
def cluster(address: str, jobs: int | None) -> Iterator[ClusterPool]:
    """A pool that sends sections to the cluster of that scheduler; `jobs` processes work here.

    TLS and all else of the connection is Dask's configuration. Raises Refused where the
    cluster cannot be used as it is.
    """
    from anthology.cluster.pool import ClusterPool

    client = _client(address)
    try:
        with ClusterPool(client, _check(client, address), jobs) as pool:
            yield pool
    finally:
        with suppress(TimeoutError):
            client.close(timeout=1)


def _client(address: str) -> Any:
    if find_spec("distributed") is None:
        hint = "Install what it needs with pip install 'review-anthology[cluster]'."
        raise Refused(error(NOWHERE, "a cluster cannot be used without “distributed”", hint))
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong we say
    try:
        return cast("Any", Client)(address, timeout=CONNECTING, set_as_default=False)
    except Exception as fault:  # noqa: BLE001  each transport has exceptions of its own
        problem = _no_connection(address, fault)
    # The client that failed closes itself when it is collected as garbage. Where that happens while
    # the next one starts, both want the lock of distributed's LoopRunner, for ever.
    gc.collect()
    raise Refused(problem)


def _no_connection(address: str, fault: Exception) -> Problem:
    message = f"no scheduler of Dask can be used at {address}: {fault}".partition("\n")[0]
    hint = "Start one with “dask scheduler”; see its log, the address and Dask's configuration."
    return error(NOWHERE, message, hint)


def _check(client: Any, address: str) -> int:
    """How many workers there are. Raises Refused where one would set other pages than we do."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    if not workers:
        hint = "Start some with “dask worker ADDRESS --nthreads 1”."
        raise Refused(error(NOWHERE, f"the scheduler at {address} has no workers", hint))
    there = {worker: client.submit(machine, workers=[worker], pure=False) for worker in workers}
    problems = [
        problem
        for worker, future in there.items()
        for problem in _differences(worker, _answer(future), workers[worker]["nthreads"])
    ]
    if problems:
        raise Refused(*problems)
    return len(workers)


def _answer(future: Any) -> Machine | Exception:
    try:
        there: Machine = future.result(timeout=CONNECTING)
    except Exception as fault:  # noqa: BLE001  whatever it is, it is the answer
        return fault
    return there


def _differences(worker: str, there: Machine | Exception, threads: int) -> Iterator[Problem]:
    if isinstance(there, Exception):
        hint = f"Run there: pip install 'review-anthology[cluster]=={__version__}'."
        yield error(NOWHERE, f"the worker {worker} cannot run Anthology: {there!r}", hint)
        return
    if others := machine().differences(there):
        hint = "Install the same there and here: pages could differ otherwise."
        yield error(NOWHERE, f"the worker {worker} has {', '.join(others)}", hint)
    if threads != 1:
        message = f"the worker {worker} has {threads} threads, and a page is set by one at a time"
        yield error(NOWHERE, message, "Start it with --nthreads 1, and as many workers as cores.")
