"""The files of a project that exist only in memory."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from anthology.config import LimitsTable
from anthology.load.project.classify import folder_note, why_left_out, why_not_entered
from anthology.load.project.model import Listing, Skipped, refuse_size
from anthology.load.project.not_reviews import NOTHING_NAMED, Wanted
from anthology.load.project.references import reference_of
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

    def listing(self, folder: str = "", wanted: Wanted = NOTHING_NAMED) -> Listing:
        """The manuscripts below `folder`, sorted by path."""
        found: list[str] = []
        skipped: list[Skipped] = []
        inside: Counter[str] = Counter()  # files in folders that are not looked into
        for path in self._below(folder):
            if hidden := _not_entered(path, folder, wanted):
                inside[hidden] += 1
            elif reason := why_left_out(path, wanted):
                skipped.append(Skipped(path, reason))
            else:
                found.append(path)
        skipped += (Skipped(path, why_not_entered(path), n) for path, n in inside.items())
        return Listing(tuple(found), tuple(skipped), tuple(self._notes(folder, wanted)))

    def count(self, folder: str = "") -> int:
        """How many files are below `folder`."""
        return sum(1 for path in self.files if not folder or path.startswith(f"{folder}/"))

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
        return reference_of(manuscript, reference, place).found(self._names)

    def _below(self, folder: str) -> list[str]:
        """The files below a folder in the order of a walk."""
        start = f"{folder}/" if folder else ""
        below = (path for path in self.files if path.startswith(start))
        return sorted(below, key=lambda path: path.split("/"))

    def _notes(self, folder: str, wanted: Wanted) -> Iterator[Problem]:
        below = self._below(folder)
        entered = (path for path in below if not _not_entered(path, folder, wanted))
        folders = {name for path in entered for name in _folders(path)}
        return (note for name in sorted(folders - {folder}) for note in folder_note(name))

    def _names(self, folder: str) -> list[str]:
        start = f"{folder}/" if folder else ""
        below = (path.removeprefix(start) for path in self.files if path.startswith(start))
        return list(dict.fromkeys(path.split("/")[0] for path in below))


def _not_entered(path: str, folder: str, wanted: Wanted) -> str:
    """The outermost folder below `folder` for which the file is left out, "" for none."""
    inner = (name for name in _folders(path) if len(name) > len(folder))
    return next((name for name in inner if why_not_entered(name, wanted)), "")


def _folders(path: str) -> Iterator[str]:
    """The folders that a path is in: "a" and "a/b" of "a/b/c.md"."""
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts)))
