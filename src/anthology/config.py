"""anthology.toml as frozen, validated settings; the defaults stand here and nowhere else.

Lengths are given as in CSS ("0.125in", "3mm", "11pt") and kept in points (1/72 in).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

POINTS = {"pt": 1.0, "in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "px": 0.75}


def points(value: object) -> float:
    """A CSS length in points. Raises ValueError where the unit is missing or unknown."""
    text = str(value).strip().lower()
    number, unit = text.rstrip("abcdefghijklmnopqrstuvwxyz"), text.lstrip("0123456789. -")
    if unit not in POINTS:
        raise ValueError(f"“{value}” is no length; write it like 0.125in, 3mm or 9pt")
    return float(Decimal(number.strip())) * POINTS[unit]


Length = Annotated[float, BeforeValidator(points)]


def several(value: object) -> object:
    """A single value as a list of one, so that `reviewer = "Ann"` may stand for a list."""
    return value if isinstance(value, list | tuple) else (value,)


Several = Annotated[tuple[str, ...], BeforeValidator(several)]


class Table(BaseModel):
    """A table of anthology.toml: frozen, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class BookTable(Table):
    """[book]: what stands on the title page and the copyright page, and the order."""

    title: str = ""
    subtitle: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    language: str = "en"
    date: str = ""
    identifier: str = ""
    isbn_epub: str = ""
    isbn_print: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    series: str = ""
    series_number: str = ""
    modified: str = ""
    order: Literal["file", "title", "date", "reviewer", "work", "rating"] = "file"
    group: Literal["", "work", "kind", "year", "reviewer", "rating", "subject"] = ""
    rating_scale: str = ""
    release: bool = False


class StyleTable(Table):
    """[style]: the look of both editions."""

    name: str = "classic"
    line_breaking: Literal["greedy", "total-fit"] = "total-fit"


class PressTable(Table):
    """[press]: what the printer asks for. Lengths in points."""

    trim: str = "5.5x8.5in"
    bleed: Length = 9.0  # 0.125 in, the rule of KDP and IngramSpark
    flavour: Literal["x4", "x1a", "plain"] = "x4"
    colour: Literal["grey", "cmyk"] = "grey"
    profile: str = ""
    marks: bool = False

    @property
    def trim_size(self) -> tuple[float, float]:
        """Width and height of the trimmed page in points."""
        unit = self.trim.lstrip("0123456789. x×")
        width, height = self.trim.removesuffix(unit).replace("×", "x").split("x")
        return points(width + unit), points(height + unit)


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
    certified_by: str = ""  # who looked: a person or a firm; without it nothing is claimed
    credential: str = ""
    report: str = ""  # address of the report
    summary: str = ""  # instead of the sentences made from what is in the book


class LimitsTable(Table):
    """[limits]: what one manuscript may cost before it is refused (see SECURITY.md)."""

    seconds: float = 10.0
    memory_mb: int = 1000
    manuscript_mb: float = 5.0
    nesting: int = 60
    picture_mb: float = 50.0
    picture_megapixels: float = 40.0
    table_cells: int = 20_000


class SourceTable(Table):
    """[source], or several [[source]]: what the headers of a folder mean and leave unsaid.

    Of several tables that match a manuscript the one with the longest path counts, alone.
    """

    path: str = ""  # a folder or a glob, relative to the project; "" is every manuscript
    reviewer: Several = ()  # who wrote the pieces that name nobody
    author: Literal["", "reviewer", "work", "ignore"] = ""  # what the key `author` means
    title: Several = ()  # "review", "work", or patterns such as "{work} by {creator}"
    rating: Literal["header", "text"] = "header"  # "text": take the one that stands in the text
    scale: str = ""  # of ratings that do not say it: "5" (1 to 5), "0-10"
    grades: dict[str, Decimal] = Field(default_factory=dict)  # letter grades as numbers on `scale`
    kind: str = ""  # of the works: film, book ...
    language: str = ""
    encoding: str = ""  # of files that are not UTF-8
    exclude: tuple[str, ...] = ()  # globs, relative to the project, of what is left out
    keys: dict[str, str] = Field(default_factory=dict)  # a foreign key = ours, "" to pass it over


class Settings(Table):
    """The whole of anthology.toml."""

    book: BookTable = BookTable()
    style: StyleTable = StyleTable()
    press: PressTable = PressTable()
    accessibility: AccessibilityTable = AccessibilityTable()
    limits: LimitsTable = LimitsTable()
    reviewers: dict[str, dict[str, object]] = Field(default_factory=dict)
    part: tuple[dict[str, object], ...] = ()
    source: Annotated[tuple[SourceTable, ...], BeforeValidator(several)] = ()
