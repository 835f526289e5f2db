"""What a reader gets: an edition is sections of XHTML, a style sheet and assets.

`compose` makes one for each exporter from the same book; a PDF of it says where everything
stands on its pages. Imports nothing of ours but `report`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.memory import packable, separable
from anthology.report import NOWHERE, Place, Problem
from anthology.text.direction import (
    END_OF_ISOLATE,
    ISOLATES,
    RIGHT_TO_LEFT,
    between_isolates,
    of_title,
)

HEAD_OF_WORK = "reviewed-work"  # the kind of a section that stays with the reviews after it


@dataclass(frozen=True)
class Heading:
    """A line of the navigation inside a section: its level (2 ...), words and full id."""

    level: int
    text: str
    id: str


@packable("xhtml")
@dataclass(frozen=True)
class Section:
    """One stretch of the book that starts a page, or a flow: a title page, a review, an index.

    `xhtml` is a well-formed element `<section id="{id}" class="{kind}">` in the XHTML
    namespace, in which
    * every id is `{id}` or starts with `{id}-`;
    * the only h1 is the section's title; deeper headings follow without a jump;
    * `href` is `#id` (of any section of this edition), http(s) or mailto;
    * `<img src>` and every CSS url() name a key of `Edition.assets`; `alt` is always there;
    * notes stand as `book.Body` says;
    * `<a class="folio" href="#id"></a>` is empty: the print engine fills it with the
      number of the page where `#id` stands, the EPUB takes it out;
    * `<div class="spoiler" data-summary="Spoiler">` is folded in the EPUB under these words;
    * `<span class="folios">` holds several of them, parted by ", ": the print engine shows
      equal numbers once and consecutive ones as a range. In its place an EPUB's section has
      `<span class="locators">` with links that say the names of the pieces.
    """

    id: str
    kind: str  # "cover", "half-title", "title-page", "copyright-page", "contents", "part",
    #            "reviewed-work", "review", "foreword" ..., "works-index" ..., "colophon"
    matter: str  # "front", "body" or "back": roman or arabic folios, EPUB divisions
    title: str  # plain words for navigation and outline; "" leaves the section out of both
    xhtml: str = field(repr=False)
    level: int = 1  # nesting in the navigation: 2 for a review inside a titled part
    running_head: str = ""  # plain words, right-hand pages
    running_names: str = ""  # left-hand pages: who wrote it; "" where the book's title stands
    lang: str = "en"
    dir: str = "ltr"
    headings: tuple[Heading, ...] = ()
    place: Place = NOWHERE  # the manuscript, so that a problem can name it
    byline: str = ""  # the reviewers' names as printed, "" when unsigned
    recto: bool = True  # in print it opens on a right-hand page
    flow: str = ""  # in print it follows the section before it on the page, if that has the same;
    #                 "": it starts a page
    layout: str = ""  # the layouts of its flow, each a style sheet: "run-on", "run-on grouped" ...
    cell: tuple[int, int] = (0, 0)  # in a grid: the page of its part and the row, each from 1
    group: str = ""  # the id of the section with the head of its work, which stands above it
    tome: int = 0  # in print, the number of the printed book that it is in; 0: there is one alone

    @property
    def label(self) -> str:
        """What lists of a reader's own call it: "A Real Wind (Tobias Renck)".

        With words that run from right to left, the title is between Unicode's isolates.
        """
        if not (self.title and self.byline):
            return between_isolates(self.title, self.title_dir)
        title = self.title
        if RIGHT_TO_LEFT.search(title + self.byline):
            title = f"{ISOLATES[self.title_dir]}{title}{END_OF_ISOLATE}"
        return f"{title} ({self.byline})"

    @property
    def title_dir(self) -> str:
        """The direction of the title, which may be another than that of the text."""
        return of_title(self.title, self.dir)

    def heading_label(self, heading: Heading) -> str:
        """What lists of a reader's own call a heading of the section."""
        return between_isolates(heading.text, of_title(heading.text, self.dir))


@dataclass(frozen=True)
class Asset:
    """A file that the edition's sections or CSS ask for."""

    data: bytes = field(repr=False)
    media_type: str = ""
    size: tuple[int, int] = (0, 0)  # of a picture of the book: px wide and high


@dataclass(frozen=True)
class Font:
    """One face of the style: a static TTF or OTF, `path` a key of `Edition.assets`."""

    family: str
    path: str  # "fonts/Name-Italic.ttf"
    weight: int = 400
    style: str = "normal"  # or "italic"


@dataclass(frozen=True)
class Room:
    """About how much text a page holds."""

    lines: int = 35  # of a column
    letters: int = 69  # of a line
    columns: int = 1
    width: float = 297.0  # of a column, in points
    leading: float = 14.0  # points


@dataclass(frozen=True)
class Edition:
    """Everything an exporter needs beside the book's metadata."""

    name: str  # "epub", "print" or "screen"
    sections: tuple[Section, ...]
    css: str = field(repr=False)  # the style's common and edition CSS; fonts by @font-face
    assets: Mapping[str, Asset] = field(repr=False, default_factory=dict)
    fonts: tuple[Font, ...] = ()
    cover_css: str = field(default="", repr=False)  # for the cover section alone
    toc_depth: int = 3  # of an e-book's navigation: 1, parts; 2, and reviews; 3, and headings
    room: Room = Room()
    guide_room: Room = Room(44, 41, 2, 141.0, 11.0)  # of pages in the layout “guide”
    running_title: str = ""  # the book's, as far as it fits a running head
    profile: bytes = field(default=b"", repr=False)  # ICC of the press, b"" when none is given


@dataclass(frozen=True)
class PageStart:
    """Where a page begins in its section.

    `offset` counts the characters of the section's own text before the first on that page,
    in document order: neither white space nor soft hyphens, and without notes, their calls,
    folios and what the style generates.
    """

    label: str  # the folio as printed: "xii", "12"; "" where the page has none
    offset: int


PageStarts = Mapping[str, tuple[PageStart, ...]]  # of an edition, by section id


@dataclass(frozen=True)
class Mark:
    """Where something of a section begins on a page that several sections share.

    In CSS pixels from the upper left corner of the page, as it was typeset.
    """

    section: str
    left: float
    top: float
    right: float
    note: bool = False  # a note at the foot or in the margin; else the section itself
    row: float = 0.0  # where the row of its cell begins, in a grid
    backwards: bool = False  # the columns of its page follow each other from right to left


Marks = Mapping[int, tuple[Mark, ...]]  # by the page of the PDF, from 0


@separable("pdf")
@dataclass(frozen=True)
class Printed:
    """An edition as a finished PDF, and where everything stands in it."""

    pdf: bytes = field(repr=False)
    pages: int
    folios: Mapping[str, str]  # by id: the folio of the page where it stands
    page_starts: PageStarts
    marks: Marks = field(default_factory=dict, repr=False)  # of the pages that sections share
    # Of the pages with notes in the margin: from where to where these stand, as marks count.
    margins: Mapping[int, tuple[float, float]] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()
    # Whether folios or running heads had to be typeset for it, or were cached.
    renumbered: bool = field(default=False, compare=False)

    @property
    def data(self) -> bytes:
        """The file, by the name that it has for every edition."""
        return self.pdf


@dataclass(frozen=True)
class Product:
    """An edition as a finished file of any kind."""

    data: bytes = field(repr=False)
    problems: tuple[Problem, ...] = ()
    pages: int = 0  # of a PDF
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # more files, by ending
