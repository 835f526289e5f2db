"""A store that several machines share: an object store, or what else fsspec has an address for.

It has entries of the cache under the same names, and whatever is not one counts as missing. This
is what the courier's process does (`courier`): `anthology` itself never loads fsspec.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from anthology.cache import Cache
from anthology.cache.unsent import Unsent
from anthology.pool.life import be_silent, end_with_parent

CHUNK = 128  # entries that are fetched or sent at once
MISSING = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
REASONS = {
    PermissionError: "access is denied",
    FileNotFoundError: "there is no such place",
    TimeoutError: "it does not answer",
    ConnectionError: "there is no connection",
    ImportError: "a package for it is not installed",
    ValueError: "there is no such kind of address",
}
EXTRA = "pip install 'review-anthology[store]'"


def serve(pipe: Connection, address: str, folder: Path) -> None:
    """Do what the courier is asked, until its parent is gone.

    The answer is whether there is more to do, or a reason why nothing can be done, and a hint.
    """
    end_with_parent()
    be_silent()
    store: Store | None = None
    with suppress(EOFError, OSError):
        while True:
            names: Sequence[str] | None = pipe.recv()
            try:
                store = store or Store(address, folder)
                pipe.send(store.send() if names is None else store.fetched(names))
            except Exception as fault:  # noqa: BLE001  each file system has exceptions of its own
                pipe.send(why(fault, address))


def why(fault: Exception, address: str) -> tuple[str, str]:
    """Why a store cannot be used, in words without any of the fault's: it may name a secret."""
    kinds = (words for kind, words in REASONS.items() if isinstance(fault, kind))
    reason = next(kinds, f"it fails with {type(fault).__name__}")
    if isinstance(fault, ImportError):
        return reason, f"Install it: {EXTRA} {_package(address)}".rstrip() + "."
    return reason, ""


def _package(address: str) -> str:
    """The package of a file system that does not come with fsspec, "" where it is not known."""
    with suppress(ImportError):
        from fsspec.registry import known_implementations  # noqa: PLC0415

        known = known_implementations.get(urlsplit(address).scheme, {"class": "fsspec"})
        package = str(known["class"]).partition(".")[0]
        return package if package != "fsspec" else ""
    return ""


class Store:
    """The entries at an address, carried to and from the cache in a folder."""

    def __init__(self, address: str, folder: Path) -> None:
        from fsspec.core import url_to_fs  # noqa: PLC0415

        self.cache, self.unsent = Cache(folder), Unsent(folder)
        self._waiting: deque[str] = deque()  # names of entries to be sent
        self._files, root = url_to_fs(address)
        self._root = root.rstrip("/")
        self._folders: set[str] = set()  # that are there

    def fetched(self, names: Sequence[str]) -> bool:
        """Whether there is more to fetch: the entries that are sound are in the cache now.

        Raises what the file system does, but where an entry is missing.
        """
        paths = {self._path(name): name for name in names}
        found = self._files.cat(list(paths), on_error="return")
        for path, entry in found.items():
            if isinstance(entry, bytes):
                self.cache.accept(paths[path], entry)
            elif not isinstance(entry, MISSING):
                raise entry
        return False

    def send(self) -> bool:
        """Send some of the entries that are new in the cache; whether more are waiting."""
        self._waiting.extend(self.unsent.taken())
        names = [self._waiting.popleft() for _ in range(min(CHUNK, len(self._waiting)))]
        entries = {self._path(name): self.cache.entry(name) for name in names}
        self._write({path: entry for path, entry in entries.items() if entry is not None})
        return bool(self._waiting)

    def _write(self, entries: dict[str, bytes]) -> None:
        """Write entries, so that who reads one at the same time gets it whole or not at all."""
        if self._files.async_impl:  # an object store: an object is there when it is complete
            self._files.pipe(entries)
            return
        for path, entry in entries.items():
            part = f"{path}.{secrets.token_hex(8)}.part"
            self._make_folder(path.rpartition("/")[0])
            self._files.pipe_file(part, entry)
            self._files.mv(part, path)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._files.makedirs(folder, exist_ok=True)
            self._folders.add(folder)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name[:1]}/{name[1:]}"
