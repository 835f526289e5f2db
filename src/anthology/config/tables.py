"""anthology.toml as frozen, validated settings; the defaults stand here and nowhere else.

Lengths are given as in CSS ("0.125in", "3mm", "11pt") and kept in points (1/72 in).
What stands below a key is what the JSON Schema, and so an editor, says about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from anthology.config.lengths import page_size
from anthology.config.lines import Path, line_of
from anthology.config.values import (
    Count,
    Day,
    Isbn,
    Length,
    Limit,
    Moment,
    Several,
    Switch,
    Trim,
    several,
)
from anthology.report import NOWHERE, Place

FILE = "anthology.toml"


class Table(BaseModel):
    """A table of anthology.toml: frozen, and no key that we do not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        use_attribute_docstrings=True,
    )


class SubjectTable(Table):
    """A subject of the book: its words, and its code where a scheme has one."""

    term: str
    """What stands in catalogues: “Motion pictures — Reviews”."""
    authority: str = ""
    """The scheme of the code: BISAC, Thema, LCSH, BIC …"""
    code: str = ""
    """The code itself: PER004030."""


def subject(value: object) -> object:
    """A plain subject as a table, so that subjects = ["Film"] may stand for tables."""
    return {"term": value} if isinstance(value, str) else value


Subject = Annotated[
    SubjectTable, BeforeValidator(subject, json_schema_input_type=str | SubjectTable)
]


class BookTable(Table):
    """[book]: what stands on the title page and the copyright page, and the order."""

    title: str = ""
    """The title; without it, the folder's name."""
    subtitle: str = ""
    """The subtitle on title page and cover."""
    editors: Several = ()
    """Who edited the book; [reviewers] may tell more about them."""
    translators: Several = ()
    """Who translated the whole book; a review's own translators stand in its header."""
    contributors: dict[str, Several] = Field(default_factory=dict)
    """Everybody else, by what they did: illustrator, designer, “cover artist”, or a MARC code."""
    publisher: str = ""
    """The publisher's name."""
    place: str = ""
    """Place of publication."""
    language: str = "en"
    """Language of the book's own words as a BCP 47 tag: en, en-GB, de, pt-BR …"""
    date: Day = ""
    """Date of publication: 2026, 2026-05 or 2026-05-17."""
    identifier: str = ""
    """A URN or address that names the book for ever; derived from ISBN or title if left out."""
    isbn_epub: Isbn = ""
    """ISBN of the e-book."""
    isbn_print: Isbn = ""
    """ISBN of the print book."""
    rights: str = ""
    """The copyright line; “© 2026 the reviewers”."""
    description: str = ""
    """A paragraph for shops and catalogues."""
    subjects: tuple[Subject, ...] = ()
    """What the book is about: words, or {term = "…", authority = "BISAC", code = "…"}."""
    series: str = ""
    """The series that the book belongs to."""
    series_number: str = ""
    """Its number in the series."""
    modified: Moment = ""
    """When the text was last changed; e-readers tell versions apart by it."""
    order: Literal["file", "title", "date", "reviewer", "work", "rating"] = "file"
    """What the reviews are sorted by; `order:` in a header goes before it."""
    group: Literal["", "work", "kind", "year", "reviewer", "rating", "subject"] = ""
    """Make a part for each work, kind …; [[part]] does it by hand."""
    rating_scale: str = ""
    """The scale of ratings that do not say theirs: "5" (1 to 5), "0-10"."""
    release: bool = False
    """True: refuse to build while permissions, ratings or alternative texts are open."""


class StyleTable(Table):
    """[style]: the look of both editions."""

    name: str = "classic"
    """A built-in style, or a folder in styles/."""
    line_breaking: Literal["greedy", "total-fit"] = "total-fit"
    """How lines are broken in print: total-fit looks at whole paragraphs."""


class PressTable(Table):
    """[press]: what the printer asks for; lengths as in CSS."""

    trim: Trim = "5.5x8.5in"
    """The trimmed page, width by height: 5.5x8.5in, 129x198mm."""
    bleed: Length = Field(default=9.0, json_schema_extra={"default": "0.125in"})  # KDP, IngramSpark
    """How far pictures run over the trim: 0.125in, 3mm."""
    flavour: Literal["x4", "x1a", "plain"] = "x4"
    """PDF/X-4, PDF/X-1a:2001, or a PDF that promises nothing."""
    colour: Literal["grey", "cmyk"] = "grey"
    """The inks of the inside pages."""
    profile: str = ""
    """An ICC profile's path in the project; the printer tells which."""
    marks: bool = False
    """Whether crop marks stand outside the bleed."""
    bleed_at_spine: bool = False
    """Whether pages bleed on the side of the spine too; KDP and IngramSpark forbid it."""
    last_page_blank: bool = False
    """Whether the printer needs the last page for a mark of its own, as IngramSpark does."""

    @property
    def trim_size(self) -> tuple[float, float]:
        """Width and height of the trimmed page in points."""
        return page_size(self.trim)


class LimitsTable(Table):
    """[limits]: what one manuscript may cost before it is refused (see SECURITY.md)."""

    seconds: Limit = 10.0
    """Time to read one manuscript or typeset one section."""
    memory_mb: Count = 1000
    """Memory of one worker, in megabytes."""
    manuscript_mb: Limit = 5.0
    """Size of one manuscript, in megabytes."""
    nesting: Count = 60
    """Elements inside one another."""
    picture_mb: Limit = 50.0
    """Size of one picture's file, in megabytes."""
    picture_megapixels: Limit = 40.0
    """Size of one decoded picture, in millions of pixels."""
    table_cells: Count = 20_000
    """Cells of one table."""
    drawing_elements: Count = 20_000
    """Elements that one SVG draws, repetitions counted."""
    line_letters: Count = 200_000
    """Characters of one line of a manuscript."""
    header_letters: Count = 2000
    """Characters of a title or another value of a header."""
    repeats: Count = 2000
    """How often one mark that opens something may stand in a manuscript: brackets, tags, notes."""


