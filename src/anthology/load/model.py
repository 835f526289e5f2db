"""The input and the result of reading one manuscript."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.book import PartialDate, Person, Piece, Review, Work
from anthology.config import LimitsTable, SourceTable
from anthology.report import Place, Problem

OPENING_FIGURE = '<figure class="given">'  # the picture that a header gives
INSIDE = "@inside/"  # before the name of a part, in the address of a picture inside its document


@dataclass(frozen=True)
class FileName:
    """What a file's name says of the review in it."""

    title: str
    date: PartialDate | None  # before or after the title
    work: str  # the title without the year of the work
    year: int  # of the work; 0: not given
    apart: bool = False  # whether a bracket, a dash or a comma sets the year apart


@dataclass(frozen=True)
class Row:
    """What a list of manuscripts says of one: cells by the names of header keys."""

    id: str  # of a review in a file that is cut; "" for all others
    cells: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True)
class Manuscript:
    """A manuscript to be read: its bytes, its path in the project and what it is."""

    data: bytes
    path: str
    id: str
    source: SourceTable
    limits: LimitsTable
    language: str = "en"
    kind: str = "review"  # or "person", "contributor", or a piece's: "foreword" ...
    page: str = ""  # how it is like a page of a site (`load.project.site_pages`)
    date_order: str = ""  # of day and month in its folder: see load.header.dates
    head_keys: tuple[str, ...] = ()  # of first lines of two files of its folder or more
    name: FileName | None = None  # what it says beside the other names of its folder
    text_needed: bool = True  # or else a rating alone is a review
    rows: tuple[Row, ...] = ()  # of a list that is laid over its header
    guess: bool = False  # whether an encoding that is likely is taken


@dataclass(frozen=True)
class PictureReference:
    """A picture in a text: its address as written, and the line."""

    src: str
    line: int
    key: str = ""  # of the header that gives it
    needed: bool = True  # or else it is left out where it is not there


@dataclass(frozen=True)
class Ambiguous:
    """An `author` who may be the reviewer, or the author of the work."""

    place: Place
    names: tuple[str, ...]
    work: Work | None  # if it is the author of the work


@dataclass(frozen=True)
class ParsedManuscript:
    """The contents of a manuscript; all None where it is refused or left out."""

    path: str
    review: Review | None = None
    piece: Piece | None = None
    person: Person | None = None
    people: tuple[Person, ...] = ()  # of a data file
    pictures: tuple[PictureReference, ...] = ()
    left_out: str = ""  # why the book does not have it: "drafts"
    ambiguous: Ambiguous | None = None
    several: tuple[ParsedManuscript, ...] = ()  # of a file that is cut
    problems: tuple[Problem, ...] = ()

    @property
    def everybody(self) -> tuple[Person, ...]:
        """The people that it is about."""
        return (self.person, *self.people) if self.person else self.people
