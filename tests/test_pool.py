"""Children die, hang and swell; the others and the order of the results stay."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from anthology import memory
from anthology.pool import Failure, Limits, Pool, ShortOfMemory, usable_cores
from anthology.pool.executor import ExecutorPool
from anthology.pool.imports import imports
from anthology.pool.scratch import Scratch
from anthology.pool.stack import with_room
from anthology.pool.worker import TICKS, attempt, limited


def crawl(looks: int) -> int:
    """Works for a tenth of the time, as on a machine that is busy with other things."""
    for _ in range(looks):
        end = time.process_time() + 0.002
        while time.process_time() < end:
            pass
        time.sleep(0.018)
    return looks


def double(number: int) -> int:
    return 2 * number


def misbehave(task: str) -> str:  # noqa: C901
    match task:
        case "crash":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "swell":
            return str(len(bytearray(2_000_000_000)))
        case "deep":
            return misbehave(task)
        case "bug":
            raise ValueError("no such thing")
    return task.upper()


def add(shared: int, number: int) -> int:
    return shared + number


def who(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def begun(_: int) -> float:
    time.sleep(0.01)
    return time.monotonic()


def keep_memory(_: int, kept: list[bytearray] = []) -> int:  # noqa: B006
    kept.append(bytearray(os.urandom(1)) * 60_000_000)
    return os.getpid()


@pytest.mark.parametrize("jobs", [0, 1, 2, 8])
@pytest.mark.parametrize("batch", [1, 7])
def test_results_come_in_order(jobs: int, batch: int) -> None:
    with Pool(jobs) as pool:
        assert pool.run(double, range(100), batch=batch) == list(range(0, 200, 2))
        assert pool.run(partial(add, 10), [1, 2], batch=batch) == [11, 12]
        assert pool.run(double, []) == []


@pytest.mark.parametrize("batch", [1, 5])
def test_one_death_is_one_failure(batch: int) -> None:
    tasks = ["a", "crash", "b", "c", "exit", "d", "deep", "e", "bug", "f"]
    with Pool(2) as pool:
        results = pool.run(misbehave, tasks, batch=batch)
    alive = [r for r in results if isinstance(r, str)]
    assert alive == ["A", "B", "C", "D", "E", "F"]
    reasons = [r.reason for r in results if isinstance(r, Failure)]
    assert reasons == [
        "crashed the process that worked on it (SIGSEGV)",
        "ended the process that worked on it (exit code 3)",
        "is nested too deeply",
        "ValueError: no such thing",
    ]


def test_a_process_that_is_killed_from_outside_blames_no_task() -> None:
    with Pool(2) as pool, pytest.raises(ShortOfMemory):
        pool.run(misbehave, ["a", "kill", "b"])


def hog(_: int) -> int:
    return len(bytearray(200_000_000))


def with_little_memory(function: Callable[[int], int]) -> int:
    """The exit code of a process that is allowed 100 MB more and runs `function` in a pool."""
    child = os.fork()
    if child == 0:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 100_000_000,) * 2)
        try:
            with Pool(1) as pool:
                pool.run(function, [1], memory_mb=500)
        except ShortOfMemory:
            os._exit(7)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_limit_of_the_system_blames_no_task() -> None:
    assert with_little_memory(double) == 0
    assert with_little_memory(hog) == 7


@pytest.mark.slow
def test_limits_of_time_and_memory() -> None:
    with Pool(2) as pool:
        tasks = ["a", "spin", "b", "swell", "c"]
        results = pool.run(misbehave, tasks, seconds=1, memory_mb=1000)
        asleep = pool.run(misbehave, ["sleep", "x"], seconds=0.1)
    late, big = Failure("took longer than 1 s"), Failure("needed more than 1000 MB of memory")
    assert results == ["A", late, "B", big, "C"]
    assert asleep == [Failure("took longer than 0.1 s"), "X"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count their limit otherwise")
def test_the_limit_of_time_counts_from_what_the_system_has_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = time.clock_gettime(TICKS)
    assert ticks / 2 - 1 < time.process_time() < ticks * 2 + 1  # nearly the same, and not quite
    monkeypatch.setattr(time, "clock_gettime", {TICKS: ticks + 1000}.__getitem__)
    ends = limited(lambda _: resource.getrlimit(resource.RLIMIT_CPU)[0], None, Limits(seconds=7))
    assert ends == int(ticks + 1007) + 1


def test_a_task_that_gets_little_of_a_processor_is_given_time() -> None:
    with Pool(1) as pool:
        assert pool.run(crawl, [60], seconds=0.2) == [60]  # six times its limit by the clock


def test_children_are_kept_and_heavy_ones_replaced() -> None:
    with Pool(1) as pool:
        assert len(set(pool.run(who, range(20)))) == 1
        assert 1 < len(set(pool.run(keep_memory, range(10)))) < 10


def test_they_are_replaced_sooner_where_memory_is_spared() -> None:
    with Pool(1) as pool:
        plain = len(set(pool.run(keep_memory, range(10))))
    with memory.sparing(memory.MANY + 1), Pool(1) as pool:
        assert len(set(pool.run(keep_memory, range(10)))) > plain


def test_a_child_killed_while_idle_costs_nothing() -> None:
    with Pool(2) as pool:
        killed = set(pool.run(who, range(8)))
        for child in pool._children:
            if child.process.pid in killed:
                child.process.kill()
                child.process.join(10)  # on a busy machine it may take a while to be gone
        assert pool.run(double, range(8)) == list(range(0, 16, 2))


def litter(_: int) -> str:
    return tempfile.mkdtemp()


def test_nothing_is_left_in_the_temporary_folder() -> None:
    with Pool(2) as pool:
        folders = [Path(str(folder)) for folder in pool.run(litter, range(4))]
        assert all(folder.exists() for folder in folders)
    assert not any(folder.exists() or folder.parent.exists() for folder in folders)


INTERRUPTED = """
import os, signal, time
from anthology.pool import Pool
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
def nap(n):
    open(f"{os.environ['FOLDER']}/{os.getpid()}", "w").close()
    time.sleep(30)
