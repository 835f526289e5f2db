"""The cache: results in `.anthology/`, each under the hash of what it was computed from.

Everything in it can be computed again: an entry that is damaged or was moved to another name
counts as missing, the least recently used go when the cache is full, and the folder may be
deleted at any time. An entry is written under another name and renamed, so that parallel or
killed builds leave no half of one. Several machines may share a folder: ANTHOLOGY_CACHE names it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from anthology.cache import libraries

MEGABYTE = 1 << 20
DIGEST = 32  # bytes of SHA-256 before the data of an entry
BOUND_MB = 500  # about 40,000 reviews of 1,000 words
SHARED_MB = 5_000  # of several books
BUCKETS = 16
FOLDER = ".anthology"  # in a project
SHARED = "ANTHOLOGY_CACHE"  # in the environment: the folder that is used in place of it
OWN, EVERYBODY = 0o600, 0o666  # who may read an entry, as far as the umask allows
UNFINISHED = ".part"  # the suffix of an entry that is being written


def key(*parts: bytes | str) -> str:
    """The name of an entry: the SHA-256 of `parts`, in hexadecimal.

    Each part counts with its length, so that ("ab", "c") differs from ("a", "bc").
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def bucket(name: str) -> int:
    """The number, below BUCKETS, of the entry that holds the small result of this name.

    Small results share an entry because each file takes half a millisecond or more to create.
    """
    return int(name[:4], 16) % BUCKETS


@cache
def fingerprint() -> str:
    """A hash of the program: our code, Python, all installed distributions, Pango and HarfBuzz."""
    ours = sorted(p for p in Path(__file__).parents[1].rglob("*.*") if p.suffix in {".py", ".css"})
    folders = filter(os.path.isdir, sys.path)
    installed = {
        e.name for folder in folders for e in os.scandir(folder) if e.name.endswith("-info")
    }
    versions = (sys.version, libraries.versions(), *sorted(installed))
    return key(*versions, *(path.read_bytes() for path in ours))


def of_project(root: Path) -> Cache:
    """The cache of a project, or the one that its machine shares with others."""
    shared = os.environ.get(SHARED, "")
    if not shared:
        return Cache(root / FOLDER)
    folder = Path(shared).expanduser().absolute()
    return Cache(folder, SHARED_MB, EVERYBODY, root.resolve().name)


class Cache:
    """Bytes by key. The key "" and a cache whose `folder` is None hold nothing.

    `bound_mb` is the size in megabytes that `trim` leaves at most. `project` tells the projects
    apart that share a cache.
    """

    def __init__(
        self,
        folder: Path | None,
        bound_mb: float = BOUND_MB,
        mode: int = OWN,
        project: str = "",
    ) -> None:
        self.folder = folder
        self.bound_mb = bound_mb
        self.mode = mode
        self.project = project

    def own(self, *parts: str) -> str:
        """The name of an entry that the next build of the same project replaces."""
        return key(self.project, *parts)

    def get(self, key: str) -> bytes | None:
        """The data stored under `key`, or None; a damaged entry is removed."""
        path = self._path(key)
        if path is None:
            return None
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        if _checksum(key, entry[DIGEST:]) != entry[:DIGEST]:
            _remove(path)
            return None
        with suppress(OSError):
            os.utime(path)  # `trim` removes the least recently used first
        return entry[DIGEST:]

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`; on a full or read-only disk do nothing."""
        path = self._path(key)
        if path is None:
            return
        with suppress(OSError):
            part = path.with_name(f"{path.name}.{os.getpid()}{UNFINISHED}")
            handle = _created(part, self.mode)  # fails if another thread is writing it
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(key, data))
                    file.write(data)
                part.replace(path)
            except OSError:
                _remove(part)
                raise

    def trim(self) -> None:
        """Remove the least recently used entries until the cache is within its bound.

        Files that a killed build left unfinished go first.
        """
        entries = sorted(self._entries())
        room = self.bound_mb * MEGABYTE - sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if room >= 0:
                return
            _remove(path)
            room += size

    def clean(self) -> None:
        """Remove the cache's folder."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, key: str) -> Path | None:
        return self.folder / key[:1] / key[1:] if self.folder and key else None

    def _entries(self) -> Iterable[tuple[int, int, Path]]:
        """(time of last use in ns, size in bytes, path) of every file in the cache."""
        if self.folder is None:
            return
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                age = 0 if path.suffix == UNFINISHED else status.st_mtime_ns
                yield age, status.st_size, path


def _checksum(key: str, data: bytes) -> bytes:
    """What stands before the data of an entry, which under another name is damaged."""
    return hashlib.sha256(key.encode() + data).digest()


def _created(path: Path, mode: int) -> int:
    """A handle of a new file; never of an existing one, which could be a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:  # cheaper than checking for the folder each time
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, mode)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
