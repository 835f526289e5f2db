"""What load needs of a project's files, wherever they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from anthology.load.project.not_reviews import DRAFTS, NO_TEXT, NOTHING_NAMED, Wanted
from anthology.report import Place, Problem, Refused, counted, error, note

COMPANION = "not a text, and not used in one"
PLURAL = re.compile(r"^(\w{4,})s\b")  # “drafts”, “files of a site”, but not “of programs”
EXCLUDED = "excluded"
UNKNOWN = "of no known kind"
UNREAD = "in a format that cannot be read here"
OBVIOUS = frozenset({EXCLUDED, "hidden", "in a hidden folder", "beside finished books"})
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Skipped:
    """A file that is not a manuscript, or a folder that is not looked into, and why."""

    path: str
    reason: str  # as it follows a number: "hidden", "of no known kind"
    files: int = 1  # in the folder and all that are in it

    def without(self, opened: Mapping[str, int]) -> Skipped | None:
        """The same without the files that were opened after all; None where none is left.

        `opened` has how many are at each path, or below it.
        """
        number = opened.get(self.path, 0)
        return replace(self, files=self.files - number) if number < self.files else None

    @property
    def note(self) -> Problem:
        """A note that names it."""
        files = f"{counted(self.files, 'file')} " if self.files != 1 else ""
        return note(Place(self.path), f"{files}left out: {self.reason}")


@dataclass(frozen=True)
class Listing:
    """The files in a folder: manuscripts by path, and all others."""

    manuscripts: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    wrong: int = 0  # files that a problem names

    @property
    def left_out(self) -> Counter[str]:
        """How many files were left out for which reason."""
        return counts(self.skipped)

    @property
    def files(self) -> int:
        """How many files are accounted for."""
        return len(self.manuscripts) + sum(each.files for each in self.skipped) + self.wrong


def left_out_in_words(skipped: Iterable[Skipped]) -> str:
    """As “3 drafts, 1 file of a site”, the most first; "" where only pictures are left out."""
    found = counts(skipped).most_common()
    named = ((n, reason if n > 1 else PLURAL.sub(r"\1", reason)) for reason, n in found)
    return ", ".join(f"{number:,} {reason}" for number, reason in named)


def left_out_in_short(skipped: Iterable[Skipped]) -> str:
    """As “2 drafts, 14 files that are not reviews”, without what the settings or a dot exclude."""
    found = counts(skipped)
    drafts, without_text = found.pop(DRAFTS, 0), found.pop(NO_TEXT, 0)
    unread = found.pop(UNREAD, 0)
    others = sum(number for reason, number in found.items() if reason not in OBVIOUS)
    what = "files that are not reviews" if others > 1 else "file that is not a review"
    parts = (
        (drafts, counted(drafts, "draft")),
        (without_text, f"{counted(without_text, 'review')} without text"),
        (unread, f"{counted(unread, 'file')} {UNREAD}"),
        (others, f"{others:,} {what}"),
    )
    return ", ".join(words for number, words in parts if number)


def counts(skipped: Iterable[Skipped]) -> Counter[str]:
    """How many files were skipped for which reason; pictures and the like are not counted."""
    found: Counter[str] = Counter()
    for each in skipped:
        found[each.reason] += each.files * (each.reason != COMPANION)
    return +found


class Files(Protocol):
    """The files of a project. Paths are relative to it, with `/`."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that path; "" is the project."""

    def listing(self, folder: str = "", wanted: Wanted = NOTHING_NAMED) -> Listing:
        """The manuscripts below `folder`, sorted by path; `wanted` is what the settings name."""

    def count(self, folder: str = "") -> int:
        """How many files are below `folder`, counted without looking at what they are."""

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused at `place`, where another file refers to it.

        `megabytes` is the limit of its size, None that of manuscripts.
        """

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference` (a URL's path, or a path).

        Raises Refused at `place` where it is outside the project or does not exist.
        """


@dataclass(frozen=True)
class WatchedFiles:
    """The same files, and which of them were read."""

    files: Files
    opened: set[str] = field(default_factory=set)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of that path."""
        return self.files.is_folder(path)

    def listing(self, folder: str = "", wanted: Wanted = NOTHING_NAMED) -> Listing:
        """The files below `folder`."""
        return self.files.listing(folder, wanted)

    def count(self, folder: str = "") -> int:
        """How many files are below `folder`."""
        return self.files.count(folder)

    def read(self, path: str, place: Place | None = None, megabytes: float | None = None) -> bytes:
        """The bytes of a file. Raises Refused."""
        self.opened.add(path)
        return self.files.read(path, place, megabytes)

    def find(self, manuscript: str, reference: str, place: Place) -> str:
        """The path of the file that a manuscript calls `reference`. Raises Refused."""
        return self.files.find(manuscript, reference, place)


def refuse_size(size: int, path: str, place: Place, most: float, setting: str) -> None:
    """Raises Refused where `size`, in bytes, is more than `most` megabytes."""
    if size > most * MEGABYTE:
        hint = f"[limits] {setting} in anthology.toml allows more."
        raise Refused(error(place, f"{path} is larger than {most:g} MB", hint))
