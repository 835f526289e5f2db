"""Where a flow is cut into galleys: where a page is likely to be full.

The lines of each section are estimated from its letters, and put on pages as the engine would.
A guess that is wrong costs time, since the galley is then laid out again with more white, but
it spoils nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import groupby
from math import ceil, inf

from anthology.edition import HEAD_OF_WORK, Asset, Edition, Room, Section

LEAST, MOST = 5, 14  # pages of a galley
GRID = 6  # the same of cells, whose pages are known
ROOM = 5  # lines a column that a galley's last page has room for, so that a guess may be wrong
UNSEEN = 1.0  # lines more above each of its sections, which fill that page and which nobody sees
# About every so many sections one begins a galley, where the one before takes so many lines more.
ANCHORS = ((4, 1.0), (32, 2.0))
REACH = 2  # pages beyond the least in which the best beginning is looked for
FEW = 100  # sections of a flow that are soon typeset again: it needs no anchors
WITH_HEAD = 2  # lines of a text that stay with its head, and with its end
STILL = 6  # lines that a picture beside a title takes
WHITE = 2  # lines above and below a picture
# Lines that a picture has at most, and how much of the column's width.
HIGH, POSTER, SMALL = (24, 1.0), (12, 1.0), (9, 0.4)
PAIR = 0.48  # of the width has each of two pictures beside each other
BESIDE = 0.45  # and one beside the text, which takes that much of so many lines
UNKNOWN = (1600, 900)  # pixels of a picture of which nobody knows them
PPI, CSS_PPI = 200, 96  # pixels an inch: of a photograph, of a drawing and of what an author gives
INCH = 72  # points
TITLE = 1.4  # so much wider than the text's are the letters of titles
BLOCK = re.compile(r"<(?:p|li|h[2-6]|blockquote|tr|dt|dd|figure|pre)\b[^>]*>")
TEXT = re.compile(r'<div class="text( [^"]*)?"')
TAG = re.compile(r"<[^>]*>")
LINE = re.compile(r"<p\b")
FIGURE = re.compile(r'<figure\b(?:[^>]*?\sclass="([^"]*)")?[^>]*>(.*?)</figure>', re.DOTALL)
PICTURE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"')
WIDTH = re.compile(r'<img\b[^>]*?\sstyle="width: (\d+)px')
PLATES = frozenset({"full-page", "bleed", "spread"})
NONE = (inf, 0, 0)  # no place for a cut: how bad, the number of the section there, and its place


@dataclass(frozen=True)
class Page(Room):
    """About how much a page holds."""

    gap: int = 2  # lines between two sections
    pictures: Mapping[str, Asset] = field(default_factory=dict, repr=False)  # by their sources


@dataclass(frozen=True)
class Lines:
    """About how many lines a section takes."""

    head: int
    text: int
    whole: bool = False  # whether all of it stands in one column


@dataclass(frozen=True)
class Pages:
    """About how much the pages of a book hold."""

    text: Page = Page()
    guide: Page = Page(**asdict(Edition.guide_room), gap=1)

    def of(self, layout: str) -> Page:
        """Those of a layout."""
        return self.guide if layout == "guide" else self.text


def pages_of(edition: Edition) -> Pages:
    """About how much the pages of an edition hold."""
    pictures = edition.assets
    return Pages(_page(edition.room, 2, pictures), _page(edition.guide_room, 1, pictures))


def _page(room: Room, gap: int, pictures: Mapping[str, Asset]) -> Page:
    lines, letters = max(room.lines, 8), max(room.letters, 16)
    return Page(lines, letters, room.columns, room.width, room.leading, gap, pictures)


def cut(flow: Sequence[Section], page: Page) -> Iterator[Sequence[Section]]:
    """The sections of a flow, galley by galley, on pages that hold so much."""
    if flow[0].cell[0]:
        for _, found in groupby(flow, key=lambda section: (section.cell[0] - 1) // GRID):
            yield list(found)
        return
    sizes = [lines(section, page) for section in flow]
    many = len(flow) > FEW
    start, galley, best = 0, _Galley(page), NONE
    for at, size in enumerate(sizes):
        opens = at > start and flow[at - 1].kind != HEAD_OF_WORK
        if opens and _rest(sizes[at:]) > page.lines * page.columns:
            white = galley.room / max(at - start - 1, 1)
            number = _number(flow[at]) if many else 0
            anchored = many and galley.pages >= LEAST / 2 and _is_anchor(number, white)
            if anchored or galley.pages >= LEAST:
                fault = 0.0 if anchored else max(_fault(galley, white), UNSEEN)
                best = min(best, (fault, number, at))
        good = best[0] <= UNSEEN and galley.pages >= (LEAST + REACH if many else 0)
        if good or (best[2] and galley.pages > MOST):
            yield flow[start : best[2]]
            start, galley, best = best[2], _Galley(page), NONE
            for earlier in sizes[start:at]:
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
    taken += sum(_high(found, page) for found in FIGURE.finditer(text))
    joined = 'class="work' in head and '<p class="rating' in head
    above = title + len(LINE.findall(head)) + ('class="initial"' in head) - joined
    still = FIGURE.search(head)
    if still:
        in_column = above + _high(still, page)
        above = in_column if section.layout == "guide" else max(above, STILL)
    return Lines(above, taken, whole=bool(found and "short" in (found[1] or "")))


def _high(figure: re.Match[str], page: Page) -> int:
    """About how many lines a picture takes with its white, without its caption."""
    classes = frozenset((figure[1] or "").split())
    if classes & PLATES:
        return page.lines
    is_poster = 'class="poster"' in figure[2]
    most, part = SMALL if "small" in classes else POSTER if is_poster else HIGH
    part = PAIR if "pair" in classes else BESIDE if "beside" in classes else part
    width, height = _natural(figure[2], page.pictures)
    scale = min(1.0, part * page.width / width)
    taken = min(height * scale / page.leading, most, page.lines - 4)
    return ceil(BESIDE * taken) if "beside" in classes else ceil(taken) + WHITE


def _natural(figure: str, pictures: Mapping[str, Asset]) -> tuple[float, float]:
    """How wide and high a picture is printed where there is room for it, in points."""
    source, given = PICTURE.search(figure), WIDTH.search(figure)
    picture = pictures.get(source[1]) if source else None
    width, height = picture.size if picture and all(picture.size) else UNKNOWN
    pixels = CSS_PPI if picture and picture.media_type == "image/svg+xml" else PPI
    inches = int(given[1]) / CSS_PPI if given else width / pixels
    return INCH * inches, INCH * inches * height / width


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


def _fault(galley: _Galley, white: float) -> float:
    """How bad the end of a galley is whose sections take so many lines more: good to `UNSEEN`."""
    return white + max(ROOM - galley.room // galley.page.columns, 0)


def _number(section: Section) -> int:
    """The section's own number: of those that may begin a galley, the one with the least does.

    So galleys begin with the same sections again soon after one that has changed.
    """
    return int.from_bytes(sha256(section.id.encode()).digest()[:4], "big")


def _is_anchor(number: int, white: float) -> bool:
    """Whether a galley rather begins with that section, if the one before takes so much white."""
    return any(number % every == 0 and white <= most for every, most in ANCHORS)
