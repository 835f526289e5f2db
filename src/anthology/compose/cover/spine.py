"""The words on the spine: in one line, as large as fits, in the direction of custom."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.book import Book
from anthology.compose.typography.punctuation import smarten
from anthology.compose.typography.titles import width
from anthology.config import CoverTable
from anthology.press.sheet import Sheet
from anthology.style import Style
from anthology.text import direction

# Spines read from the foot up in most of the Romance and Slavic countries, from the head down
# elsewhere (ISO 6357:1985 asks for the latter of all). A line that runs from right to left begins
# at the head where it is turned the other way.
UPWARD = frozenset("bg ca cs es fr gl hr hu it mk pl pt ro ru sk sl sr uk".split())  # noqa: SIM905
SMALLEST, LARGEST = 6.0, 30.0  # points
OF_WIDTH = 0.7  # the size of the letters, of the room across a thin spine
OF_THICK, MORE = 0.25, 10.0  # the same of a thick one, and points that are added
SPACED = 1.08  # small capitals and letters apart are wider than a face's letters
BETWEEN = 4.5  # ems between title and publisher


@dataclass(frozen=True)
class Line:
    """The words of a spine. Lengths in points."""

    title: str
    by: str
    publisher: str
    size: float
    along: float  # the length of the line
    across: float  # the spine's width with the edges of its page
    whole: float  # the height of its page
    upward: bool


def line(book: Book, style: Style, settings: CoverTable, sheet: Sheet) -> Line | None:
    """The words on the spine; None where the press or the room does not allow any."""
    room = sheet.spine.width - 2 * sheet.spine_clear
    if not sheet.spine_words or room < SMALLEST:
        return None
    upward = _upward(book.language, settings.spine_reads)
    by = " · ".join(_last(person.name) for person in book.editors[:2])
    tome = f" {book.tome.numeral}" if book.tome else ""
    names = (smarten(each, book.language) for each in (book.title + tome, by, book.publisher))
    along = sheet.spine.height - 2 * sheet.safe
    title, by, publisher = names
    size = _largest(room) if room > 2 * SMALLEST else SMALLEST
    factor = style.widest_letters * SPACED
    for words in ((title, by, publisher), (title, "", publisher), (title, "", "")):
        fitting = min(size, along / (width("".join(words)) * factor + BETWEEN))
        if fitting >= SMALLEST:
            across = sheet.spine.width + 2 * sheet.edge
            return Line(*words, fitting, along, across, sheet.height, upward)
    return None


def _largest(room: float) -> float:
    """The size that suits a spine with so much room across: a thick one is not filled."""
    return min(room * OF_WIDTH, room * OF_THICK + MORE, LARGEST)


def _upward(language: str, reads: str) -> bool:
    if reads != "auto":
        return reads == "up"
    down_to_the_left = direction.of_language(language) == "rtl"
    return down_to_the_left or language.partition("-")[0].lower() in UPWARD


def _last(name: str) -> str:
    return name.rpartition(" ")[2]
