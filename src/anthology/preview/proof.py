"""What a preview shows of a project at one moment; plain values that a process sends another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from anthology.pdf.model import BoundSection, Geometry
from anthology.preview.type_area import TypeArea
from anthology.report import Place, Problem

Rows = tuple[tuple[str, str], ...]  # as `anthology list` shows them: what it is, and its value


@dataclass(frozen=True)
class Sheet:
    """The pages of one section, or of several that share pages: what can be shown by itself."""

    key: str  # a hash of all that is seen of it: equal keys, equal pictures
    section: BoundSection = field(repr=False)
    fonts: Mapping[str, str]  # path -> the key of the font file, for the faces that it shows
    layout: str = ""  # whose lines its text stands on


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a section, and where it begins."""

    id: str
    title: str
    byline: str
    level: int  # 1: of the book; 2: in a part
    page: int  # from 0, blank pages counted
    place: Place  # of its manuscript
    sheet: str  # the id of the section that stands on its sheet, alone or for several


@dataclass(frozen=True)
class Questions:
    """What only the editor can answer about a review."""

    proposals: tuple[str, ...] = ()  # ratings found in its prose
    permission: str = ""  # whether it may be printed, as its header says, or the settings
    copy: str = ""  # the path of the site's text, where an import has found both changed


@dataclass(frozen=True)
class Proof:
    """The pages of a book in their order, and what is known of its reviews."""

    title: str
    slug: str
    lang: str
    geometry: Geometry
    binding: Literal["left", "right"]  # where the spine is, seen from page 1
    area: TypeArea
    sheets: tuple[Sheet, ...] = field(repr=False)
    contents: tuple[Entry, ...] = field(repr=False)
    reviews: Mapping[str, Rows] = field(repr=False)  # what is known of each, by its id
    questions: Mapping[str, Questions]  # by the ids of reviews
    problems: tuple[Problem, ...]
    fonts: Mapping[str, bytes] = field(repr=False)  # font files by their keys

    @property
    def pages(self) -> Iterator[Leaf]:
        """Every page of the printed book, blank ones too."""
        for sheet in self.sheets:
            span = sheet.section.span
            yield from (Leaf(None, 0, "") for _ in range(span.blanks))
            yield from (Leaf(sheet, page, span.label(page)) for page in range(span.pages))


@dataclass(frozen=True)
class Change:
    """What became of the sheets of a proof: those from `start` up to `stop` are others now."""

    start: int
    stop: int
    sheets: tuple[Sheet, ...]

    @classmethod
    def between(cls, before: Proof, after: Proof) -> Change | None:
        """From one proof to the next; None where it is not the sheets alone that differ."""
        if _page(before) != _page(after):
            return None
        start = _agreeing(before.sheets, after.sheets)
        end = _agreeing(before.sheets[start:][::-1], after.sheets[start:][::-1])
        return cls(start, len(before.sheets) - end, after.sheets[start : len(after.sheets) - end])


def _page(proof: Proof) -> object:
    return proof.geometry, proof.binding, proof.area


def _agreeing(some: tuple[Sheet, ...], others: tuple[Sheet, ...]) -> int:
    """How many sheets at the beginning are the same; those that stayed are the same objects."""
    pairs = enumerate(zip(some, others, strict=False))
    shorter = min(len(some), len(others))
    return next((index for index, (one, other) in pairs if one is not other), shorter)


@dataclass(frozen=True)
class Leaf:
    """A page: of a sheet, or blank."""

    sheet: Sheet | None
    number: int  # in its sheet, from 0
    folio: str


@dataclass(frozen=True)
class Failed:
    """A project that could not be read or typeset: nothing new can be shown."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Saved:
    """Books that were built and saved: their paths in the project, and how many pages each has."""

    files: tuple[tuple[str, int], ...]  # an e-book has 0 pages
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CoverSheet:
    """The printed cover of a proof: a PDF of one page, and its parts from left to right."""

    pdf: bytes = field(repr=False)
    width: float  # of the sheet, points
    height: float
    parts: tuple[tuple[str, float, float, float, float], ...]  # name, x, y from above, and size
