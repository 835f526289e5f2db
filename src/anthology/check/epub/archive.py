"""The archive of an EPUB, read entry by entry and within bounds: anybody may have made it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import IO

from anthology.report import Place, Problem, error, warning

MOST_BYTES = 2_000_000_000  # when unpacked; Apple's and Google's limit
# A book of text and pictures unpacks to a few times its size; deflate can reach 1,032 times.
MOST_GROWTH = 100
SMALL = 50_000_000  # bytes when unpacked, below which any growth is harmless
# Bytes of one file that is parsed. E-readers open documents of 300 KB at most.
MOST_PARSED = 8_000_000
MOST_PICTURE = 50_000_000
CHUNK = 1 << 16
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # all that an EPUB may use


class Unopenable(Exception):
    """No e-reader can open it; the message is the reason."""


class Archive(Mapping[str, bytes]):
    """The files of a book by path. One that cannot be read is there and has no bytes.

    Raises Unopenable where the file is not an archive, or one made to fill the memory.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._archive = zipfile.ZipFile(file)
            self.entries = self._archive.infolist()
        except Exception as reason:  # zipfile has no exception of its own for half of them
            raise Unopenable(f"the archive is damaged ({reason})") from reason
        self._entries = {e.filename: e for e in self.entries if not e.is_dir()}
        self._refuse_bombs()

    def _refuse_bombs(self) -> None:
        unpacked = sum(entry.file_size for entry in self.entries)
        packed = sum(entry.compress_size for entry in self.entries)
        if unpacked > MOST_BYTES:
            raise Unopenable("it is larger than 2 GB when unpacked")
        if unpacked > max(SMALL, MOST_GROWTH * packed):
            raise Unopenable(f"unpacked it is more than {MOST_GROWTH} times as large")

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file, b"" where it is damaged or too large to be parsed."""
        if name in self.unread:
            return b""
        with self._archive.open(self._entries[name]) as stream:
            return stream.read(self.size(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """The size of a file in bytes, as the archive gives it."""
        return self._entries[name].file_size

    @cached_property
    def unread(self) -> dict[str, Problem]:
        """Why files of the book are not read, by path."""
        problems = ((name, self._fault(name)) for name in self._entries)
        return {name: problem for name, problem in problems if problem}

    def _fault(self, name: str) -> Problem | None:
        entry = self._entries[name]
        if entry.compress_type not in METHODS:
            hint = "Pack the files again with a program that makes EPUBs."
            return error(Place(name), "e-readers cannot unpack this file", hint)
        try:
            with self._archive.open(entry) as stream:
                while stream.read(CHUNK):  # to the end, where its checksum is compared
                    pass
        except Exception as reason:  # noqa: BLE001  see above
            return error(Place(name), f"this file is damaged ({reason})")
        if entry.file_size > MOST_PICTURE:
            return warning(Place(name), "this file is too large to be checked")
        return None
