"""The files of a project on disk: regular files inside it, up to a size, and nothing else."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from anthology.config import LimitsTable
from anthology.load.project.classify import folder_note, why_left_out, why_not_entered
from anthology.load.project.model import MEGABYTE, Listing, Skipped, refuse_size
from anthology.load.project.not_reviews import NOTHING_NAMED, Wanted
from anthology.load.project.references import INSIDE_ONLY, reference_of
from anthology.report import Place, Problem, Refused, error, warning
from anthology.save.record import holds_books

FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
NO_STEPS = frozenset({"", ".", ".."})


@dataclass
class _Seen:
    """What a walk through a folder has met."""

    wanted: Wanted
    manuscripts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # those of them that are links to files
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)  # one for each file that cannot be read


@dataclass(frozen=True)
class ProjectFiles:
    """The files of the project at `root`. Paths are relative to it, with `/`, as on disk."""

    root: Path
    limits: LimitsTable

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that path; "" is the project."""
        return (self.root / path).is_dir()

    def listing(self, folder: str = "", wanted: Wanted = NOTHING_NAMED) -> Listing:
        """The manuscripts below `folder`, sorted by path, links inside the project included."""
        if not self._inside(Path(os.path.realpath(self.root / folder))):
            return Listing((), problems=(self._linked_folder(folder),))
        seen = _Seen(wanted)
        for path, plain in self._walk(folder, seen):
            reason = why_left_out(path, wanted)
            if reason:
                seen.skipped.append(Skipped(path, reason))
            elif (fault := self._fault(path, plain=plain)) is None:
                seen.manuscripts.append(path)
                seen.links += () if plain else (path,)
            else:
                seen.wrong.append(fault)
        manuscripts = self._without_twins(seen)
        problems = (*seen.problems, *seen.wrong)
        return Listing(manuscripts, tuple(seen.skipped), problems, len(seen.wrong))

    def count(self, folder: str = "") -> int:
        """How many files and links are below `folder`, counted without looking at them."""
        if not self._inside(Path(os.path.realpath(self.root / folder))):
            return 0
        found = 0
        for here, folders, files in os.walk(self.root / folder):
            found += len(files) + sum(Path(here, name).is_symlink() for name in folders)
        return found

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused at `place`, where another file refers to it."""
        most = self.limits.manuscript_mb if megabytes is None else megabytes
        setting = "manuscript_mb" if megabytes is None else "picture_mb"
        where = Place(path) if place is None else place
        try:
            handle = None
            with suppress(OSError):
                handle = _opened(self._real_root, path)
            if handle is None:  # there is a link on the way, or something is wrong
                real = self._real(path, where).relative_to(self._real_root)
                handle = _opened(self._real_root, real.as_posix())
            return _bytes(handle, path, where, most, setting)
        except OSError as fault:
            raise Refused(error(where, f"{path} cannot be read: {_words(fault)}")) from None

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference` (a URL's path, or a path).

        Raises Refused at `place` where it is outside the project or does not exist.
        """
        named = reference_of(manuscript, reference, place)
        there = (path for path in named.paths if os.path.lexists(self.root / path))
        return next(there, "") or named.found(self._names)

    def _walk(self, folder: str, seen: _Seen) -> Iterator[tuple[str, bool]]:
        """Paths of everything but folders, and whether each is a plain file, no link.

        Hidden folders and those of finished books are skipped.

        An output folder is known by the books beside its record, not by a file's name.
        """
        try:
            with os.scandir(self.root / folder) as entries:
                inside = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as fault:
            message = f"the folder cannot be read: {_words(fault)}"
            seen.problems.append(error(Place(folder), message))
            return
        for entry in inside:
            path = posixpath.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if reason := why_not_entered(path, seen.wanted) or self._of_books(path):
                    seen.skipped.append(Skipped(path, reason, self.count(path)))
                else:
                    seen.problems.extend(folder_note(path))
                    yield from self._walk(path, seen)
            elif entry.is_symlink() and _is_folder(entry):
                seen.wrong.append(self._linked_folder(path))
            else:
                yield path, entry.is_file(follow_symlinks=False)

    def _of_books(self, path: str) -> str:
        return "beside finished books" if holds_books(self.root / path) else ""

    def _linked_folder(self, path: str) -> Problem:
        if self._inside(Path(os.path.realpath(self.root / path))):
            return warning(Place(path), "is a link to a folder and is not followed")
        return error(Place(path), "is a link to a folder outside the project", INSIDE_ONLY)

    def _fault(self, path: str, *, plain: bool) -> Problem | None:
        """Why a candidate cannot be a manuscript; None where it can."""
        if not _is_utf8(path):
            return error(Place(path), "the file's name is not UTF-8", "Rename the file.")
        if plain:
            return None
        try:
            self._real(path, Place(path))
        except Refused as refused:
            return refused.problems[0]
        return None

    def _without_twins(self, seen: _Seen) -> tuple[str, ...]:
        """The manuscripts without links to other manuscripts of the list."""
        named = frozenset(seen.manuscripts)
        twins = {path for path in seen.links if self._from_root(path) in named}
        seen.skipped += (Skipped(path, "links to other manuscripts") for path in sorted(twins))
        return tuple(path for path in seen.manuscripts if path not in twins)

    def _from_root(self, path: str) -> str:
        """Where a path leads, relative to the project."""
        real = os.path.relpath(os.path.realpath(self.root / path), self._real_root)
        return Path(real).as_posix()

    def _real(self, path: str, place: Place) -> Path:
        """The regular file inside the project that a path leads to. Raises Refused."""
        try:
            real = Path(os.path.realpath(self.root / path, strict=True))
            mode = real.lstat().st_mode
        except OSError as fault:
            raise Refused(error(place, f"{path} cannot be read: {_words(fault)}")) from None
        if not self._inside(real):
            link = f"{path} is a link to {real}, outside the project"
            raise Refused(error(place, link, INSIDE_ONLY))
        if not stat.S_ISREG(mode):
            raise Refused(error(place, f"{path} is {_kind(mode)}, not a file"))
        return real

    def _inside(self, real: Path) -> bool:
        return real.is_relative_to(self._real_root)

    def _names(self, folder: str) -> list[str]:
        try:
            return sorted(entry.name for entry in (self.root / folder).iterdir())
        except OSError:
            return []


