"""How a command ends that did not succeed: what it prints, and its exit code."""

from __future__ import annotations

import errno
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer

from anthology import __version__
from anthology.cli.screen import streams
from anthology.cli.screen.console import count, print_json, print_problems
from anthology.cli.screen.events import Events
from anthology.pool import ShortOfMemory
from anthology.pool.memory import is_for_memory
from anthology.pool.stack import with_room
from anthology.report import SHORT_OF_MEMORY, Refused, shown

MISTAKE = 1  # of the author, or a fault of the system
BUG = 70
INTERRUPTED = 130
SYSTEM = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EROFS,
    errno.ENOMEM,
    errno.EAGAIN,  # no further process
    errno.EMFILE,
    errno.ENFILE,
}
_books = ["the books are unchanged"]  # what has become of them; the last word counts


@contextmanager
def reporting(
    outcome: str,
    *,
    as_json: bool = False,
    every: bool = False,
    result: Mapping[str, object] | None = None,
    events: Events | None = None,
) -> Iterator[None]:
    """Print a refusal that is raised inside, and end the command with its exit code.

    `outcome` is what did not happen: "No book was built"; `result` is what the JSON holds
    besides the problems. `every`: notes and repeated problems are printed too. With `events`,
    problems are printed as such.
    """
    try:
        yield
    except (Refused, ShortOfMemory, MemoryError) as refused:
        problems = refused.problems if isinstance(refused, Refused) else (SHORT_OF_MEMORY,)
        if events:
            events.problems(problems)
        elif as_json:
            print_json({**(result or {}), "problems": [p.as_json() for p in problems]})
        else:
            print_problems([p for p in problems if every or p.severity], every=every)
            streams.say(f"{outcome}: {count(problems)}.")
        traces = [problem.trace for problem in problems if problem.trace]
        if traces:
            streams.say(
                "`anthology doctor` shows whether something is missing on this machine. "
                f"Otherwise: {_please_report(chr(10).join(traces))}"
            )
        raise typer.Exit(BUG if traces else MISTAKE) from None


def books_are_saved() -> None:
    """Let later failures say that the books are saved."""
    _books.append("the books are saved")


def guarded(run: Callable[..., Any]) -> int:
    """The exit code of `run`, whatever it raises; a failure is printed."""
    code = _guarded(run)
    try:
        streams.finish()
    except OSError as fault:
        return _report_system(fault)
    return code


def _guarded(run: Callable[..., Any]) -> int:
    try:
        with_room(run, standalone_mode=True)
    except SystemExit as stop:
        return _exit_code(stop.code)
    except KeyboardInterrupt:
        return _exit_code(INTERRUPTED)
    except Exception as fault:  # noqa: BLE001 - anything that nobody else handles is a bug of ours
        if is_for_memory(fault):
            streams.say(f"The machine has too little free memory; {_books[-1]}.")
            return MISTAKE
        return _report_system(fault) if isinstance(fault, OSError) else _report_bug()
    return 0


def _exit_code(code: object) -> int:
    if code == INTERRUPTED:  # Typer ends so without a word
        streams.say("Interrupted; the books on the disk are intact.")
    return code if isinstance(code, int) else MISTAKE


def _report_system(fault: OSError) -> int:
    """A full or failing disk is not our bug; every other system error is."""
    if fault.errno not in SYSTEM:
        return _report_bug()
    streams.say(f"{fault.strerror or fault}; {_books[-1]}.")
    return MISTAKE


def _report_bug() -> int:
    reason = shown(str(sys.exception()).partition("\n")[0])
    streams.say(
        f"This is a bug in Anthology, not a mistake of yours: {reason}\n"
        f"{_books[-1].capitalize()}. {_please_report(traceback.format_exc())}"
    )
    return BUG


def _please_report(trace: str) -> str:
    """The request to report a bug with its traceback, which is in a file if one can be written."""
    text = f"anthology {__version__}, Python {sys.version}\n\n{trace}"
    try:
        file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - the report needs it after we end
            "w",
            prefix="anthology-bug-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        )
        with file:
            file.write(text)
    except OSError:
        return f"Please report it with what follows.\n{_shown_lines(text)}"
    return f"Please report it with the file {file.name}"


def _shown_lines(text: str) -> str:
    """The text, safe for a terminal line by line."""
    return "\n".join(map(shown, text.splitlines()))
