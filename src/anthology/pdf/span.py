"""Where a section lies in the book, and how its pages are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["recto", "verso"]  # odd pages and even ones; rectos are left in Arabic books
Opening = Literal["recto", "verso", "any"]  # where a section's first page may lie
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Where a section lies in the book."""

    id: str
    blanks: int  # blank pages before it
    start: int  # its first page, counted from 0, blank pages included
    pages: int
    number: int  # of its first page, as folios count
    roman: bool

    @property
    def side(self) -> Side:
        """The side of its first page."""
        return "verso" if self.start % 2 else "recto"

    def label(self, page: int) -> str:
        """The folio of a page of the section, counted from 0."""
        return roman(self.number + page) if self.roman else str(self.number + page)


def roman(number: int) -> str:
    """A number from 1 in lower-case roman numerals."""
    letters = ""
    for value, sign in ROMAN:
        letters += sign * (number // value)
        number %= value
    return letters
