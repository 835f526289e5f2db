"""Where a section lies in the book, and how its pages are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from anthology.text.tomes import roman

Side = Literal["recto", "verso"]  # odd pages and even ones; rectos are left in Arabic books
Opening = Literal["recto", "verso", "any"]  # where a section's first page may lie


@dataclass(frozen=True)
class Span:
    """Where a section lies in the book."""

    id: str
    blanks: int  # blank pages before it
    start: int  # its first page in its printed book, counted from 0, blank pages included
    pages: int
    number: int  # of its first page, as folios count
    roman: bool
    tome: int = 0  # the printed book that it is in; 0: there is one alone
    volume: str = ""  # its numeral before page numbers that more than one volume has: "II"

    @property
    def side(self) -> Side:
        """The side of its first page."""
        return "verso" if self.start % 2 else "recto"

    def label(self, page: int) -> str:
        """The folio of a page of the section, counted from 0."""
        return roman(self.number + page) if self.roman else str(self.number + page)

    def locator(self, page: int) -> str:
        """The same as other volumes name the page: “II 214”."""
        return f"{self.volume} {self.label(page)}".lstrip()
