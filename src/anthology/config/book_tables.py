"""The tables about the book as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from anthology.config.table import Table
from anthology.config.types import Day, Isbn, Isbns, Lines, Moment, Prices, Several, Switch


class SubjectTable(Table):
    """A subject of the book: its words, and its code where a scheme has one."""

    term: str
    """The words in catalogues: “Motion pictures — Reviews”."""
    authority: str = ""
    """The scheme of the code: BISAC, Thema, LCSH, BIC …"""
    code: str = ""
    """The code itself: PER004030."""


def subject(value: object) -> object:
    """A plain subject as a table, so that subjects = ["Film"] is allowed."""
    return {"term": value} if isinstance(value, str) else value


Subject = Annotated[
    SubjectTable, BeforeValidator(subject, json_schema_input_type=str | SubjectTable)
]


class BookTable(Table):
    """[book]: the title page, the copyright page, and the order of the reviews."""

    title: str = ""
    """The title; without it, the folder's name."""
    subtitle: str = ""
    """The subtitle on title page and cover."""
    editors: Several = ()
    """Who edited the book; more about them goes under [reviewers]."""
    translators: Several = ()
    """Who translated the whole book; a review's own translators go in its header."""
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
    """A permanent URN or address of the book; if left out, made from the ISBN or the title."""
    isbn_epub: Isbn = ""
    """ISBN of the e-book."""
    isbn_print: Isbn = ""
    """ISBN of the print book; of one in several volumes, that of all of them together."""
    isbn_volumes: Isbns = ()
    """The ISBN of each volume of a print book that is split, from the first on."""
    split: Annotated[int, Field(ge=0)] = 0
    """Print the book in several volumes of so many pages at most, divided between reviews: 800."""
    split_numbering: Literal["continuous", "own"] = "continuous"
    """Whether the pages are numbered through all volumes, or each volume's from 1."""
    rights: str = ""
    """The copyright line; “© 2026 the reviewers”."""
    description: str = ""
    """A paragraph for shops and catalogues."""
    subjects: tuple[Subject, ...] = ()
    """What the book is about: words, or {term = "…", authority = "BISAC", code = "…"}."""
    series: str = ""
    """The series that the book is part of."""
    series_number: str = ""
    """Its number in the series."""
    modified: Moment = ""
    """When the text was last changed; e-readers use it to recognise a new version."""
    without_text: Literal["leave out", "list"] = "leave out"
    """Reviews that are a rating alone: left out and counted, or listed in a line each."""
    order: Literal["file", "title", "date", "reviewer", "work", "rating"] = "file"
    """What the reviews are sorted by; reviews with `order:` in their headers come first."""
    group: Literal["", "work", "kind", "year", "reviewer", "rating", "subject"] = ""
    """Make a part for each work, kind …; to choose the parts yourself, use [[part]]."""
    layout: Literal["essays", "run-on", "guide", "grouped", "grid", "auto"] = "auto"
    """How reviews share pages: each starts one, they run on, stand in columns, are grouped under
    one head a work, or fill the cells of a grid; auto: by their lengths and works."""
    rating_scale: str = ""
    """The scale of ratings that do not give their own: "5" (1 to 5), "0-10"."""
    release: bool = False
    """True: refuse to build while a permission, rating or alternative text is unsettled."""


class AccessibilityTable(Table):
    """[accessibility]: the e-book's claim of conformance, which needs a certifier."""

    conforms_to: Literal[
        "",
        "WCAG 2.0 Level A",
        "WCAG 2.0 Level AA",
        "WCAG 2.1 Level A",
        "WCAG 2.1 Level AA",
        "WCAG 2.2 Level A",
        "WCAG 2.2 Level AA",
    ] = ""
    """The standard that the e-book meets."""
    certified_by: str = ""
    """The person or firm that checked it; without it nothing is claimed."""
    credential: str = ""
    """The certifier's credential, a name or an address."""
    report: str = ""
    """Address of the certifier's report."""
    summary: str = ""
    """A summary to use instead of the one that Anthology writes."""


class TradeTable(Table):
    """[trade]: what the trade's data says besides; see `build -e onix`."""

    price_print: Prices = ()
    """The price of the print book: "14.95 USD", or several in other currencies."""
    price_epub: Prices = ()
    """The price of the e-book."""
    audience: Literal["", "general", "children", "teenagers", "students", "professionals"] = ""
    """Who it is for."""
    accessibility_exception: Literal[
        "", "micro-enterprise", "disproportionate burden", "fundamental alteration"
    ] = ""
    """The exception of the European Accessibility Act that the publisher claims for the e-book."""


class CopyrightTable(Table):
    """[copyright]: what the copyright page says besides the title, the rights and the ISBNs."""

    edition: str = ""
    """Which edition it is: “First edition”, “Second, revised edition”."""
    printing: Annotated[int, Field(ge=0)] = 0
    """The number of the printing; printed as a line of numbers that ends with it."""
    address: Lines = ""
    """Where the publisher can be reached; a line for each line, or a list of them."""
    notices: Several = ()
    """Paragraphs about rights: “All rights reserved. …”, a licence, a disclaimer."""
    credits: Several = ()
    """Who made the book: “Cover design by Ann Lee”; a line for each."""
    cip: Lines = ""
    """The library's entry (CIP data) or line, to the letter; a list is its lines."""
    country: str = ""
    """The country of printing."""


class FrontTable(Table):
    """[front]: pages before the text that are made from data."""

    also: Several = ()
    """Other books of the series or publisher; they face the title page unless a picture does."""
    pictures: Switch = "auto"
    """The list of pictures with captions: true, false, or auto, from ten pictures on."""


class BackTable(Table):
    """[back]: sections at the back: true, false, or "auto", which adds those that are useful."""

    contributors: Switch = "auto"
    """The reviewers and what is known about them."""
    credits: Switch = "auto"
    """First publications, rights holders, credit lines."""
    ratings: Switch = "auto"
    """Ratings at a glance: per work, and a plot per scale."""
    works_index: Switch = "auto"
    """Works with the pages of their reviews."""
    creators_index: Switch = "auto"
    """Directors, authors, artists."""
    reviewers_index: Switch = "auto"
    """Reviewers with their reviews."""
    subject_index: Switch = "auto"
    """Subjects from headers and index marks in the texts."""
    see_also: dict[str, Several] = Field(default_factory=dict)
    """Cross-references of the subject index: {Silence = ["Music", "Sound"]}."""
    see: dict[str, str] = Field(default_factory=dict)
    """Entries that only point to another one: {Movies = "Films"}."""
