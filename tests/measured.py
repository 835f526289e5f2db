"""Runs a command within a bound of seconds and reports what it used.

    python -I -S measured.py REPORT SECONDS COMMAND ...

The bound is for a quiet machine: where more processes want to run than there are cores, it grows
as the command's share of them shrinks.

REPORT becomes a JSON object: the exit code (None: it was still running after SECONDS and was
killed with everything it started), the seconds it took, and the peak memory in MB (of the
largest process of its tree). A process of its own measures this: what pytest itself has used
would otherwise count as the command's.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

BUSIEST = 8  # times the bound: a hang is found on any machine
UNITS = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss in a megabyte


def measure(seconds: float, command: list[str]) -> dict[str, float | int | None]:
    """Exit code, seconds and peak memory of a command."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    started = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True)
    code: int | None = None
    try:
        code = process.wait(seconds * slowness())
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / UNITS
    return {"exit": code, "seconds": time.monotonic() - started, "megabytes": peak}


def slowness() -> float:
    """How many times longer a command takes here, by the load of the last minute."""
    return min(max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)), BUSIEST)


if __name__ == "__main__":
    report, bound, *words = sys.argv[1:]
    Path(report).write_text(json.dumps(measure(float(bound), words)), "utf-8")
