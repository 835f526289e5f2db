"""Standard input, output and error: closed, full, or with a reader that has gone away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO


def prepare() -> None:
    """Make the output UTF-8, and give what is closed another end.

    The next file that is opened would take a closed stream's place, and get what others write
    to it.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def reader_may_leave(stream: TextIO) -> Iterator[None]:
    """Writing to `stream`: to a reader that has read enough, as `head` does, is no failure."""
    try:
        yield
    except BrokenPipeError:
        silence(stream)


def finish() -> None:
    """Write out what waits in the streams. Raises OSError, with none of it waiting any more."""
    fault = None
    for stream in (sys.stdout, sys.stderr):
        try:
            with reader_may_leave(stream):
                stream.flush()
        except OSError as error:
            silence(stream)
            fault = error
    if fault:
        raise fault


def say(text: str) -> None:
    """Print a last line to standard error, or to standard output where that cannot be written."""
    for stream in (sys.stderr, sys.stdout):
        try:
            print(text, file=stream, flush=True)
        except OSError:
            silence(stream)
        else:
            return


def silence(stream: TextIO) -> None:
    """Send what is still to be written nowhere: Python would try again as it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  until the end