def _bytes(handle: int | None, path: str, place: Place, most: float, setting: str) -> bytes:
    """The bytes of a handle of `_opened`. Raises Refused for None, and above `most` megabytes."""
    if handle is None:
        raise Refused(error(place, f"{path} is not a file"))
    limit = int(most * MEGABYTE) + 1
    with os.fdopen(handle, "rb") as stream:
        size = min(os.fstat(handle).st_size + 1, limit)  # room for `limit` takes time for each file
        data = stream.read(size)
        if len(data) == size < limit:  # it grows
            data += stream.read(limit - size)
    refuse_size(len(data), path, place, most, setting)
    return data


def _opened(root: str, path: str) -> int | None:
    """A handle of a file below `root`, reached without following a link or waiting for a pipe.

    It is opened folder by folder, so that no link can be slipped in. None where a step leads up,
    and for what is no file. Raises OSError, where there is a link on the way too.
    """
    *folders, name = parts = path.split("/")
    if not NO_STEPS.isdisjoint(parts):
        return None
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            inner = os.open(part, FLAGS | os.O_DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = inner
        handle = os.open(name, FLAGS | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    return None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder; one that leads nowhere does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_utf8(path: str) -> bool:
    return not any("\udc80" <= c <= "\udcff" for c in path)


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "a special file")


def _words(fault: OSError) -> str:
    """The system's own words: "No such file or directory", "Too many levels of symbolic links"."""
    return (fault.strerror or str(fault)).lower()