with Pool(2) as pool:
    pool.run(nap, [1, 2, 3])
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_ctrl_c_ends_everything_within_a_second(how: signal.Signals, tmp_path: Path) -> None:
    source = str(Path(__file__).parents[1] / "src")
    environment = {**os.environ, "PYTHONPATH": source, "FOLDER": str(tmp_path)}
    command = [sys.executable, "-c", INTERRUPTED]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
    ) as parent:
        wait_for(lambda: len(list(tmp_path.iterdir())) == 2)
        os.kill(parent.pid, how)
        parent.wait(timeout=5)
    children = [int(path.name) for path in tmp_path.iterdir()]
    wait_for(lambda: not any(alive(child) for child in children), seconds=1)


def wait_for(condition: object, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_of_each_result_is_kept_what_is_said(jobs: int) -> None:
    with Pool(jobs) as pool:
        pending = pool.submit(misbehave, ["a", "bug", "c"], keep=lambda n, word: f"{word}{n}")
        first, bug, last = pending.result()
        assert (first, last) == ("A0", "C2")
        assert isinstance(bug, Failure)


def test_it_is_kept_when_it_comes_and_not_when_all_are_there() -> None:
    came: list[tuple[int, int]] = []

    def noted(number: int, result: int) -> int:
        came.append((number, result))
        return 0

    with Pool(1) as pool:
        pending = pool.submit(double, range(3), keep=noted)
        while not came:
            pool.wait()
        assert came == [(0, 0)]
        assert pending.result() == pending.result() == [0, 0, 0]
    assert came == [(0, 0), (1, 2), (2, 4)]


def test_the_default_is_the_usable_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usable_cores() >= 1
    monkeypatch.setattr("anthology.pool.usable_cores", lambda: 5)
    assert Pool().jobs == 5


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_what_was_submitted_goes_on_beside_other_runs(jobs: int) -> None:
    with Pool(jobs) as pool:
        first = pool.submit(who, range(6))
        second = pool.submit(double, range(4))
        assert pool.run(partial(add, 1), [1, 2]) == [2, 3]
        assert second.result() == [0, 2, 4, 6]
        assert second.is_done()
        assert second.then(len).result() == 4
        assert len(set(map(str, first.result()))) <= max(jobs, 1)
        assert first.result() == first.result()


def test_few_tasks_do_not_wait_for_many_that_came_before() -> None:
    with Pool(1) as pool:
        many = pool.submit(begun, range(30))
        (last,) = pool.submit(begun, [0]).result()
        assert isinstance(last, float)
        assert sum(isinstance(each, float) and each < last for each in many.result()) < 5


def test_each_run_has_its_own_limits() -> None:
    with Pool(2) as pool:
        slow = pool.submit(misbehave, ["sleep", "fine"], Limits(seconds=0.2))
        assert pool.run(misbehave, ["a", "bug"])[0] == "A"
        assert slow.result() == [Failure("took longer than 0.2 s"), "FINE"]


def test_an_executor_may_do_the_work() -> None:
    with ProcessPoolExecutor(2, get_context("spawn")) as executor, ExecutorPool(executor) as pool:
        assert pool.run(double, range(5), seconds=9, batch=3) == [0, 2, 4, 6, 8]
        assert pool.submit(double, [1, 2], keep=lambda n, twice: n + twice).result() == [2, 5]
        (bug,) = pool.run(misbehave, ["bug"])
        assert isinstance(bug, Failure)
        assert "no such thing" in bug.reason
        (death,) = pool.run(misbehave, ["kill"])
        assert isinstance(death, Failure)
        assert "executor" in death.reason


def colours(_: object) -> int:
    """The process that it runs in, which has a module then that others may lack."""
    from colorsys import hsv_to_rgb  # noqa: PLC0415

    return os.getpid() * int(hsv_to_rgb(0, 0, 1)[0])


def schedule(_: object) -> int:
    """The same with another module."""
    from sched import scheduler  # noqa: PLC0415

    return os.getpid() * int(scheduler().empty())


def test_what_a_function_imports_is_read_off_it() -> None:
    assert imports(colours) == imports(partial(colours, 1)) == ("colorsys",)
    assert imports(double) == imports(len) == ()


def test_few_tasks_wait_for_the_child_that_has_their_modules() -> None:
    with Pool(2) as pool:
        pool.warm_up(colours, schedule)
        assert len(set(pool.run(who, range(20)))) == 2
        able = {pool.run(colours, [0])[0] for _ in range(9)}
        assert len(able) == 1
        pool.warm_up(schedule)  # one has it: there is nothing to do
        assert pool.run(schedule, [0])[0] in able
        assert len(set(pool.run(colours, range(20)))) == 2


KEPT: list[object] = []  # in the child that it was given to


def keep(task: object) -> None:
    from colorsys import hsv_to_rgb  # noqa: F401, PLC0415

    KEPT.append(task)


def kept(_: object) -> list[object]:
    from colorsys import hsv_to_rgb  # noqa: F401, PLC0415

    return KEPT


def test_a_child_keeps_what_it_does_ahead() -> None:
    with Pool(2) as pool:
        pool.warm_up(colours)
        assert len(set(pool.run(who, range(20)))) == 2
        for task in ("one", "one", "two", "two", "one"):
            pool.ahead(keep, task, Limits())
        assert pool.run(kept, [0]) == [["one", "two", "one"]]


def test_what_fails_ahead_is_no_failure() -> None:
    with Pool(1) as pool:
        for task in ("crash", "no such thing", "spin"):
            pool.ahead(misbehave, task, Limits(seconds=1))
        assert pool.run(double, [1, 2]) == [2, 4]


def test_nothing_is_done_ahead_in_this_process() -> None:
    with Pool(0) as pool:
        pool.ahead(keep, "one", Limits())
    assert not KEPT


def test_calls_are_made_when_this_process_would_wait() -> None:
    calls: list[int] = []

    def fails() -> None:
        calls.append(1)
        raise ValueError

    with Pool(1) as pool:
        pool.when_idle(fails, lambda: calls.append(2))
        pool.run(double, [])
        assert calls == []  # nothing to wait for
        assert pool.run(double, range(3)) == [0, 2, 4]
    assert calls in ([1], [1, 2])


def test_room_on_the_stack_changes_nothing() -> None:
    assert with_room(divmod, 7, 2) == (3, 1)
    assert with_room(dict, a=1) == {"a": 1}
    with pytest.raises(ZeroDivisionError):
        with_room(divmod, 7, 0)


def test_the_next_run_sweeps_what_killed_ones_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, own, other = (tmp_path / name for name in LEFT)
    for folder in (left, own):
        folder.mkdir()
        (folder / "x.png").write_text("x")
    other.symlink_to(own)
    with Scratch() as used:
        assert Path(used).is_dir()
        with Scratch() as second:
            assert Path(used).is_dir()
            assert used != second
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(LEFT[1:])
    assert (own / "x.png").exists()


LEFT = ("anthology-work-abcd_234", "anthology-workshop", "anthology-work-abcd_235")


def test_a_folder_that_is_swept_before_it_is_locked_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names: list[str] = []
    mkdtemp = tempfile.mkdtemp

    def swept_once(prefix: str) -> str:
        name = mkdtemp(prefix=prefix)
        if not names:
            Path(name).rmdir()
        names.append(name)
        return name

    monkeypatch.setattr(tempfile, "mkdtemp", swept_once)
    with Scratch() as used:
        assert [used] == names[1:]
        assert Path(used).is_dir()


@pytest.mark.parametrize(
    ("error", "short"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("nh3.abi3.so: failed to map segment from shared object"), True),
        (ImportError("No module named “nh3”"), False),
        (OSError(errno.ENOSPC, "No space left on device"), False),
    ],
)
def test_an_error_for_want_of_memory_is_no_bug(error: Exception, *, short: bool) -> None:
    def fail(_: int) -> None:
        raise error

    failure = attempt(fail, 1, Limits(memory_mb=100))
    assert isinstance(failure, Failure)
    assert (failure.trace == "") is short
    assert ("100 MB of memory" in failure.reason) is short


class Parcel:
    """A task that can be seen to be let go."""


def weighed(_: Parcel) -> int:
    return 1


def test_tasks_are_let_go_when_they_are_done() -> None:
    with Pool(1) as pool:
        parcel = Parcel()
        seen = weakref.ref(parcel)
        assert pool.run(weighed, [parcel]) == [1]
        del parcel
        gc.collect()
        assert seen() is None
        assert pool.run(weighed, [Parcel()]) == [1]
