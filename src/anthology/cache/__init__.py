"""The cache: results in `.anthology/`, each under the hash of what it was computed from.

Everything in it can be computed again: an entry that is damaged or was moved to another name
counts as missing, the least recently used go when the cache is full, and the folder may be
deleted at any time. An entry is written under another name and renamed, so that parallel or
killed builds leave no half of one. Several machines may share a folder, or a store behind a folder
of their own (`courier`): ANTHOLOGY_CACHE names it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anthology.cache import libraries
from anthology.cache.unsent import Unsent
from anthology.report import Problem

if TYPE_CHECKING:
    from anthology.cache.courier import Courier

MEGABYTE = 1 << 20
DIGEST = 32  # bytes of SHA-256 before the data of an entry
BOUND_MB = 500  # about 6,000 reviews of 1,000 words; more where one build uses more
SHARED_MB = 5_000  # of several books
BUCKETS = 16
LAG = 10**10  # ns that the clock of a drive may be behind ours
SPACE = 0.1  # of the bound, which trimming leaves free: the next builds need not trim
MANY = 500  # entries that are read at once
FOLDER = ".anthology"  # in a project
SHARED = "ANTHOLOGY_CACHE"  # in the environment: a folder used in place of it, or an address
ADDRESS = "://"  # is in every address
OWN, EVERYBODY = 0o600, 0o666  # who may read an entry, as far as the umask allows
UNFINISHED = ".part"  # the suffix of an entry that is being written


def key(*parts: bytes | str) -> str:
    """The name of an entry: the SHA-256 of `parts`, in hexadecimal.

    Each part counts with its length, so that ("ab", "c") differs from ("a", "bc").
    """
    return key_of(parts)


def key_of(parts: Iterable[bytes | str]) -> str:
    """The same for parts of which each may be let go when it has been read."""
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
    ours = sorted(_program(Path(__file__).parents[1]))
    folders = filter(os.path.isdir, sys.path)
    installed = {
        e.name for folder in folders for e in os.scandir(folder) if e.name.endswith("-info")
    }
    versions = (sys.version, libraries.versions(), *sorted(installed))
    return key(*versions, *(Path(path).read_bytes() for path in ours))


def _program(folder: Path) -> Iterator[str]:
    """The paths of all that the program does and all that its own CSS says."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{parent}/{name}" for name in names if name.endswith((".py", ".css")))


def of_project(root: Path) -> Cache:
    """The cache of a project, or the one that its machine shares with others."""
    shared, name = os.environ.get(SHARED, ""), root.resolve().name
    if not shared:
        return Cache(root / FOLDER)
    if ADDRESS not in shared:
        return Cache(Path(shared).expanduser().absolute(), SHARED_MB, EVERYBODY, name)
    from anthology.cache.courier import courier_to  # noqa: PLC0415  seldom

    front = _front(shared)
    return Cache(front, SHARED_MB, OWN, name, courier_to(shared, front))


