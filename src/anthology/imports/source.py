"""SOURCE: a file, an archive or a folder; its files within limits, nothing unpacked to disk."""

from __future__ import annotations

import base64
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote

from anthology.imports.model import Member
from anthology.imports.pages import mhtml
from anthology.report import Place, Problem, Refused, error, shown

MEGABYTE = 1_000_000
LARGEST = 300 * MEGABYTE  # bytes of one file, and of all that is read of an export
RATIO = 200  # of a packed file; exports of text are packed to a tenth
MOST = 100_000  # files
HEAD = 20_000  # bytes by which a file is known
LARGEST_PICTURE = 50 * MEGABYTE
TEXTS = frozenset({".csv", ".tsv", ".txt", ".json", ".xml", ".wxr", ".html", ".htm", ".atom",
                   ".rss", ".xls", ".md", ".xhtml", ".mht", ".mhtml", ""})  # fmt: skip
PAGES = frozenset({".html", ".htm", ".xhtml"})
# The ends of the names of folders with a page's own files, as browsers write them.
OWN_FILES = (
    "_files",
    "-Dateien",
    "-filer",
    "_fichiers",
    "_archivos",
    "_ficheiros",
    "_bestanden",
    "_pliki",
    "_file",
    ".files",
    "-tiedostot",
)
# Rate Your Music and others call their tables .xls


@dataclass
class Source:
    """The files of an export by path."""

    path: Path
    paths: tuple[str, ...]
    packed: Mapping[str, zipfile.ZipFile | bytes] = field(default_factory=dict)  # by path
    taken: dict[str, int] = field(default_factory=dict)  # bytes read so far

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises Refused where it is too large or damaged."""
        return self._read(path, LARGEST)

    def picture(self, path: str) -> bytes:
        """A picture's bytes, which do not count among the export's texts. Raises Refused.

        A picture that is written in a text (data:) has that for its path.
        """
        if path.startswith("data:"):
            return base64.b64decode(unquote(path.partition(",")[2]))
        data = self._read(path, LARGEST_PICTURE + 1, whole=False)
        if len(data) > LARGEST_PICTURE:
            raise Refused(_too_large(self._place(path)))
        return data

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
        inside = self.packed.get(path)
        if isinstance(inside, bytes):
            return BytesIO(inside)
        if inside is not None:
            return inside.open(path)
        return (self.path / path if self.path.is_dir() else self.path).open("rb")

    def _place(self, path: str) -> Place:
        name = self.path.name
        return Place(shown(f"{name}: {path}" if path in self.packed else path))


def opened(path: Path) -> Source:
    """The export at `path`. Raises Refused where there is none, or one not to be trusted."""
    place = Place(shown(str(path)))
    try:
        mode = path.stat().st_mode
    except OSError as fault:
        words = (fault.strerror or str(fault)).lower()
        raise Refused(error(place, f"cannot be read: {words}")) from None
    if stat.S_ISDIR(mode):
        return _of_folder(path, place)
    if not stat.S_ISREG(mode):
        raise Refused(error(place, "is neither a file nor a folder"))
    if zipfile.is_zipfile(path) or _is_named_zip(path):
        return _of_archive(path, place)
    if path.suffix.lower() in mhtml.SUFFIXES:
        page = mhtml.unpacked(Source(path, (path.name,)).read(path.name), place)
        return Source(path, tuple(page), page)
    return _with_own_files(path)


def _with_own_files(path: Path) -> Source:
    """A file, and those that a browser put beside a saved page: “page_files/”."""
    if path.suffix.lower() not in PAGES:
        return Source(path, (path.name,))
    folders = (path.with_name(f"{path.stem}{end}") for end in OWN_FILES)
    inside = [
        f"{folder.name}/{name}"
        for folder in folders
        if folder.is_dir() and not folder.is_symlink()
        for name in _walked(folder, Place(shown(str(folder))))
    ]
    return Source(path.parent, (path.name, *inside)) if inside else Source(path, (path.name,))


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


def _of_folder(path: Path, place: Place) -> Source:
    """A folder; one of nothing but archives is what these hold, as the parts of an export are."""
    names = _walked(path, place)
    if not names or not all(_is_named_zip(Path(name)) for name in names):
        return Source(path, names)
    parts = [_archive(path / name, Place(shown(name))) for name in names]
    return Source(path, *_merged(parts, place))


def _of_archive(path: Path, place: Place) -> Source:
    """An archive; one of nothing but archives is what these hold. Those in them are not opened."""
    whole = _archive(path, place)
    names = _names(whole)
    if not names or not all(_is_named_zip(Path(name)) for name in names):
        return Source(path, *_merged([whole], place))
    outer = Source(path, names, dict.fromkeys(names, whole))
    parts = [_archive(BytesIO(outer.read(name)), Place(f"{place.path}: {shown(name)}"))
             for name in names]  # fmt: skip
    return Source(path, *_merged(parts, place))


def _merged(
    parts: Sequence[zipfile.ZipFile], place: Place
) -> tuple[tuple[str, ...], dict[str, zipfile.ZipFile | bytes]]:
    """The names in several archives, and which of them has each."""
    packed: dict[str, zipfile.ZipFile | bytes] = {}
    for part in parts:
        packed |= dict.fromkeys(_names(part), part)
    if len(packed) > MOST:
        raise Refused(error(place, f"holds more than {MOST:,} files, which no export does"))
    return tuple(packed), packed


def _names(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """The files in an archive; links are no part of an export."""
    entries = (entry for entry in archive.infolist() if not entry.is_dir())
    found = (e.filename for e in entries if not stat.S_ISLNK(e.external_attr >> 16))
    return tuple(dict.fromkeys(name for name in found if not _is_clutter(name)))


def _archive(file: Path | IO[bytes], place: Place) -> zipfile.ZipFile:
    """An archive that can be trusted. Raises Refused."""
    try:
        archive = zipfile.ZipFile(file)
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile) as fault:
        raise Refused(_damaged(place, fault)) from None
    faults = (_fault(entry, place) for entry in archive.infolist() if not entry.is_dir())
    if wrong := next(filter(None, faults), None):
        raise Refused(wrong)
    return archive


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
