"""SOURCE: a file, an archive or a folder; its files within limits, nothing unpacked to disk."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from anthology.imports.model import Member
from anthology.report import Place, Problem, Refused, error, shown

MEGABYTE = 1_000_000
LARGEST = 300 * MEGABYTE  # bytes of one file, and of all that is read of an export
RATIO = 200  # of a packed file; exports of text are packed to a tenth
MOST = 100_000  # files
HEAD = 20_000  # bytes by which a file is known
TEXTS = frozenset({".csv", ".tsv", ".txt", ".json", ".xml", ".wxr", ".html", ".htm", ".atom",
                   ".rss", ".xls", ""})  # fmt: skip
# Rate Your Music and others call their tables .xls


@dataclass
class Source:
    """The files of an export by path."""

    path: Path
    paths: tuple[str, ...]
    archive: zipfile.ZipFile | None = None
    taken: dict[str, int] = field(default_factory=dict)  # bytes read so far

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises Refused where it is too large or damaged."""
        return self._read(path, LARGEST)

    def named(self, name: str) -> tuple[str, ...]:
        """The paths of the files of that name."""
        return tuple(path for path in self.paths if path.rpartition("/")[2].lower() == name)

    def members(self) -> Iterator[Member]:
        """Each file that may hold texts, with its first characters."""
        for path in self.paths:
            if PurePosixPath(path).suffix.lower() in TEXTS:
                yield Member(path, _start(self._read(path, HEAD, whole=False)))

    def _read(self, path: str, most: int, *, whole: bool = True) -> bytes:
        place = self._place(path)
        try:
            with self._open(path) as stream:
                data = bytes(stream.read(most + whole))
        except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile) as fault:
            raise Refused(_damaged(place, fault)) from None
        if whole:
            self.taken[path] = len(data)
            if sum(self.taken.values()) > LARGEST:
                raise Refused(_too_large(place))
        return data

    def _open(self, path: str) -> IO[bytes]:
        if self.archive is not None:
            return self.archive.open(path)
        return (self.path / path if self.path.is_dir() else self.path).open("rb")

    def _place(self, path: str) -> Place:
        name = self.path.name
        return Place(shown(path if self.archive is None else f"{name}: {path}"))


def opened(path: Path) -> Source:
    """The export at `path`. Raises Refused where there is none, or one not to be trusted."""
    place = Place(shown(str(path)))
    try:
        mode = path.stat().st_mode
    except OSError as fault:
        words = (fault.strerror or str(fault)).lower()
        raise Refused(error(place, f"cannot be read: {words}")) from None
    if stat.S_ISDIR(mode):
        return Source(path, _walked(path, place))
    if not stat.S_ISREG(mode):
        raise Refused(error(place, "is neither a file nor a folder"))
    if zipfile.is_zipfile(path) or _is_named_zip(path):
        return _of_archive(path, place)
    return Source(path, (path.name,))


def _is_named_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _walked(folder: Path, place: Place) -> tuple[str, ...]:
    """The regular files below a folder; links and hidden files are no part of an export."""
    found: list[str] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                found.append(path.relative_to(folder).as_posix())
        if len(found) > MOST:
            raise Refused(error(place, f"holds more than {MOST:,} files; name the export's folder"))
    return tuple(found)


def _of_archive(path: Path, place: Place) -> Source:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile) as fault:
        raise Refused(_damaged(place, fault)) from None
    inside = [entry for entry in archive.infolist() if not entry.is_dir()]
    faults = (_fault(entry, place) for entry in inside)
    if wrong := next(filter(None, faults), None):
        raise Refused(wrong)
    if len(inside) > MOST:
        raise Refused(error(place, f"holds more than {MOST:,} files, which no export does"))
    names = (entry.filename for entry in inside if not _is_clutter(entry.filename))
    return Source(path, tuple(dict.fromkeys(names)), archive)


def _fault(entry: zipfile.ZipInfo, place: Place) -> Problem | None:
    """Why an archive with this entry is not read."""
    parts = entry.filename.replace("\\", "/").split("/")
    name = shown(entry.filename)
    if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
        return error(place, f"a file in it wants to be written outside its folder: {name}",
                     "Ask the site for the export again.")  # fmt: skip
    if entry.flag_bits & 1:
        return error(place, "the archive has a password", "Unpack it, and give the folder.")
    large = entry.file_size > LARGEST
    if large or (entry.file_size > MEGABYTE and entry.file_size > RATIO * entry.compress_size):
        return _too_large(Place(f"{place.path}: {name}"))
    return None


def _is_clutter(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith(".")


def _too_large(place: Place) -> Problem:
    most = LARGEST // MEGABYTE
    return error(
        place,
        f"is larger than any export (more than {most} MB, or packed too well to be true)",
        "Take the file with the reviews out of it, and import that alone.",
    )


def _damaged(place: Place, fault: Exception) -> Problem:
    if isinstance(fault, OSError) and fault.strerror:
        return error(place, f"cannot be read: {fault.strerror.lower()}")
    return error(
        place,
        "the archive is damaged or cut off",
        "Download the export again, and compare its size with what the site says.",
    )


def _start(data: bytes) -> str:
    """The first characters of a file, as far as they can be read."""
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(name, "replace")
    return data.decode("utf-8-sig", "replace")
