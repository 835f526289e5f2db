"""`anthology` and `python -m anthology`: the command line, which Ctrl-C ends at any moment."""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType

POSIX_ONLY = (
    "Anthology runs on Linux and macOS; on Windows it runs in WSL "
    "(https://learn.microsoft.com/windows/wsl/install)."
)
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LATER = 0.02  # seconds until an import is looked for again
IMPORT = "<frozen importlib._bootstrap>"  # the file of every frame that imports


def main() -> None:
    """Run the command line."""
    if os.name != "posix":
        raise SystemExit(POSIX_ONLY)
    gc.set_threshold(50_000, 10, 10)  # most of what we make lives as long as we do
    try:
        heed_signals()
        from anthology.cli import main as run  # noqa: PLC0415  Ctrl-C may come while it loads

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        gc.freeze()  # the system takes the memory back faster than Python looks through it


def heed_signals() -> None:
    """Make a request to end an exit that cleans up; one that is ignored stays ignored."""
    for number in ENDS:
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    """End, so that workers and unfinished files are removed; not in the midst of an import.

    A library in C aborts the process then, and Python takes what is raised for our mistake.
    """
    if _imports(frame):
        # To whom it is to go by then: asyncio and uvicorn have handlers of their own.
        signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(number))
        signal.setitimer(signal.ITIMER_REAL, LATER)
    elif number == signal.SIGINT:
        raise KeyboardInterrupt
    else:
        raise SystemExit(128 + number)


def _imports(frame: FrameType | None) -> bool:
    """Whether a frame, or one that waits for it, imports a module."""
    while frame is not None:
        if frame.f_code.co_filename == IMPORT:
            return True
        frame = frame.f_back
    return False


if __name__ == "__main__":
    main()
