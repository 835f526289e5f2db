"""The copyright page as a publisher's: the notices below the title, and the line of printings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile
from textwrap import dedent

from anthology.book import Book
from anthology.compose.composer import Composer
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings

LONG = 44  # half lines of small print, beside what every book has
TEN = 10  # printings that a line names


@dataclass(frozen=True)
class Imprint:
    """What the copyright page says besides names, rights and ISBNs; "" and () for nothing."""

    edition: str
    address: tuple[str, ...]  # lines
    notices: tuple[str, ...]  # paragraphs
    credits: tuple[str, ...]  # lines
    catalogue: tuple[str, ...]  # lines of the library's entry, to the letter
    country: str  # "Printed in Norway"; "" in the e-book
    printing: str  # "10 9 8 7 6 5 4 3"; "" in the e-book

    @property
    def long(self) -> bool:
        """Whether it fills a page of its own, so that no room is left above it."""
        lines = (*self.address, *self.credits, *self.catalogue)
        return 2 * len(lines) + sum(map(len, (*lines, *self.notices))) / 35 > LONG


def imprint(composer: Composer, settings: Settings) -> Imprint:
    """What [copyright] says, in print with what a printer needs."""
    table, language = settings.copyright, composer.book.language
    printed = composer.edition != "epub"
    country = composer.words["printed_in"].format(table.country) if table.country else ""
    return Imprint(
        edition=smarten(table.edition, language),
        address=address(composer.book, settings),
        notices=tuple(smarten(notice, language) for notice in table.notices),
        credits=tuple(smarten(line, language) for line in table.credits),
        catalogue=_as_written(table.cip),
        country=country if printed else "",
        printing=_printings(table.printing) if printed and table.printing else "",
    )


def address(book: Book, settings: Settings) -> tuple[str, ...]:
    """The lines of the publisher's address without the name, which stands above them."""
    lines = _lines(settings.copyright.address)
    return lines[1:] if lines[:1] == (book.publisher,) else lines


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().split("\n") if line.strip())


def _as_written(text: str) -> tuple[str, ...]:
    """The lines with the indents that they have of one another, and those that are empty."""
    lines = dedent(text.expandtabs(4)).rstrip().splitlines()
    written = dropwhile(lambda line: not line, map(str.rstrip, lines))
    return tuple(written)


def _printings(number: int) -> str:
    """The line whose last number is the printing: a printer takes it away for the next one."""
    last = -(-number // TEN) * TEN
    return " ".join(str(each) for each in range(last, number - 1, -1))
