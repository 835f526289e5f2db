"""Write the finished books to disk: all of one build, or none.

They are written into a staging folder inside the output folder, with a record of their hashes,
flushed, and then renamed over the old ones by a separate process, so that killing this one
cannot come between two renames. The next build removes the staging folder of a killed one,
which it knows by the lock on the output folder: a running build holds it.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from anthology.report import NOWHERE, Problem, Refused, error

FOLDER = "books"  # in a project, unless another is named
RECORD = "build.json"
_STAGE = re.compile(r"\.anthology-(\d+)")
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
Names = tuple[str, ...]
_WAITS = (0.02, 0.1, 0.3)  # seconds between tries: a killed build may still be renaming
_NO_LOCKS = (errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL)
_INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Output:
    """An output folder that this process has locked, and the staging folder inside it."""

    folder: Path
    stage: Path

    def save(self, books: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Write the books; their paths. Raises Refused and leaves the old ones untouched."""
        files = {**books, RECORD: self._record(books)}
        try:
            self._write(files)
            _in_a_child(self._put_in_place, tuple(files))
        except OSError as fault:
            raise _refused(self.folder, fault, sum(map(len, files.values()))) from None
        return tuple(self.folder / name for name in books)

    def _record(self, books: Mapping[str, bytes]) -> bytes:
        """The hashes of all books in the folder, including those of earlier builds."""
        hashes = {n: h for n, h in recorded(self.folder).items() if (self.folder / n).is_file()}
        hashes |= {name: hashlib.sha256(data).hexdigest() for name, data in books.items()}
        return (json.dumps({"sha256": dict(sorted(hashes.items()))}, indent=1) + "\n").encode()

    def _write(self, files: Mapping[str, bytes]) -> None:
        """Write all files into the stage and flush them to disk."""
        for name, data in files.items():
            with os.fdopen(os.open(self.stage / name, _NEW_FILE, 0o666), "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        _flush(self.stage)

    def _put_in_place(self, names: Names) -> None:
        """Rename each file over the old one; on an error put all old ones back."""
        for name in names:
            with suppress(FileNotFoundError):
                os.link(self.folder / name, self.stage / f"old-{name}", follow_symlinks=False)
        try:
            for name in names:
                (self.stage / name).replace(self.folder / name)
        except OSError:
            for name in names:
                with suppress(FileNotFoundError):
                    (self.stage / f"old-{name}").replace(self.folder / name)
            raise
        _flush(self.folder)
        _sweep(self.folder)


def save(books: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write the books of one build into `folder`; their paths. On Refused the old ones stay."""
    with output(folder) as own:
        return own.save(books)


@contextmanager
def output(folder: Path) -> Iterator[Output]:
    """The output folder, created if need be and locked for this process.

    Raises Refused if another build has locked it or it cannot be written.
    """
    try:
        created = [path for path in (folder, *folder.parents) if not path.exists()]
        handle = _open_and_lock(folder)
    except OSError as fault:
        raise _refused(folder, fault) from None
    try:
        yield Output(folder, _new_stage(folder))
    finally:
        with suppress(OSError):
            _sweep(folder)
        os.close(handle)
        with suppress(OSError):
            for path in created:
                path.rmdir()  # succeeds only if it is empty: nothing was saved


def recorded(folder: Path) -> dict[str, str]:
    """The hashes of the books in a folder by file name, as the last build recorded them."""
    try:
        found = json.loads((folder / RECORD).read_bytes())["sha256"]
        return {str(name): str(value) for name, value in found.items() if Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _open_and_lock(folder: Path) -> int:
    """A handle that locks the folder until it is closed, be it by the end of the process."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for wait in (*_WAITS, None):
            if _locked(handle):
                return handle
            if wait is not None:
                time.sleep(wait)
        os.close(handle)
        raise Refused(_busy(folder))
    except OSError as fault:
        if fault.errno not in _NO_LOCKS:  # some network file systems have no locks
            os.close(handle)
            raise
    return handle


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _new_stage(folder: Path) -> Path:
    """The empty stage, named after the process that holds the folder. Raises Refused."""
    stage = folder / f".anthology-{os.getpid()}"
    try:
        _sweep(folder)
        stage.mkdir()
    except OSError as fault:
        raise _refused(folder, fault) from None
    return stage


def _busy(folder: Path) -> Problem:
    stages = (_STAGE.fullmatch(entry.name) for entry in folder.iterdir())
    who = next((f"process {stage[1]}" for stage in stages if stage), "another build")
    return error(
        NOWHERE,
        f"{who} is writing books to {folder}",
        "Wait until it has finished, or give another folder with --output.",
    )


def _sweep(folder: Path) -> None:
    """Remove what unfinished builds left; links are removed, not followed."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if _STAGE.fullmatch(entry.name):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                Path(entry.path).unlink(missing_ok=True)


def _in_a_child(work: Callable[[Names], None], argument: Names) -> None:
    """Do the work in a child process that survives this one. Raises its OSError.

    Signals wait until it has finished: sweeping the stage earlier would leave some books old
    and some new.
    """
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTS)
    try:
        code = _forked(work, argument)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
    if code:
        raise OSError(abs(code), os.strerror(abs(code)))


def _forked(work: Callable[[Names], None], argument: Names) -> int:
    """The exit code of the child: 0, or the number of its OSError."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            os.setsid()  # a Ctrl-C in the terminal does not reach it
            work(argument)
            code = 0
        except OSError as fault:
            code = fault.errno or code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(folder: Path, fault: OSError, size: int = 0) -> Refused:
    words = (fault.strerror or str(fault)).lower()
    room = ""
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        room = f"; the books need {max(1, size >> 20)} MB"
    return Refused(
        error(
            NOWHERE,
            f"the books cannot be written to {folder}: {words}{room}",
            "Books of earlier builds are unchanged. Make room or correct the folder, or give "
            "another one with --output.",
        )
    )
