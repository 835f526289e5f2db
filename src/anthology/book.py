"""The model: what an editor knows about a book of reviews. It has data and no behaviour.

Names are those of schema.org (Review, itemReviewed, Rating, Person) and of publishing.
All text is plain Unicode unless a field says XHTML. Imports `report.Place` and a word of `text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from anthology.memory import packable
from anthology.report import NOWHERE, Place
from anthology.text.tomes import Tome

CROSS_REFERENCE = "cross-reference"  # the class of a link that the place it leads to names


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as precise as it was given: year, or year and month, or a whole day."""

    year: int
    month: int = 0  # 0: not given
    day: int = 0  # 0: not given

    def __str__(self) -> str:
        """ISO 8601 at the given precision: "2024", "2024-05" or "2024-05-17"."""
        parts = (f"{self.year:04}", f"{self.month:02}", f"{self.day:02}")
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])


@dataclass(frozen=True)
class Person:
    """Somebody in the book: reviewer, editor, translator, writer of the foreword."""

    name: str
    sort_name: str  # "Ebert, Roger"; decides the order in indexes, and OPF file-as
    bio: str = ""  # clean XHTML, "" when there is none
    url: str = ""
    portrait: str = ""  # name of a Picture, "" when there is none
    spellings: tuple[str, ...] = ()  # other forms of the name found in manuscripts


@dataclass(frozen=True)
class Contributor:
    """A person and what they did, as a MARC relator code (aut, edt, trl, aui, win ...)."""

    person: Person
    role: str


@dataclass(frozen=True)
class Creator:
    """Who made a work, and as what: "director", "author", "artist" ... "" when not given."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Work:
    """What is reviewed (schema.org itemReviewed)."""

    title: str
    creators: tuple[Creator, ...] = ()
    year: int | None = None  # None: not given; 44 BC is -44
    kind: str = ""  # film, series, book, game, album, restaurant ...; "" when not given
    season: str = ""  # season, volume or edition as printed: "season 2"
    identifiers: tuple[tuple[str, str], ...] = ()  # (scheme, value): ("isbn", "9780...")
    year_as_written: str = ""  # "c. 1922", "1999–2007"; "" where `year` says it all

    @property
    def printed_year(self) -> str:
        """The year as the book prints it, "" where none is given."""
        return self.year_as_written or ("" if self.year is None else str(self.year))


class Found(StrEnum):
    """Where a value was found, as `anthology list` shows it."""

    HEADER = "header"
    SOURCE = "source"  # a [source] table of anthology.toml
    HEADING = "heading"  # the text's own first heading
    FILE_NAME = "file name"
    PROSE = "prose"  # proposed only: never printed


@dataclass(frozen=True)
class Rating:
    """A rating as the reviewer wrote it; the numbers only serve comparison.

    `value`, `best` and `worst` are None where the scale or the value is unknown; such a
    rating is printed as written and stays out of every comparison.
    """

    as_written: str  # "★★★½", "9.1/10", "B+"
    value: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    verdict: str = ""  # words that came with it: "Worth It"
    status: str = ""  # "dnf" or "unrated" instead of a value
    found: Found = Found.HEADER
    place: Place = NOWHERE

    @property
    def comparable(self) -> bool:
        """Whether value and scale are both known."""
        return self.value is not None and self.best is not None and self.worst is not None


@dataclass(frozen=True)
class Publication:
    """Where and when a review first appeared."""

    name: str = ""
    date: PartialDate | None = None
    url: str = ""


class Permission(StrEnum):
    """Whether the rights holder lets us print the piece."""

    GRANTED = "granted"
    REQUESTED = "requested"
    REFUSED = "refused"
    NOT_NEEDED = "not needed"
    UNKNOWN = "unknown"  # no header mentions it


@dataclass(frozen=True)
class Rights:
    """Who owns a review, and on what terms it may be printed."""

    holder: str = ""
    licence: str = ""
    permission: Permission = Permission.UNKNOWN
    credit: str = ""  # the line that must be printed
    picture_credits: tuple[str, ...] = ()


NO_RIGHTS = Rights()


@dataclass(frozen=True)
class Heading:
    """A heading inside a review's body: level 2 to 6, plain text, id within the body."""

    level: int
    text: str
    id: str