class SourceTable(Table):
    """[source], or several [[source]]: what the headers of a folder mean and leave unsaid.

    Of several tables that match a manuscript the one with the longest path counts, alone.
    """

    path: str = ""
    """A folder or a glob, relative to the project; "" is every manuscript."""
    reviewer: Several = ()
    """Who wrote the pieces that name nobody."""
    author: Literal["", "reviewer", "work", "ignore"] = ""
    """What the key `author` means: the reviewer, or who made the work."""
    title: Several = ()
    """What the key `title` means: "review", "work", or patterns: "{work} by {creator}"."""
    rating: Literal["header", "text"] = "header"
    """Where ratings stand; "text" takes the one that stands in the text."""
    scale: str = ""
    """The scale of ratings that do not say theirs: "5" (1 to 5), "0-10"."""
    grades: dict[str, Decimal] = Field(default_factory=dict)
    """Letter grades as numbers on `scale`."""
    kind: str = ""
    """The kind of the works: film, book …"""
    language: str = ""
    """The language of the reviews."""
    encoding: str = ""
    """The encoding of files that are not UTF-8."""
    exclude: Several = ()
    """Globs, relative to the project, of what is left out."""
    keys: dict[str, str] = Field(default_factory=dict)
    """A foreign key = ours; "" passes it over."""


class ReviewerTable(Table):
    """[reviewers."Name"]: what the book knows about a person."""

    sort_name: str = ""
    """The name in indexes: "Beethoven, Ludwig van"."""
    bio: str = ""
    """A few sentences for the contributors page; a blank line starts a paragraph."""
    portrait: str = ""
    """A picture's path in the project."""
    url: str = ""
    """The person's own page."""
    spellings: Several = ()
    """Other forms of the name in headers: initials, pen names, logins."""


class PartTable(Table):
    """[[part]]: a titled group of reviews, in the order of the tables."""

    title: str
    """What stands on the part's title page."""
    introduction: str = ""
    """A few sentences, or the path of a Markdown file (front/part-one.md)."""
    reviews: Several = ()
    """Globs, relative to the project or to manuscripts/: "films/*", "**/nosferatu*.md"."""


class RatingsTable(Table):
    """[ratings]: how ratings are compared; they are printed as written whatever stands here."""

    grades: dict[str, Decimal] = Field(default_factory=dict)
    """Letter grades as numbers, for all sources that declare none: {A = 4, B = 3 …}."""
    scaled: bool = False
    """Whether the ratings page adds every rating as a percentage, labelled as ours."""


class AccessibilityTable(Table):
    """[accessibility]: the claim of the e-book, made only where somebody looked and signs it."""

    conforms_to: Literal[
        "",
        "WCAG 2.0 Level A",
        "WCAG 2.0 Level AA",
        "WCAG 2.1 Level A",
        "WCAG 2.1 Level AA",
        "WCAG 2.2 Level A",
        "WCAG 2.2 Level AA",
    ] = ""
    """The standard that the e-book was found to meet."""
    certified_by: str = ""
    """Who looked: a person or a firm; without it nothing is claimed."""
    credential: str = ""
    """The certifier's credential, a name or an address."""
    report: str = ""
    """Address of the certifier's report."""
    summary: str = ""
    """Instead of the sentences made from what is in the book."""


class BackTable(Table):
    """[back]: which sections stand at the back: true, false, or "auto": where they serve."""

    contributors: Switch = "auto"
    """The reviewers and what is known of them."""
    credits: Switch = "auto"
    """First publications, rights holders, credit lines."""
    ratings: Switch = "auto"
    """Ratings at a glance: per work, and a plot per scale."""
    works_index: Switch = "auto"
    """Works with the pages where they are reviewed."""
    creators_index: Switch = "auto"
    """Directors, authors, artists."""
    reviewers_index: Switch = "auto"
    """Reviewers with their pieces."""
    subject_index: Switch = "auto"
    """Subjects of headers and marks in the texts."""
    see_also: dict[str, Several] = Field(default_factory=dict)
    """Cross-references of the subject index: {Silence = ["Music", "Sound"]}."""
    see: dict[str, str] = Field(default_factory=dict)
    """Entries that only point elsewhere: {Movies = "Films"}."""


class Settings(Table):
    """The whole of anthology.toml."""

    book: BookTable = BookTable()
    style: StyleTable = StyleTable()
    press: PressTable = PressTable()
    limits: LimitsTable = LimitsTable()
    ratings: RatingsTable = RatingsTable()
    accessibility: AccessibilityTable = AccessibilityTable()
    back: BackTable = BackTable()
    reviewers: dict[str, ReviewerTable] = Field(default_factory=dict)
    part: tuple[PartTable, ...] = ()
    creators: dict[str, str] = Field(default_factory=dict)
    """[creators]: who is sorted otherwise than by the last word: "Pink Floyd" = "Pink Floyd"."""
    source: Annotated[
        tuple[SourceTable, ...],
        BeforeValidator(several, json_schema_input_type=SourceTable | list[SourceTable]),
    ] = ()
    _lines: Mapping[Path, int] = PrivateAttr(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """The place of the key at `path`, or of what is around it where the file lacks it."""
        return Place(FILE, line_of(path, self._lines)) if self._lines else NOWHERE

    def model_post_init(self, context: Any, /) -> None:
        """Keep the lines of the keys, which `read` gives as the context."""
        self._lines = context or {}
