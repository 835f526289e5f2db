"""The files of a project on disk: regular files inside it, up to a size, and nothing else."""

from __future__ import annotations

import os
import posixpath
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from anthology.config import LimitsTable
from anthology.load.formats import format_of
from anthology.load.project.filenames import alike
from anthology.report import Place, Problem, Refused, error, note, warning

COMPANIONS = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".toml", ".css", ".epub", ".pdf"}
)
# Folders of site generators that hold no finished texts; _posts and _books do.
NOT_TEXTS = frozenset({"_drafts", "_includes", "_layouts", "_sass", "_site", "_templates"})
RECORD = "build.json"  # stands in a folder of finished books, which is never read as manuscripts
MEGABYTE = 1_000_000
_OUTSIDE = "only files inside the project are read; copy it into the project"


@dataclass(frozen=True)
class Listing:
    """What lies in a folder: manuscripts by path, and what was left out, counted by reason."""

    manuscripts: tuple[str, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ProjectFiles:
    """Opens files of the project at `root`. Paths are relative to it, with `/`, as on disk."""

    root: Path
    limits: LimitsTable

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    def listing(self, folder: str = "", others: frozenset[str] = frozenset()) -> Listing:
        """The manuscripts below `folder`, sorted by path, links inside the project included."""
        found: list[str] = []
        left_out: Counter[str] = Counter()
        problems: list[Problem] = []
        if not self._inside(Path(os.path.realpath(self.root / folder))):
            return Listing((), problems=(self._linked_folder(folder),))
        for path in self._walk(folder, problems):
            reason = _left_out(path, others)
            if reason:
                left_out[reason] += reason != "companion"
            elif (fault := self._fault(path)) is None:
                found.append(path)
            else:
                problems.append(fault)
        manuscripts = self._without_twins(found, left_out)
        return Listing(manuscripts, dict(+left_out), tuple(problems))

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused at `place`, which names who asked for it."""
        most = self.limits.manuscript_mb if megabytes is None else megabytes
        setting = "manuscript_mb" if megabytes is None else "picture_mb"
        where = Place(path) if place is None else place
        try:
            return self._bytes(self._real(path, where), most, setting, (path, where))
        except OSError as fault:
            raise Refused(error(where, f"{path} cannot be read: {_words(fault)}")) from None

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference` (an URL's path, or a path).

        Raises Refused at `place` where it lies outside the project or is not there.
        """
        path = _joined(manuscript, reference, place)
        found = self._spelled(path)
        if found is None:
            raise Refused(
                error(place, f"{reference} is not there", f"It was looked for at {path}.")
            )
        return found

    def _walk(self, folder: str, problems: list[Problem]) -> Iterator[str]:
        """Paths of everything that is no folder; hidden folders and our own are passed over."""
        try:
            with os.scandir(self.root / folder) as entries:
                inside = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as fault:
            problems.append(error(Place(folder), f"the folder cannot be read: {_words(fault)}"))
            return
        if folder and any(e.name == RECORD for e in inside):
            return
        for entry in inside:
            path = posixpath.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and entry.name not in NOT_TEXTS:
                    problems.extend(_oddities(path))
                    yield from self._walk(path, problems)
            elif entry.is_symlink() and _is_folder(entry):
                problems.append(self._linked_folder(path))
            else:
                yield path

    def _linked_folder(self, path: str) -> Problem:
        if self._inside(Path(os.path.realpath(self.root / path))):
            return warning(Place(path), "is a link to a folder and is not followed")
        return error(Place(path), "is a link to a folder outside the project", _OUTSIDE)

    def _fault(self, path: str) -> Problem | None:
        """Why a candidate cannot be a manuscript; None where it can."""
        if not _is_utf8(path):
            return error(Place(path), "the file's name is not UTF-8", "Rename the file.")
        try:
            self._real(path, Place(path))
        except Refused as refused:
            return refused.problems[0]
        return None

    def _without_twins(self, found: list[str], left_out: Counter[str]) -> tuple[str, ...]:
        """The paths without links to other manuscripts of the list."""
        named = frozenset(found)
        twins = {path for path in found if (self.root / path).is_symlink()
                 and self._from_root(path) in named}  # fmt: skip
        left_out["links to other manuscripts"] += len(twins)
        return tuple(path for path in found if path not in twins)

    def _from_root(self, path: str) -> str:
        """Where a path leads, relative to the project."""
        real = os.path.relpath(os.path.realpath(self.root / path), self._real_root)
        return Path(real).as_posix()

    def _real(self, path: str, place: Place) -> Path:
        """Where a path leads, which is a regular file inside the project. Raises Refused."""
        try:
            real = Path(os.path.realpath(self.root / path, strict=True))
            mode = real.lstat().st_mode
        except OSError as fault:
            raise Refused(error(place, f"{path} cannot be read: {_words(fault)}")) from None
        if not self._inside(real):
            link = f"{path} is a link to {real}, outside the project"
            raise Refused(error(place, link, _OUTSIDE))
        if not stat.S_ISREG(mode):
            raise Refused(error(place, f"{path} is {_kind(mode)}, not a file"))
        return real

    def _inside(self, real: Path) -> bool:
        return real.is_relative_to(self._real_root)

    def _bytes(self, real: Path, most: float, setting: str, asked: tuple[str, Place]) -> bytes:
        """The bytes, the file being opened folder by folder so that no link can be slipped in."""
        path, place = asked
        handle = _opened(Path(self._real_root), real)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Refused(error(place, f"{path} is not a file"))
            data = stream.read(int(most * MEGABYTE) + 1)
        if len(data) > most * MEGABYTE:
            raise Refused(
                error(
                    place,
                    f"{path} is larger than {most:g} MB",
                    f"[limits] {setting} in anthology.toml allows more.",
                )
            )
        return data

    def _spelled(self, path: str) -> str | None:
        """The path as the disk spells it: exact, or alike but for composition or case."""
        if os.path.lexists(self.root / path):
            return path
        here = ""
        for part in path.split("/"):
            match = alike(part, _names(self.root / here))
            if match is None:
                return None
            here = posixpath.join(here, match)
        return here


def _opened(root: Path, real: Path) -> int:
    """A handle of `real`, reached from `root` without following a link or waiting for a pipe."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    *folders, name = real.relative_to(root).parts
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            inner = os.open(part, flags | os.O_DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(name, flags | os.O_NONBLOCK, dir_fd=folder)
    finally:
        os.close(folder)


def _joined(manuscript: str, reference: str, place: Place) -> str:
    """The project path of a reference, decoded first and normalised then. Raises Refused."""
    text = unquote(reference, errors="surrogateescape")
    text = text.split("#")[0].split("?")[0] if "://" in reference else text
    if "\0" in text:
        raise Refused(error(place, f"{reference} holds a NUL character"))
    if _is_absolute(text):
        raise Refused(error(place, f"{reference} is outside the project", _OUTSIDE))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(manuscript), text))
    if path.startswith("../") or path in {"..", "."}:
        raise Refused(error(place, f"{reference} is outside the project", _OUTSIDE))
    return path


def _is_absolute(text: str) -> bool:
    windows = text.replace("\\", "/")
    scheme = text.partition(":")[0]
    return (
        windows.startswith("/")
        or text.lower().startswith("file:")
        or (":" in text and len(scheme) == 1 and scheme.isalpha())
        or any(part == ".." for part in windows.split("/") if "\\" in text)
    )


def _left_out(path: str, others: frozenset[str]) -> str:
    """Why a file is no manuscript, "" where it may be one; "companion" needs no mention."""
    name = posixpath.basename(path)
    suffix = posixpath.splitext(name)[1].lower()
    if name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}:
        return "hidden"
    if name.lower().startswith("readme"):
        return "README"
    if name.startswith("_"):
        return "templates"
    if suffix in COMPANIONS or name == RECORD:
        return "companion"
    return "" if suffix in others or format_of(name) else "of no known kind"


def _oddities(path: str) -> Iterator[Problem]:
    if format_of(path):
        yield note(Place(path), "is a folder, although it is named like a manuscript")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a link leads to a folder; one that leads nowhere does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_utf8(path: str) -> bool:
    return not any("\udc80" <= c <= "\udcff" for c in path)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "no regular file")


def _words(fault: OSError) -> str:
    """The system's own words: "No such file or directory", "Too many levels of symbolic links"."""
    return (fault.strerror or str(fault)).lower()
