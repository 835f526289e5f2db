"""Where a flow is cut into galleys: where a page is likely to be full.

The lines of each section are estimated from its letters, and put on pages as the engine would.
A guess that is wrong costs time, since the galley is then laid out again with more white, but
it spoils nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from math import ceil

from anthology.edition import HEAD_OF_WORK, Edition, Section

LEAST, MOST = 6, 14  # pages of a galley
ANCHORS = 64  # about every so many sections one begins a galley, whatever comes before it
WEAK, WIDE = 8, 14  # the same for more sections, where the page before has little room, in lines
ROOM = range(5, 10)  # lines a column that a galley's last page has room for, if all is well guessed
WITH_HEAD = 2  # lines of a text that stay with its head, and with its end
PICTURE, STILL = 13, 6  # lines that a picture takes with its white, and one in an opening
TITLE = 1.4  # so much wider than the text's are the letters of titles
BLOCK = re.compile(r"<(?:p|li|h[2-6]|blockquote|tr|dt|dd|figure|pre)\b[^>]*>")
TEXT = re.compile(r'<div class="text( [^"]*)?"')
TAG = re.compile(r"<[^>]*>")
LINE = re.compile(r"<p\b")


@dataclass(frozen=True)
class Page:
    """About how much a page holds."""

    lines: int = 35  # of a column
    letters: int = 69  # of a line
    gap: int = 2  # lines between two sections
    columns: int = 1


@dataclass(frozen=True)
class Lines:
    """About how many lines a section takes."""

    head: int
    text: int
    whole: bool = False  # whether all of it stands in one column


def page_of(edition: Edition) -> Page:
    """About how much a page of the edition holds."""
    return Page(lines=max(edition.lines, 8), letters=max(edition.letters, 16))


def _in_columns(page: Page) -> Page:
    """The same in the two columns of a guide, where the lines are lower and the type smaller."""
    return Page(int(page.lines * 14 / 11), letters=int(page.letters * 0.6), gap=1, columns=2)


def cut(flow: Sequence[Section], page: Page) -> Iterator[Sequence[Section]]:
    """The sections of a flow, galley by galley."""
    if flow[0].cell[0]:
        for _, found in groupby(flow, key=lambda section: (section.cell[0] - 1) // LEAST):
            yield list(found)
        return
    page = _in_columns(page) if flow[0].layout == "guide" else page
    sizes = [lines(section, page) for section in flow]
    start, galley, best = 0, _Galley(page), (page.lines, 0)
    for at, size in enumerate(sizes):
        room = galley.room // page.columns
        opens = at == 0 or flow[at - 1].kind != HEAD_OF_WORK
        if at > start and opens and galley.pages >= LEAST:
            best = min(best, (abs(room - ROOM[0]), at))
        anchored = opens and galley.pages >= LEAST / 2 and _is_anchor(flow[at], room)
        if _rest(sizes[at:]) > page.lines * page.columns and (anchored or galley.pages >= LEAST):
            end = (
                at
                if anchored or (opens and room in ROOM)
                else best[1]
                if galley.pages > MOST
                else 0
            )
            if end > start:
                yield flow[start:end]
                start, galley, best = end, _Galley(page), (page.lines, 0)
                for earlier in sizes[end:at]:
                    galley.add(earlier)
        galley.add(size)
    yield flow[start:]


def lines(section: Section, page: Page) -> Lines:
    """About how many lines a section takes on such a page."""
    found = TEXT.search(section.xhtml)
    head, text = ("", section.xhtml)
    if found:
        head, text = section.xhtml[: found.start()], section.xhtml[found.end() :]
    title = ceil(len(section.title) * TITLE / page.letters)
    blocks = (len(TAG.sub("", block).strip()) for block in BLOCK.split(text)[1:])
    taken = sum(ceil(letters / page.letters) for letters in blocks if letters)
    taken += PICTURE * text.count("<figure")
    joined = 'class="work' in head and '<p class="rating' in head
    above = title + len(LINE.findall(head)) + ('class="initial"' in head) - joined
    above = max(above, STILL) if "<figure" in head else above
    return Lines(above, taken, whole=bool(found and "short" in (found[1] or "")))


class _Galley:
    """Columns that are being filled."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.column = 0
        self.used = 0  # lines of the last column

    @property
    def pages(self) -> int:
        """How many it has."""
        return self.column // self.page.columns + 1

    @property
    def room(self) -> int:
        """The lines that its last page has room for, in all columns."""
        after = self.page.columns - self.column % self.page.columns
        return after * self.page.lines - self.used

    def add(self, section: Lines) -> None:
        """Add a section, which begins a column where its head would stand alone."""
        together = section.text if section.whole else min(WITH_HEAD, section.text)
        gap = self.page.gap if self.used else 0
        if self.used and self.used + gap + section.head + together > self.page.lines:
            self.column, self.used, gap = self.column + 1, 0, 0
        more, self.used = divmod(self.used + gap + section.head + section.text, self.page.lines)
        self.column += more
        if more and 0 < self.used < WITH_HEAD:
            self.used = WITH_HEAD


def _rest(sizes: Sequence[Lines]) -> int:
    """How many lines some sections take; counted no further than needed."""
    return sum(size.head + size.text for size in sizes[:100])


def _is_anchor(section: Section, room: int) -> bool:
    """Whether a galley begins with it, whatever comes before it, where that leaves such a room."""
    number = int.from_bytes(sha256(section.id.encode()).digest()[:4], "big")
    return number % ANCHORS == 0 or (number % WEAK == 0 and room <= WIDE)
