"""The tables about manuscripts, the people who wrote them, and their order."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from anthology.config.table import Table
from anthology.config.types import Count, Limit, Several


class SourceTable(Table):
    """[source], or several [[source]]: how to read the headers of a folder, and defaults for them.

    If several tables match a manuscript, only the one with the longest path counts.
    """

    path: str = ""
    """A folder or a glob, relative to the project; "" is every manuscript."""
    reviewer: Several = ()
    """Who wrote the pieces that name no reviewer."""
    author: Literal["", "reviewer", "work", "ignore"] = ""
    """What the key `author` means: the reviewer, or the creator of the work."""
    title: Several = ()
    """What the key `title` means: "review", "work", or patterns: "{work} by {creator}"."""
    title_case: bool = False
    """Whether titles from file names have capitals as in English: "The Matrix Reloaded"."""
    rating: Literal["header", "text"] = "header"
    """Where ratings are found; "text": in the review's text."""
    scale: str = ""
    """The scale of ratings that do not give their own: "5" (1 to 5), "0-10"."""
    grades: dict[str, Decimal] = Field(default_factory=dict)
    """Letter grades as numbers on `scale`."""
    kind: str = ""
    """The kind of the works: film, book …"""
    language: str = ""
    """The language of the reviews."""
    changes: Literal["", "accept", "reject"] = ""
    """What becomes of tracked changes in documents; "" prints them and holds up a release."""
    split: Literal["", "heading 1", "rule", "title lines"] = ""
    """Where files of many reviews are cut: at headings, at lines across, or at titles alone."""
    encoding: str = ""
    """The encoding of files that are not UTF-8."""
    exclude: Several = ()
    """Globs, relative to the project, of files to leave out."""
    include: Several = ()
    """Globs of files to read that would be left out as no reviews: "about.md", "vendor/*.md"."""
    people: Several = ()
    """Who wrote the reviews: folders, globs or YAML files: "_authors", "data/authors.yml"."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Other names of our keys: {stars = "rating", "extra.mark" = "rating"}; "" ignores a key."""


class ReviewerTable(Table):
    """[reviewers."Name"]: what the book says about a person."""

    sort_name: str = ""
    """The name as indexes list it: "Beethoven, Ludwig van"."""
    bio: str = ""
    """A few sentences for the contributors page; an empty line starts a new paragraph."""
    portrait: str = ""
    """A picture's path in the project."""
    url: str = ""
    """The address of the person's own page."""
    spellings: Several = ()
    """Other forms of the name in headers: initials, pen names, logins."""
    permission: Literal["", "granted", "requested", "refused", "not needed"] = ""
    """Whether the reviews may be printed, of those whose headers do not say it."""


class PartTable(Table):
    """[[part]]: a titled group of reviews, in the order of the tables."""

    title: str
    """The title on the part's title page."""
    introduction: str = ""
    """A few sentences, or the path of a Markdown file (front/part-one.md)."""
    reviews: Several = ()
    """Globs, relative to the project or to manuscripts/: "films/*", "**/nosferatu*.md"."""
    layout: Literal["", "essays", "run-on", "guide", "grouped", "grid", "auto"] = ""
    """How its reviews share pages; "" is as [book] layout says."""


class RatingsTable(Table):
    """[ratings]: how ratings are compared; they are always printed as written."""

    grades: dict[str, Decimal] = Field(default_factory=dict)
    """Letter grades as numbers, for sources that have no grades of their own: {A = 4, B = 3 …}."""
    scaled: bool = False
    """Whether the ratings page adds each rating as a percentage, marked as not the reviewer's."""


class LimitsTable(Table):
    """[limits]: what a manuscript may cost before it is refused (see SECURITY.md)."""

    seconds: Limit = 10.0
    """Time to read one manuscript, or to typeset one section; pictures in it have more."""
    memory_mb: Count = 1000
    """Memory of one worker, in megabytes."""
    manuscript_mb: Limit = 5.0
    """Size of one manuscript, in megabytes."""
    nesting: Count = 60
    """How deep elements may be nested."""
    picture_mb: Limit = 50.0
    """Size of one picture's file, in megabytes."""
    picture_megapixels: Limit = 40.0
    """Size of one decoded picture, in millions of pixels."""
    table_cells: Count = 20_000
    """Cells of one table."""
    drawing_elements: Count = 20_000
    """Elements that one SVG draws, repetitions included."""
    line_letters: Count = 200_000
    """Characters of one line of a manuscript."""
    word_letters: Count = 5000
    """Characters of one word, or of anything else without a space."""
    header_letters: Count = 2000
    """Characters of a title or another value of a header."""
    repeats: Count = 2000
    """How often one opening mark may occur in a manuscript: a bracket, a tag, a note."""
