"""What load needs of a project's files, wherever they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from anthology.report import Place, Problem, Refused, error

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Listing:
    """The files in a folder: manuscripts by path, and what was left out, counted by reason."""

    manuscripts: tuple[str, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Files(Protocol):
    """The files of a project. Paths are relative to it, with `/`."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that path; "" is the project."""

    def listing(self, folder: str = "") -> Listing:
        """The manuscripts below `folder`, sorted by path."""

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused at `place`, where another file refers to it.

        `megabytes` is the limit of its size, None that of manuscripts.
        """

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference` (a URL's path, or a path).

        Raises Refused at `place` where it is outside the project or does not exist.
        """


def refuse_size(size: int, path: str, place: Place, most: float, setting: str) -> None:
    """Raises Refused where `size`, in bytes, is more than `most` megabytes."""
    if size > most * MEGABYTE:
        hint = f"[limits] {setting} in anthology.toml allows more."
        raise Refused(error(place, f"{path} is larger than {most:g} MB", hint))
