"""Run another program for a task, within the limits that the task has."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence

from anthology.pool.life import DIE_WITH_PARENT
from anthology.pool.worker import MEGABYTE, address_space

SECONDS = 60  # at most, where the task has no limit itself


def memory_left_mb() -> int | None:
    """How many megabytes the task may still use; None: there is no limit."""
    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    if allowed == resource.RLIM_INFINITY or sys.platform != "linux":
        return None
    return max(1, (allowed - address_space()) // MEGABYTE)


def output_of(command: Sequence[str], data: bytes) -> bytes:
    """What a program writes for `data`; it ends with the task.

    It may use as much processor time as the task. Its address space is not limited, since some
    reserve far more than they use: give it a limit of memory of its own (`memory_left_mb`).
    Raises OSError where it cannot be started, and subprocess.SubprocessError where it fails.
    """
    done = subprocess.run(  # noqa: S603  an installed program, whose arguments are ours
        command,
        input=data,
        capture_output=True,
        check=True,
        timeout=SECONDS,
        cwd="/",
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        preexec_fn=_begin,
    )
    return done.stdout


def _begin() -> None:
    """In the child, before the program: ends with its parent, has all address space."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
