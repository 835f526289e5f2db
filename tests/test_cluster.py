"""Many machines: the book is the same whoever sets its pages, whatever becomes of them."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from distributed import Client

from anthology import Order, build
from anthology.cluster import cluster
from anthology.cluster import pool as in_cluster
from anthology.cluster.machine import machine
from anthology.cluster.pool import AHEAD, ClusterPool
from anthology.pdf.typeset import tasks as typesetting
from anthology.report import Refused

pytestmark = pytest.mark.slow
SOON = 30.0  # seconds
NOBODY = "tcp://127.0.0.1:9"


@dataclass
class Workplace:
    """A scheduler and its workers, each a process of its own on this machine."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments]
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE
    )  # fmt: skip


@pytest.fixture
def workplace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workplace]:
    """A scheduler with as many workers as the test's parameter says, three by default."""
    own = ("--no-dashboard", "--scheduler-file", str(tmp_path / "scheduler.json"))
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", *own)
    assert scheduler.stderr is not None
    line = next(line for line in scheduler.stderr if b"Scheduler at:" in line)
    address = line.split()[-1].decode()
    threads = getattr(request, "param", ("1", "1", "1"))
    workers = [
        start("worker", address, "--no-dashboard", "--no-nanny", "--nthreads", count)
        for count in threads
    ]
    try:
        yield Workplace(address, scheduler, workers)
    finally:
        for each in (*workers, scheduler):
            each.send_signal(signal.SIGCONT)
            each.kill()
            each.communicate()


@pytest.fixture
def order(tmp_path: Path) -> Order:
    root = tmp_path / "project"
    (root / "manuscripts").mkdir(parents=True)
    (root / "anthology.toml").write_text('[book]\ntitle = "Late"\nlayout = "essays"\n', "utf-8")
    for number in range(6):
        words = f"It rains on pier {number}, and nobody minds; that is the film. " * 90
        text = f"---\ntitle: Review {number}\nreviewer: Ann Lee\n---\n{words}\n"
        (root / f"manuscripts/{number}.md").write_text(text, "utf-8")
    return Order(root, editions=("print",), jobs=1)


def built(order: Order, pool: Any, name: str) -> bytes:
    """The print book, typeset anew."""
    own = replace(order, output=order.root.with_name(name))
    for path in (order.root / ".anthology").rglob("*"):
        if path.is_file():
            path.unlink()
    (file,) = build(own, pool).files
    return file.read_bytes()


@contextmanager
def all_of(workplace: Workplace) -> Iterator[ClusterPool]:
    """The cluster, as soon as all its workers are there."""
    end = time.monotonic() + SOON
    while True:
        with suppress(Refused), cluster(workplace.address, 1) as pool:
            if pool.room == AHEAD * len(workplace.workers):
                yield pool
                return
        assert time.monotonic() < end
        time.sleep(0.2)


def test_the_book_is_the_same_whatever_becomes_of_the_workers(
    workplace: Workplace, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = built(order, None, "alone")
    with all_of(workplace) as pool:
        assert built(order, pool, "three") == alone
        assert pool.came_back == pool.sent > 6
        assert not pool.problems

        real = pool.client.submit
        sent: list[Any] = []

        def submit(*arguments: Any, **options: Any) -> Any:
            if len(sent) == 2:
                workplace.workers[0].kill()  # in the middle of it
            sent.append(real(*arguments, **options))
            return sent[-1]

        monkeypatch.setattr(pool.client, "submit", submit)
        assert built(order, pool, "two") == alone
        monkeypatch.undo()

        monkeypatch.setattr(in_cluster, "FETCHING", 1.0)
        monkeypatch.setattr(ClusterPool, "_patience", lambda _: 2.0)
        for worker in workplace.workers[1:]:
            worker.send_signal(signal.SIGSTOP)  # a machine that answers no more
        assert built(order, pool, "none") == alone
        assert ["did not come back" in problem.message for problem in pool.problems] == [True]


def test_a_scheduler_that_ends_costs_no_page(
    workplace: Workplace, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClusterPool, "_patience", lambda _: 2.0)
    alone = built(order, None, "alone")
    with all_of(workplace) as pool:
        workplace.scheduler.kill()
        workplace.scheduler.wait()
        assert built(order, pool, "without") == alone
        assert len(pool.problems) == 1


@pytest.mark.parametrize("workplace", [("2",)], indirect=True)
def test_a_worker_of_two_threads_is_refused(workplace: Workplace) -> None:
    end = time.monotonic() + SOON
    messages: list[str] = []
    while not any("threads" in each for each in messages):
        assert time.monotonic() < end, messages
        with pytest.raises(Refused) as refused, cluster(workplace.address, 0):
            pytest.fail("it should not be used")
        messages = [problem.message for problem in refused.value.problems]
        assert all("has no workers" in each or "has 2 threads" in each for each in messages)


@pytest.mark.parametrize("address", [NOBODY, "nonsense", "tls://127.0.0.1:9", "http://a:1"])
def test_no_scheduler_is_a_message(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr("anthology.cluster.CONNECTING", 1)
    with pytest.raises(Refused) as refused, cluster(address, 0):
        pytest.fail("there is none")
    assert f"no scheduler of Dask can be used at {address}" in refused.value.problems[0].message
    clients = [each for each in gc.get_objects() if isinstance(each, Client)]
    assert all(each.status == "closed" for each in clients)  # none is left to end at any time


def test_other_versions_are_named() -> None:
    here = machine()
    there = replace(here, libraries="Pango 1.0", python="3.99")
    assert here.differences(here) == ()
    assert here.differences(there) == (
        f"python 3.99 (here {here.python})",
        f"libraries Pango 1.0 (here {here.libraries})",
    )
    assert "Pango " in here.libraries


class Slow:
    """A client whose futures never end."""

    sent: ClassVar[list[object]] = []

    def submit(self, *arguments: object, **_: object) -> Slow:
        self.sent.append(arguments)
        return self

    def done(self) -> bool:
        return False


class Setup:
    key = "setup"


def test_no_more_is_sent_than_workers_can_do_soon() -> None:
    pool = ClusterPool(Slow(), 2, 0)
    pool.submit(partial(typesetting.typeset, Setup()), list(range(1000)))  # type: ignore[arg-type]
    for _ in range(3):
        pool.poll()
    assert len(Slow.sent) == 1 + 2 * AHEAD  # the function, and messages
