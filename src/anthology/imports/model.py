"""What an export holds: records of reviews, and what was not taken and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from anthology.book import PartialDate, Work
from anthology.imports.texts.blocks import Text
from anthology.report import Problem

# Why a record is not taken, as the table words it after a number.
DELETED = "deleted on the site"
DRAFT = "drafts"
PRIVATE = "private, or behind a password"
NO_TEXT = "without a text"
COMMENT = "comments and answers"
NOT_A_POST = "pages, menus and attachments"
DUPLICATE = "duplicates"
NOT_CHOSEN = "not chosen by the options"
NOTHING = Text()


@dataclass(frozen=True)
class Score:
    """A rating and its scale: "4.5" of "0.5" to "5". "" is what nobody says."""

    value: str
    worst: str
    best: str
    words: str = ""  # where somebody wrote it in their own: “⭐⭐⭐⭐”, “B+”

    @property
    def shown(self) -> str:
        """The rating as a header has it: “4.5/5”."""
        return self.words or f"{self.value}/{self.best}"


@dataclass(frozen=True)
class Post:
    """Where a text was first published: the site, the day, and the address."""

    site: str = ""
    date: PartialDate | None = None
    url: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of an export, and its name in the project."""

    name: str  # relative to the folder of the import
    path: str  # in the export


@dataclass(frozen=True)
class Still:
    """The picture with which a site shows a text, beside those that stand in it."""

    address: str
    alt: str = ""
    caption: str = ""
    file: str = ""  # its name in the project; "" where the export has it not


@dataclass(frozen=True)
class Record:
    """One review of an export. "", () and None are what the export does not say."""

    key: str  # names the review in its export, and the same one in the next export
    work: Work | None = None
    title: str = ""  # the review's own
    subtitle: str = ""
    reviewers: tuple[str, ...] = ()
    author: tuple[str, ...] = ()  # of the review or of the work, which the export leaves open
    score: Score | None = None
    written: PartialDate | None = None
    met: tuple[PartialDate, ...] = ()  # when the work was read, seen or heard, oldest first
    post: Post | None = None
    text: Text = NOTHING
    warnings: str = ""  # of the work's contents, as readers of the site see them
    spoilers: bool = False
    tags: tuple[str, ...] = ()
    language: str = ""
    series: tuple[str, str] = ("", "")  # the work's series, and its number there
    withheld: str = ""  # why it is not taken: a word of this module; "" where it is
    comments: tuple[str, ...] = ()  # of editors, open in a document: they hold up a release
    origin: str = ""  # the file of the export that has the text, for pictures beside it
    still: Still | None = None
    pictures: tuple[Picture, ...] = ()  # those of the text, and the still, that the export has
    missing: tuple[str, ...] = ()  # addresses of those that it has not


@dataclass(frozen=True)
class Reading:
    """What a format's reader found in an export."""

    records: tuple[Record, ...]
    reviewer: str = ""  # of all of them, where the export names its owner
    not_read: tuple[str, ...] = ()  # columns that mean nothing here
    left_out: tuple[tuple[str, int], ...] = ()  # why, and how many, beside those of `records`
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Member:
    """A file of an export: its path there, and the text that it begins with."""

    path: str
    head: str  # the first characters, decoded as well as can be

    @property
    def name(self) -> str:
        """The last part of the path, in lower case."""
        return self.path.rpartition("/")[2].lower()


class Files(Protocol):
    """The files of an export, as readers see them (`source.py` has those on disk)."""

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises Refused."""

    def named(self, name: str) -> tuple[str, ...]:
        """The paths of the files of that name, in lower case, wherever they are."""


Read = Callable[[Files, tuple[str, ...]], Reading]


@dataclass(frozen=True)
class Importer:
    """A format of exports: how it is known, and its reader."""

    name: str  # of its folder in manuscripts/, and for --from
    title: str  # of the site: "Letterboxd"
    knows: Callable[[Member], bool]  # whether a file is one of the export's that is read
    read: Read  # all files that it knows
    package: str = ""  # the other package that adds it
    last: bool = False  # whether it knows files of which no other format knows any
