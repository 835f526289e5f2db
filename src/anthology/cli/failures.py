"""How a command ends that did not succeed: what it prints, and its exit code."""

from __future__ import annotations

import errno
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import typer

from anthology import __version__
from anthology.cli.console import count, print_json, print_problems
from anthology.pool.stack import with_room
from anthology.report import Refused, shown

MISTAKE = 1  # of the author, or a fault of the system
BUG = 70
INTERRUPTED = 130
SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.ENOMEM, errno.EMFILE}


@contextmanager
def reporting(
    outcome: str,
    *,
    as_json: bool = False,
    every: bool = False,
    result: Mapping[str, object] | None = None,
) -> Iterator[None]:
    """Print a refusal that is raised inside, and end the command with its exit code.

    `outcome` is what did not happen: "No book was built"; `result` is what the JSON holds
    besides the problems. `every`: notes and repeated problems are printed too.
    """
    try:
        yield
    except Refused as refused:
        problems = refused.problems
        if as_json:
            print_json({**(result or {}), "problems": [p.as_json() for p in problems]})
        else:
            print_problems([p for p in problems if every or p.severity], every=every)
            print(f"{outcome}: {count(problems)}.", file=sys.stderr)
        traces = [problem.trace for problem in problems if problem.trace]
        if traces:
            print(
                "`anthology doctor` shows whether something is missing on this machine. "
                f"Otherwise please report it with the file {_saved(chr(10).join(traces))}",
                file=sys.stderr,
            )
        raise typer.Exit(BUG if traces else MISTAKE) from None


def prepare_process() -> None:
    """Make the output UTF-8, and a request to terminate an exit that cleans up."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _terminated)


def _terminated(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    """Exit as after Ctrl-C, so that workers and unfinished files are removed."""
    raise SystemExit(128 + number)


def guarded(run: Callable[..., Any]) -> int:
    """The exit code of `run`, whatever it raises; a failure is printed."""
    with suppress(OSError):  # if not even a message can be written
        return _guarded(run)
    return MISTAKE


def _guarded(run: Callable[..., Any]) -> int:
    try:
        with_room(run, standalone_mode=True)
    except SystemExit as stop:
        return _exit_code(stop.code)
    except KeyboardInterrupt:
        return _exit_code(INTERRUPTED)
    except OSError as fault:
        return _report_system(fault)
    except Exception:  # noqa: BLE001 - anything that nobody else handles is a bug of ours
        return _report_bug()
    return 0


def _exit_code(code: object) -> int:
    if code == INTERRUPTED:  # Typer ends so without a word
        print("Interrupted; the books on the disk are intact.", file=sys.stderr)
    return code if isinstance(code, int) else MISTAKE


def _report_system(fault: OSError) -> int:
    """A full or failing disk is not our bug; every other system error is."""
    if fault.errno not in SYSTEM:
        return _report_bug()
    print(f"{fault.strerror}; the books are unchanged.", file=sys.stderr)
    return MISTAKE


def _report_bug() -> int:
    reason = shown(str(sys.exception()).partition("\n")[0])
    file = _saved(traceback.format_exc())
    print(
        f"This is a bug in Anthology, not a mistake of yours: {reason}\n"
        f"The books are unchanged. Please report it with the file {file}",
        file=sys.stderr,
    )
    return BUG


def _saved(trace: str) -> str:
    """The name of a new file with the traceback, which is not printed."""
    file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - the report needs it after we end
        "w", prefix="anthology-bug-", suffix=".txt", delete=False, encoding="utf-8"
    )
    with file:
        file.write(f"anthology {__version__}, Python {sys.version}\n\n{trace}")
    return file.name
