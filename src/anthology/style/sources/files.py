"""The files of one style, wherever it is kept: a folder, a zip, an installed package."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anthology.report import Place, Problem, Refused, error

MOST_FILES = 2_000
LARGEST = 64_000_000  # bytes of one file: a font for Chinese has 25 million


@dataclass(frozen=True)
class Files:
    """The files of a style by path ("templates/part.xhtml.j2"), each read when it is wanted."""

    name: str  # of the style
    prefix: str  # before a path in messages: "" for a built-in style, else "styles/mine/"
    readers: Mapping[str, Callable[[], bytes]] = field(repr=False)
    where: str  # its folder or zip on this machine
    strange: bool = True  # whether somebody else may have written it: not for our own

    def __contains__(self, path: str) -> bool:
        return path in self.readers

    def read(self, path: str) -> bytes:
        """The bytes of a file that is there."""
        return self.readers[path]()

    def text(self, path: str) -> str:
        """The text of a file that is there, its lines ended as on Unix. Raises Refused."""
        data = self.read(path)
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as wrong:
            line = data[: wrong.start].count(b"\n") + 1
            place = Place(self.prefix + path, line)
            raise Refused(error(place, "this is not UTF-8", "Save it as UTF-8.")) from None

    def inside(self, folder: str, suffix: str = "") -> Iterator[str]:
        """The paths of the files that lie in a folder itself and end so, sorted."""
        for path in sorted(self.readers):
            above, _, name = path.rpartition("/")
            if above == folder and name.endswith(suffix):
                yield path


def of_folder(folder: Path, prefix: str, *, strange: bool) -> Files:
    """The files of a style's folder. Raises Refused for what is not a file or lies elsewhere."""
    real = folder.resolve()
    readers: dict[str, Callable[[], bytes]] = {}
    problems: list[Problem] = []
    for path in _walk(real, problems, prefix):
        name = path.relative_to(real).as_posix()
        if strange and not _ordinary(path, real):
            problems.append(_not_ordinary(f"{prefix}{name}"))
        readers[name] = path.read_bytes
    if problems:
        raise Refused(*problems)
    return Files(folder.name, prefix, readers, str(real), strange)


def _walk(folder: Path, problems: list[Problem], prefix: str) -> Iterator[Path]:
    """What lies in the folder and below it, but hidden files and folders; sorted."""
    count = 0
    for above, folders, names in os.walk(folder):
        linked = [each for each in folders if (Path(above) / each).is_symlink()]
        folders[:] = sorted(each for each in folders if each[0] not in "._" and each not in linked)
        for name in sorted([*names, *linked]):
            count += 1
            if count > MOST_FILES:
                message = f"the style has more than {MOST_FILES:,} files"
                problems.append(error(Place(prefix.rstrip("/")), message, "Is it the folder?"))
                return
            if name[0] != ".":
                yield Path(above) / name


def _ordinary(path: Path, folder: Path) -> bool:
    """Whether it is a file of a bearable size that lies in the folder."""
    try:
        status = path.stat()
        inside = path.resolve().is_relative_to(folder)
    except OSError:
        return False
    return inside and stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST


def _not_ordinary(path: str) -> Problem:
    hint = "Copy the file itself into the style's folder."
    return error(Place(path), "this is not an ordinary file inside the style's folder", hint)