@packable("xhtml")
@dataclass(frozen=True)
class Body:
    """The text of a piece as one closed, clean XHTML fragment, without a root element.

    What it may hold is decided by `load/clean/clean.py`; it is the same for both editions:
    * blocks p, h2 ... h6 (no jumps), ul, ol, dl, blockquote, pre, table, figure, hr, div;
    * every id is local: compose prefixes it with the section's id;
    * a note's call is `<a class="note-call" id="ref-N" href="#note-N">N</a>`; the notes
      are at the end in `<section class="notes">` as `<aside class="note" id="note-N">`,
      without number or back-link, which the editions add;
    * a picture is `<img src="pictures/NAME" alt="...">`, NAME a key of Loaded.pictures;
    * an index mark is `<span class="index" id="mark-N" data-entry="entry!subentry">text</span>`;
    * a spoiler is `<div class="spoiler">` or `<span class="spoiler">`;
    * `lang` and `dir` attributes mark passages.
    """

    xhtml: str
    headings: tuple[Heading, ...] = ()
    words: int = 0
    structure: str = ""  # what the plain-text reader decided, in words, for `list`
    placeholder: bool = False  # a page of a draft that says why the piece is missing
    strange: Mapping[str, int] = field(default_factory=dict, repr=False)  # rare character: line


@dataclass(frozen=True)
class Review:
    """One review: who wrote it, about what, and the text."""

    id: str  # stable and unique in the book: "review-" + slug of the file's path
    place: Place  # the manuscript
    title: str
    body: Body
    title_found: Found = Found.HEADER
    subtitle: str = ""
    short_title: str = ""  # for running heads
    italics: tuple[str, ...] = ()  # what is emphasised in title and subtitle, in their order
    reviewers: tuple[Person, ...] = ()  # empty: unsigned
    translators: tuple[Person, ...] = ()
    work: Work | None = None
    rating: Rating | None = None
    proposed_ratings: tuple[Rating, ...] = ()  # found in prose, for `list`; never printed
    date: PartialDate | None = None
    publication: Publication | None = None  # first publication
    rights: Rights = NO_RIGHTS
    spoilers: bool = False
    subjects: tuple[str, ...] = ()
    lang: str = "en"  # BCP 47
    dir: str = "ltr"
    order: Decimal | None = None
    found: Mapping[str, Found] = field(default_factory=dict)  # "reviewers", "date": from where
    lines: Mapping[str, int] = field(default_factory=dict, repr=False)  # of the header's keys

    def at(self, *keys: str) -> Place:
        """The line of the first of these keys that the header has; else its first line."""
        if not self.lines:
            return self.place
        return Place(self.place.path, next((self.lines[k] for k in keys if k in self.lines), 1))


@dataclass(frozen=True)
class Piece:
    """Front or back matter that the editor wrote: foreword, dedication, epigraph ..."""

    id: str
    place: Place
    kind: str  # "foreword", "dedication", "epigraph", "introduction", "afterword" ...
    title: str  # "" where none is printed (dedication, epigraph)
    body: Body
    authors: tuple[Person, ...] = ()
    lang: str = "en"


@dataclass(frozen=True)
class Picture:
    """A picture beside a manuscript: checked, decoded once, named by its content."""

    name: str  # "<sha256 prefix>.<png|jpg|svg>"
    data: bytes = field(repr=False)
    media_type: str = ""
    width: int = 0  # px
    height: int = 0  # px


@dataclass(frozen=True)
class Part:
    """A titled group of reviews. A book without parts has one, whose title is ""."""

    id: str
    title: str
    reviews: tuple[Review, ...]
    introduction: Body | None = None
    work: Work | None = None  # the one all its reviews are about, where parts are made by work
    layout: str = "essays"  # how its reviews share pages; "run-on": they follow one another ...


@dataclass(frozen=True)
class Book:
    """The whole book, arranged: nothing in it depends on an edition."""

    title: str
    slug: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    editors: tuple[Person, ...] = ()
    contributors: tuple[Contributor, ...] = ()  # translators, foreword authors ...
    publisher: str = ""
    place: str = ""  # of publication
    language: str = "en"  # BCP 47
    date: PartialDate | None = None
    identifier: str = ""  # urn:isbn:..., urn:uuid:...: stable over builds
    isbn_epub: str = ""
    isbn_print: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    series_number: str = ""
    modified: str = "2000-01-01T00:00:00Z"  # UTC; from the book or SOURCE_DATE_EPOCH
    front: tuple[Piece, ...] = ()
    back: tuple[Piece, ...] = ()
    cover: Mapping[str, str] = field(default_factory=dict)  # "artwork", "image" …
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    tome: Tome | None = None  # which printed book it is, where it is split into several

    @property
    def draft(self) -> bool:
        """Whether a piece is missing: a page in its place says why (`--keep-going`)."""
        pieces: list[Piece | Review] = [*self.front, *self.reviews, *self.back]
        return any(piece.body.placeholder for piece in pieces)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """All reviews in the book's order."""
        return tuple(review for part in self.parts for review in part.reviews)

    @property
    def authors(self) -> tuple[Person, ...]:
        """Who wrote every review of a book of several; () if that differs or is not known."""
        reviews = self.reviews
        own = reviews[0].reviewers if len(reviews) > 1 else ()
        return own if all(review.reviewers == own for review in reviews) else ()
