"""The table that says which of the manuscripts a book takes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from anthology.config.table import Table
from anthology.config.types import Several

RANGE = re.compile(r"(\d+)?\s*(?:[-–]\s*(\d+)?)?")
RATING = re.compile(r"(\d+(?:[.,]\d+)?)\s*/\s*(\d+)(\+)?")


class Range(NamedTuple):
    """From the first to the second, both included; None where it is open."""

    least: int | None
    most: int | None

    def holds(self, number: int) -> bool:
        """Whether a number is in it."""
        low = self.least is None or number >= self.least
        return low and (self.most is None or number <= self.most)


class AtLeast(NamedTuple):
    """A rating, as a share of the best one; others must be equal to it, or at least that."""

    share: Decimal
    or_more: bool

    def holds(self, share: Decimal) -> bool:
        """Whether a rating with that share of its best is meant."""
        return share >= self.share if self.or_more else share == self.share


def number_range(value: object) -> object:
    """A range, written as "2019", "2019-2021", "2019-" or "-250". Raises ValueError."""
    text = str(value).strip()
    match = RANGE.fullmatch(text)
    if not text or match is None or not any(match.groups()):
        raise ValueError(f"“{value}” is not a range; write it like 2019, 2019-2021, 200- or -250")
    least, most = (int(part) if part else None for part in match.groups())
    return Range(least, most if "-" in text or "–" in text else least)


def rating(value: object) -> object:
    """The share of the best of "4/5", or of "4/5+". Raises ValueError for other values."""
    match = RATING.fullmatch(str(value).strip())
    if match is None or not int(match[2]):
        raise ValueError(f"“{value}” is not a rating with its scale; write it like 4/5 or 7.5/10+")
    return AtLeast(Decimal(match[1].replace(",", ".")) / int(match[2]), bool(match[3]))


Numbers = Annotated[Range, BeforeValidator(number_range, json_schema_input_type=str | int)]
Rated = Annotated[AtLeast, BeforeValidator(rating, json_schema_input_type=str)]


class SelectTable(Table):
    """[select]: which reviews the book takes; all conditions together, and none takes all."""

    files: Several = ()
    """Globs, relative to the project or to manuscripts/: "films/*"."""
    kinds: Several = ()
    """Kinds of works: film, book …"""
    years: Numbers | None = None
    """When the review was written: 2026, "2024-2026", "2020-"."""
    reviewers: Several = ()
    """Who wrote it."""
    subjects: Several = ()
    """One of its subjects."""
    rating: Rated | None = None
    """Its rating on any scale: "4/5+" is four fifths or more."""
    words: Numbers | None = None
    """How long it is: "200-", "-250"."""
    best: int = Field(default=0, ge=0)
    """Of what is left, so many of each year with the best ratings; 0: all."""
    newest: int = Field(default=0, ge=0)
    """Of what is left, so many of the newest; 0: all."""
    include: Several = ()
    """Globs of files that are taken whatever the conditions say."""
    exclude: Several = ()
    """Globs of files that are left out whatever the conditions say."""