def _front(address: str) -> Path:
    """The folder in front of a store: the user's own, which came with nobody's project."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "anthology" / key(address)[:12]


class Cache:
    """Bytes by key. The key "" and a cache whose `folder` is None hold nothing.

    `bound_mb` is the size in megabytes that `trim` leaves at most, unless what was used since this
    object was made is larger: the next build of the same book needs all of it. `project` tells the
    projects apart that share a cache.
    """

    def __init__(
        self,
        folder: Path | None,
        bound_mb: float = BOUND_MB,
        mode: int = OWN,
        project: str = "",
        courier: Courier | None = None,
    ) -> None:
        self.folder = folder
        self.bound_mb = bound_mb
        self.mode = mode
        self.project = project
        self.courier = courier
        self.since = time.time_ns()
        self._unsent = Unsent(folder) if courier and folder else None

    def __getstate__(self) -> dict[str, Any]:
        """A worker's copy asks nobody, and notes what is to be sent."""
        return {**self.__dict__, "courier": None}

    def own(self, *parts: str) -> str:
        """The name of an entry that the next build of the same project replaces."""
        return key(self.project, *parts)

    def get(self, key: str) -> bytes | None:
        """The data stored under `key`, or None; a damaged entry is removed."""
        return self.get_all((key,))[0]

    def get_all(self, keys: Sequence[str]) -> list[bytes | None]:
        """The data stored under each key, or None, which a store is asked for at once."""
        found = [self._data(key) for key in keys]
        missing = [i for i, data in enumerate(found) if data is None and keys[i]]
        if self.courier and missing:
            self.courier.fetch([keys[i] for i in missing])
            for i in missing:
                found[i] = self._data(keys[i])
        return found

    def each(self, keys: Sequence[str]) -> Iterator[bytes | None]:
        """The same one by one, so that each may be let go; a store is asked for many at once."""
        for start in range(0, len(keys), MANY):
            found = self.get_all(keys[start : start + MANY])
            found.reverse()
            while found:
                yield found.pop()

    def fetch(self, keys: Sequence[str]) -> None:
        """Bring what a store has of these entries here."""
        if self.courier:
            self.courier.fetch(keys)

    def _data(self, key: str) -> bytes | None:
        entry = self.entry(key)
        return None if entry is None else entry[DIGEST:]

    def entry(self, key: str) -> bytes | None:
        """An entry as it is kept here and in stores, or None; a damaged one is removed."""
        path = self._path(key)
        if path is None:
            return None
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  one for each section
                entry = file.read()
        except OSError:
            return None
        if not _is_sound(key, entry):
            _remove(path)
            return None
        with suppress(OSError):
            os.utime(path)  # `trim` removes the least recently used first
        return entry

    def accept(self, key: str, entry: bytes) -> None:
        """Keep an entry that a store had, if it is sound."""
        if _is_sound(key, entry):
            self._write(key, entry)

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`; on a full or read-only disk do nothing."""
        self._write(key, _checksum(key, data), data)
        if self._unsent and key:
            self._unsent.add(key)

    def share(self) -> tuple[Problem, ...]:
        """Send what is new to the store. A warning where it could not be used."""
        if self.courier is None:
            return ()
        if self._unsent and self._unsent.is_there:
            self.courier.send()
        return self.courier.problems()

    def _write(self, key: str, *parts: bytes) -> None:
        path = self._path(key)
        if path is None:
            return
        with suppress(OSError):
            part = f"{path}.{os.getpid()}{UNFINISHED}"
            handle = _created(part, self.mode)  # fails if another thread is writing it
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines(parts)
                os.replace(part, path)  # noqa: PTH105
            except OSError:
                _remove(part)
                raise

    def trim(self) -> None:
        """Remove the least recently used entries where the cache exceeds its bound.

        Files that a killed build left unfinished go first; what was used `since` stays. Some space
        is made for the next builds, since removing files may take longer than such a build.
        """
        entries, bound = [*self._entries()], self.bound_mb * MEGABYTE
        total = sum(size for _, size, _ in entries)
        if total <= bound:
            return
        for used, size, path in sorted(entries):
            if total <= bound * (1 - SPACE) or used >= self.since - LAG:
                return
            _remove(path)
            total -= size

    def clean(self) -> None:
        """Remove the cache's folder."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, key: str) -> str | None:
        return f"{self.folder}/{key[:1]}/{key[1:]}" if self.folder and key else None

    def _entries(self) -> Iterator[tuple[int, int, str]]:
        """(time of last use in ns, size in bytes, path) of every file in the cache."""
        for folder in _listed(self.folder) if self.folder else ():
            for each in _listed(folder.path):
                with suppress(OSError):
                    status = each.stat()
                    age = 0 if each.name.endswith(UNFINISHED) else status.st_mtime_ns
                    yield age, status.st_size, each.path


def _listed(folder: str | Path) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing, if it is none."""
    try:
        with os.scandir(folder) as entries:
            return [*entries]
    except OSError:
        return []


def _checksum(key: str, data: bytes | memoryview) -> bytes:
    """What stands before the data of an entry, which under another name is damaged."""
    digest = hashlib.sha256(key.encode())
    digest.update(data)
    return digest.digest()


def _is_sound(key: str, entry: bytes) -> bool:
    return _checksum(key, memoryview(entry)[DIGEST:]) == entry[:DIGEST]


def _created(path: str, mode: int) -> int:
    """A handle of a new file; never of an existing one, which could be a link."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:  # cheaper than checking for the folder each time
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, mode)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
