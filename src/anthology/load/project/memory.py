"""The files of a project that exist only in memory."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from anthology.config import LimitsTable
from anthology.load.project.classify import HIDDEN_FOLDERS, RECORD, folder_note, why_left_out
from anthology.load.project.model import Listing, refuse_size
from anthology.load.project.references import missing, path_of, spelled
from anthology.report import Place, Problem, Refused, error


@dataclass(frozen=True)
class MemoryFiles:
    """Files as a mapping of paths to bytes; nothing is read from a disk.

        files = MemoryFiles({"manuscripts/delta.md": b"A quiet film."})
        with Pool(0) as pool:
            loaded = load(files, Settings(), pool, Cache(None))
        loaded.reviews[0].title       # "Delta"

    Raises ValueError for a path that is not relative and normalised.
    """

    files: Mapping[str, bytes] = field(repr=False)
    limits: LimitsTable = field(default_factory=LimitsTable)

    def __post_init__(self) -> None:
        for path in self.files:
            if path != posixpath.normpath(path) or path.startswith(("/", "../")):
                raise ValueError(f"{path!r} is not a relative, normalised path")

    def is_folder(self, path: str) -> bool:
        """Whether a file is below `path`."""
        return not path or any(name.startswith(f"{path}/") for name in self.files)

    def listing(self, folder: str = "") -> Listing:
        """The manuscripts below `folder`, sorted by path."""
        found: list[str] = []
        left_out: Counter[str] = Counter()
        for path in self._below(folder):
            reason = why_left_out(path)
            if reason:
                left_out[reason] += reason != "companion"
            else:
                found.append(path)
        return Listing(tuple(found), dict(+left_out), tuple(self._notes(folder)))

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused where there is none, or it is too large."""
        place = place or Place(path)
        if path not in self.files:
            raise Refused(error(place, f"{path} cannot be read: no such file"))
        most, setting = self.limits.manuscript_mb, "manuscript_mb"
        if megabytes is not None:
            most, setting = megabytes, "picture_mb"
        refuse_size(len(self.files[path]), path, place, most, setting)
        return self.files[path]

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference`. Raises Refused."""
        path = path_of(manuscript, reference, place)
        found = spelled(path, self._names)
        if found is None:
            raise Refused(missing(reference, path, place))
        return found

    def _below(self, folder: str) -> Iterator[str]:
        """The files below a folder in the order of a walk, without folders that are not read."""
        built = {posixpath.dirname(path) for path in self.files if _name(path) == RECORD} - {""}
        start = f"{folder}/" if folder else ""
        for path in sorted(self.files, key=lambda path: path.split("/")):
            folders = set(_folders(path))
            inner = (name for name in folders if name.startswith(start))
            if path.startswith(start) and not any(map(_is_hidden, inner)) and not built & folders:
                yield path

    def _notes(self, folder: str) -> Iterator[Problem]:
        folders = {name for path in self._below(folder) for name in _folders(path)}
        return (note for name in sorted(folders - {folder}) for note in folder_note(name))

    def _names(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        below = (path.removeprefix(start) for path in self.files if path.startswith(start))
        return list(dict.fromkeys(path.split("/")[0] for path in below))


def _folders(path: str) -> Iterator[str]:
    """The folders that a path is in: "a" and "a/b" of "a/b/c.md"."""
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts)))


def _name(path: str) -> str:
    return posixpath.basename(path)


def _is_hidden(folder: str) -> bool:
    return _name(folder).startswith(".") or _name(folder) in HIDDEN_FOLDERS
