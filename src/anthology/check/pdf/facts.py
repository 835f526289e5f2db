"""A PDF as read, as values: its pages, and the words, pictures and lines on them.

All lengths are in points, from the lower left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, bottom, right, top
SLACK = 0.05  # points: smaller differences are rounding


@dataclass(frozen=True)
class Colour:
    """A colour in a space: "/DeviceCMYK", "/ICCBased3", "/Separation"."""

    space: str
    values: tuple[float, ...] = ()
    name: str = ""  # of a spot colour

    @property
    def is_white(self) -> bool:
        """Whether it leaves the paper as it is."""
        if not self.values:
            return False
        if len(self.values) == 4 or self.space in {"/Separation", "/DeviceN"}:
            return max(self.values) == 0
        return min(self.values) >= 1

    @property
    def ink(self) -> float:
        """All inks together, 4.0 at the most; 0 where it is not in the inks of a press."""
        return sum(self.values) if len(self.values) == 4 else 0.0


@dataclass(frozen=True)
class Mark:
    """Something drawn in one colour: a line, an area or words."""

    kind: str  # "line", "area" or "words"
    box: Box
    colour: Colour
    width: float = 0.0  # of a line; the size of words
    overprints: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture as it is placed on a page."""

    box: Box
    pixels: tuple[int, int]
    resolution: float  # pixels an inch, in the direction in which there are fewer
    space: str
    bits: int = 8
    ink: float = 0.0  # the most of all inks in one place, where it is in CMYK
    is_mask: bool = False
    name: str = ""  # among the resources of its page


@dataclass(frozen=True)
class Words:
    """Words of one font and colour on one line."""

    box: Box
    size: float
    text: str
    is_white: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class Font:
    """A font, and the first page that uses it."""

    name: str
    page: int
    embedded: bool
    drawn: bool = False  # Type 3


@dataclass(frozen=True)
class Page:
    """A page: its boxes as given, and what is on it."""

    number: int
    media: Box
    trim: Box | None = None
    bleed: Box | None = None
    crop: Box | None = None
    art: Box | None = None
    rotation: int = 0
    unit: float = 1.0
    notes: tuple[str, ...] = ()  # kinds of annotations: "/Link"
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Picture, ...] = ()
    words: tuple[Words, ...] = ()
    transparent: tuple[str, ...] = ()  # what makes it so
    spaces: frozenset[str] = frozenset()  # of all colours on it
    spots: frozenset[str] = frozenset()
    missing: bool = False  # whether letters have no shape in their font
    broken: str = ""  # why it could not be read whole

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        seen = any(not mark.colour.is_white for mark in self.marks)
        return not (self.words or self.pictures or seen)

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the sheet."""
        left, bottom, right, top = self.media
        return right - left, top - bottom


@dataclass(frozen=True)
class Document:
    """A PDF."""

    name: str
    size: int  # bytes
    version: str
    pages: tuple[Page, ...]
    fonts: tuple[Font, ...] = ()
    info: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()  # of its syntax
    encrypted: bool = False
    active: tuple[str, ...] = ()  # what runs, opens or holds something
    outlined: bool = False
    layered: bool = False
    right_to_left: bool = False
    filters: frozenset[str] = frozenset()
    flavour: str = ""  # "PDF/X-4": what it claims to be
    uncovered: tuple[str, ...] = ()  # what ends at the trim
    unseen: tuple[tuple[int, Box, str], ...] = ()  # words that cannot be told from the paper
    codes: tuple[tuple[str, Box], ...] = ()  # numbers that bars on the first page stand for

    @property
    def is_cover(self) -> bool:
        """Whether it is a single sheet rather than the pages of a book."""
        return len(self.pages) == 1

    def printed(self) -> Iterator[Page]:
        """The pages that are not blank."""
        return (page for page in self.pages if not page.is_blank)
