"""Runs Python programs within bounds of seconds and reports what they used.

Each line of standard input is a JSON array: a folder, a bound, a program's file and its
arguments. The program runs in a fork of this process, which has imported what builds books: to
import that takes longer than most of them. Temporary files, and what is printed (`report`), go
into the folder. The answer is a line of JSON and "end".

The bound is for a quiet machine: where more processes want to run than there are cores, it grows
as the programs' share of them shrinks.

The JSON is an object: the exit code (None: it was still running after those seconds and was
killed with everything it started), the seconds it took, and the peak memory in MB (of the
largest process of its tree). It is this process that measures: what pytest itself has used
would otherwise count as the program's.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import runpy
import signal
import sys
import tempfile
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Timer

from anthology import style
from anthology.cache import fingerprint
from anthology.compose.templates import warm_up

BUSIEST = 8  # times the bound: a hang is found on any machine
UNITS = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss in a megabyte
BUILDERS = ("cli", "build", "load", "style", "compose", "epub", "pdf", "check", "produce")


def load() -> None:
    """Imports what builds books, and finds out what is the same for each."""
    for name in BUILDERS:
        package = import_module(f"anthology.{name}")
        for module in walk_packages(getattr(package, "__path__", ()), f"{package.__name__}."):
            import_module(module.name)
    fingerprint()
    for compile_template in warm_up(style.load("classic", Path())):
        compile_template()
    gc.freeze()


def measure(child: int, seconds: float) -> dict[str, float | int | None]:
    """Exit code, seconds and peak memory of a child that leads its group, once it has ended."""
    started = time.monotonic()
    killed: list[int] = []

    def kill() -> None:
        killed.append(child)
        os.killpg(child, signal.SIGKILL)

    limit = Timer(seconds * slowness(), kill)
    limit.start()
    _, status, used = os.wait4(child, 0)
    limit.cancel()
    limit.join()
    code = None if killed else os.waitstatus_to_exitcode(status)
    megabytes = used.ru_maxrss / UNITS
    return {"exit": code, "seconds": time.monotonic() - started, "megabytes": megabytes}


def slowness() -> float:
    """How many times longer a program takes here, by the load of the last minute."""
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), BUSIEST)


def become(folder: Path, words: list[str]) -> None:
    """Run a program as the process that it would be by itself."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    report = os.open(folder / "report", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, file in enumerate((os.open(os.devnull, os.O_RDONLY), report, report)):
        os.dup2(file, stream)
    scratch = folder / "scratch"
    scratch.mkdir()
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    sys.argv = words
    runpy.run_path(words[0], run_name="__main__")


def serve() -> None:
    """Answers until the input ends; in the child, runs its program."""
    for line in iter(sys.stdin.readline, ""):
        folder, seconds, *words = json.loads(line)
        child = os.fork()
        with suppress(OSError):  # both do it, whichever comes first
            os.setpgid(child, child)
        if not child:
            become(Path(folder), words)
            return
        sys.stdout.write(f"{json.dumps(measure(child, seconds))}\nend\n")
        sys.stdout.flush()


if __name__ == "__main__":
    load()
    serve()
