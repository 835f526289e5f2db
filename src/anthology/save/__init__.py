"""Write the finished books to disk: all of one build, or none.

They are written into a staging folder inside the output folder, with a record of their hashes,
flushed, and then renamed over the old ones by a separate process, so that killing this one
cannot come between two renames. A file of the same name that no build wrote stays. The next
build removes the staging folder of a killed one, which it knows by the lock on the output
folder: a running build holds it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from anthology.report import NOWHERE, Problem, Refused, error
from anthology.save.record import RECORD, digest, record, recorded, unchanged

FOLDER = "books"  # in a project, unless another is named
_STAGE = re.compile(r"\.anthology-(\d+)")
_UNKNOWN = 255  # exit code of a process that ended for another reason than an OSError
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
    ours: Mapping[str, str]  # the hashes of the books in the folder that builds wrote

    def save(
        self, books: Mapping[str, bytes], *, force: bool = False, stale: Names = ()
    ) -> tuple[Path, ...]:
        """Write the books; their paths. Raises Refused and leaves the old ones untouched.

        Files of the same names that no build wrote are overwritten only by `force`. Those of
        `ours` that are `stale` are removed as the books are put in place.
        """
        if not force and (others := self._others(books)):
            raise Refused(*(_not_ours(self.folder, name) for name in others))
        staying = {name: value for name, value in self.ours.items() if name not in stale}
        hashes = {**staying, **{name: digest(data) for name, data in books.items()}}
        names = (*books, RECORD)
        try:
            self._write(chain(books.items(), ((RECORD, record(hashes)),)))
            _in_a_child(partial(self._put_in_place, stale=stale), names)
        except OSError as fault:
            raise _refused(self.folder, fault, sum(map(len, books.values()))) from None
        return tuple(self.folder / name for name in books)

    def _others(self, books: Iterable[str]) -> list[str]:
        """The files that stand where the books are to go and that no build wrote."""
        own = recorded(self.folder) is None
        names = [name for name in books if name not in self.ours] + [RECORD] * own
        return [name for name in names if _is_there(self.folder / name)]

    def _write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write all files into the stage and flush them to disk."""
        for name, data in files:
            with os.fdopen(os.open(self.stage / name, _NEW_FILE, 0o666), "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        _flush(self.stage)

    def _put_in_place(self, names: Names, stale: Names = ()) -> None:
        """Rename each file over the old one; on an error put all old ones back."""
        for name in (*names, *stale):
            with suppress(FileNotFoundError):
                os.link(self.folder / name, self.stage / f"old-{name}", follow_symlinks=False)
        try:
            for name in names:
                (self.stage / name).replace(self.folder / name)
            for name in stale:
                (self.folder / name).unlink(missing_ok=True)
        except OSError:
            for name in (*names, *stale):
                with suppress(FileNotFoundError):
                    (self.stage / f"old-{name}").replace(self.folder / name)
            raise
        _flush(self.folder)
        _sweep(self.folder)


def save(books: Mapping[str, bytes], folder: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write the books of one build into `folder`; their paths. On Refused the old ones stay."""
    with output(folder) as own:
        return own.save(books, force=force)


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
        yield _prepared(folder)
    finally:
        with suppress(OSError):
            _sweep(folder)
        os.close(handle)
        with suppress(OSError):
            for path in created:
                path.rmdir()  # succeeds only if it is empty: nothing was saved


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


def _ours(folder: Path) -> dict[str, str]:
    """The hashes of the books in the folder that builds wrote, also one killed as it did so."""
    stages = [path for path in folder.iterdir() if _STAGE.fullmatch(path.name)]
    records = (recorded(each) for each in (folder, *sorted(stages)))
    return unchanged(folder, [each for each in records if each])


def _prepared(folder: Path) -> Output:
    """The folder with an empty stage, named after the process that holds it. Raises Refused."""
    stage = folder / f".anthology-{os.getpid()}"
    try:
        ours = _ours(folder)
        _sweep(folder)
        stage.mkdir()
    except OSError as fault:
        raise _refused(folder, fault) from None
    return Output(folder, stage, ours)


def _busy(folder: Path) -> Problem:
    stages = (_STAGE.fullmatch(entry.name) for entry in folder.iterdir())
    who = next((f"process {stage[1]}" for stage in stages if stage), "another build")
    return error(
        NOWHERE,
        f"{who} is writing books to {folder}",
        "Wait until it has finished, or give another folder with --output.",
    )


def _is_there(path: Path) -> bool:
    """Whether there is a file or folder. To replace a link loses nothing."""
    return path.exists() and not path.is_symlink()


def _not_ours(folder: Path, name: str) -> Problem:
    return error(
        NOWHERE,
        f"{folder / name} was not written by Anthology, or was changed since, and is kept",
        "Move it or give another folder with --output; --force overwrites it.",
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
        ended = "the process that puts them in place was killed"
        raise OSError(code, os.strerror(code)) if 0 < code < _UNKNOWN else OSError(0, ended)


def _forked(work: Callable[[Names], None], argument: Names) -> int:
    """The exit code of the child: 0, or the number of its OSError."""
    child = os.fork()
    if child == 0:
        code = _UNKNOWN
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
