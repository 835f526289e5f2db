"""A bar on the terminal that says how far a build is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anthology.produce.plan import Progress

WIDTH = 30  # characters of the bar
ERASE = "\r\x1b[K"


@contextmanager
def progress_bar(*, wanted: bool) -> Iterator[Progress]:
    """What shows each finished step, and nothing unless `wanted` and on a capable terminal.

    The bar is written by hand: rich.progress would be imported while the workers start.
    """
    if not (wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"):
        yield _nothing
        return
    try:
        yield _show
    finally:
        print(ERASE, end="", file=sys.stderr, flush=True)


def _show(_step: str, finished: int, steps: int) -> None:
    full = WIDTH * finished // max(steps, 1)
    bar = "━" * full + "╌" * (WIDTH - full)
    print(f"{ERASE}  {bar}  {finished} of {steps}", end="", file=sys.stderr, flush=True)


def _nothing(_step: str, _finished: int, _steps: int) -> None:
    """Show nothing."""
