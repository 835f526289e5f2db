"""A temporary folder for processes that may be killed, removed by the next run at the latest.

Whoever uses a folder holds a lock on it, which ends with the process, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PREFIX = "anthology-work-"
_NAME = re.compile(_PREFIX + r"\w{8}")  # as tempfile makes them
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Scratch:
    """A temporary folder. Those that killed processes left are removed first."""

    def __init__(self) -> None:
        sweep()
        while True:  # another process may sweep it before it is locked
            self.name = tempfile.mkdtemp(prefix=_PREFIX)
            try:
                self._handle = os.open(self.name, _FOLDER)
            except FileNotFoundError:
                continue
            with suppress(OSError):  # a file system without locks
                fcntl.flock(self._handle, fcntl.LOCK_EX)
            if Path(self.name).exists():
                return
            os.close(self._handle)

    def __enter__(self) -> str:
        return self.name

    def __exit__(self, *error: object) -> None:
        self.cleanup()

    def cleanup(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.name, ignore_errors=True)
        os.close(self._handle)


def sweep() -> None:
    """Remove the temporary folders of ours that no process uses."""
    for path in _left():
        with suppress(OSError):
            handle = os.open(path, _FOLDER)
            try:
                if os.fstat(handle).st_uid == os.geteuid():
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # fails if it is used
                    shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(handle)


def _left() -> Iterator[str]:
    """The folders that may be ours."""
    try:
        entries = sorted(os.scandir(tempfile.gettempdir()), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if _NAME.fullmatch(entry.name):
            with suppress(OSError):
                if stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode):
                    yield entry.path
