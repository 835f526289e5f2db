"""`anthology` and `python -m anthology`: the command line, which Ctrl-C ends at any moment."""

from __future__ import annotations

import gc
import os

POSIX_ONLY = (
    "Anthology runs on Linux and macOS; on Windows it runs in WSL "
    "(https://learn.microsoft.com/windows/wsl/install)."
)


def main() -> None:
    """Run the command line."""
    if os.name != "posix":
        raise SystemExit(POSIX_ONLY)
    gc.set_threshold(50_000, 10, 10)  # most of what we make lives as long as we do
    try:
        from anthology.cli import main as run  # noqa: PLC0415  Ctrl-C may come while it loads

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    finally:
        gc.freeze()  # the system takes the memory back faster than Python looks through it


if __name__ == "__main__":
    main()
