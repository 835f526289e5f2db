"""The input and the result of typesetting a section; plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from anthology.cache import key
from anthology.edition import Asset, Font
from anthology.memory import packable, separable
from anthology.pdf.span import Opening, Side, Span
from anthology.report import NOWHERE, Place, Problem

# The start of a link to another place in the book. The target may lie in another section, so
# the binder resolves it. With the slash, WeasyPrint does not take it for a relative address.
INTERNAL = "anthology:/"
BASE_URL = "https://anthology.invalid/"  # assets have addresses below it; no others are served
# Before the sign that a mirrored glyph stands for where words run from right to left: of “(”, “)”.
FROM_RIGHT = "\u200f"


def add_glyphs(known: dict[int, str], more: Mapping[int, str]) -> None:
    """Add the text of glyphs to that of others.

    A glyph has one text in the whole book. Of a bracket it is the sign that it is from the left,
    if any words run so, whichever of them come first.
    """
    if more.items() <= known.items():
        return  # as nearly always, after a few sections
    for glyph, text in more.items():
        before = known.get(glyph, "")
        if not before or (text and not text.startswith(FROM_RIGHT) and is_mirrored(before)):
            known[glyph] = text


def is_mirrored(text: str) -> bool:
    """Whether the text of a glyph is a sign that it is only where words run from the right."""
    return text.startswith(FROM_RIGHT) and text != FROM_RIGHT


@dataclass(frozen=True)
class Geometry:
    """The size of a page. Lengths in points."""

    width: float
    height: float
    bleed: float = 0.0
    gutter: float = 0.0  # the least inner margin; where the style's own is wider, that one is used


@dataclass(frozen=True)
class PageSetup:
    """What all sections of an edition share: a worker loads it once."""

    css: str = field(repr=False)
    assets: Mapping[str, Asset] = field(repr=False)  # fonts and pictures of the style
    fonts: tuple[Font, ...]
    geometry: Geometry
    lang: str = "en"
    binding: Literal["left", "right"] = "left"  # the side of rectos where the spine is
    tagged: bool = False
    inks: Literal["rgb", "grey", "cmyk"] = "rgb"
    profile: bytes = field(default=b"", repr=False)  # ICC profile of the press; b"": our own
    flat: bool = False  # no transparency
    line_breaking: Literal["greedy", "total-fit"] = "greedy"
    picture_ppi: int = 200  # pixels an inch: of pictures with fewer a warning tells
    version: str = ""  # of Anthology and everything it is installed with

    @cached_property
    def key(self) -> str:
        """A hash of everything in it. It is sent to the workers with it, so they need not hash."""
        plain = (
            self.fonts,
            self.geometry,
            self.lang,
            self.binding,
            self.tagged,
            self.inks,
            self.flat,
        )
        assets = sorted(self.assets.items())
        return key(
            self.css,
            repr((plain, self.line_breaking, self.picture_ppi, self.version)),
            self.profile,
            *(part for path, asset in assets for part in (path, asset.data, asset.media_type)),
        )


@packable("xhtml")
@dataclass(frozen=True)
class SectionInput:
    """A section ready to be typeset, with the page numbers that it shows."""

    id: str
    xhtml: str = field(repr=False)
    lang: str
    dir: str
    side: Side  # where its first page lies
    references: Mapping[str, str] = field(repr=False)  # id -> folio of its page, where shown
    pictures: Mapping[str, Asset] = field(repr=False)  # those in its text, by path
    place: Place = NOWHERE
    places: tuple[Place, ...] = ()  # those of the sections that it holds, if it is of a flow
    goes_on: bool = False  # whether its flow goes on after its last page, which is then filled
    endnotes: bool = False  # whether notes stand at the end of their section

    def key(self, setup_key: str) -> str:
        """The cache key of its leaves when it is typeset with the page setup of `setup_key`."""
        return key("leaves", setup_key, self._digest)

    @cached_property
    def _digest(self) -> str:
        """A hash of everything in it."""
        plain = repr((self.id, self.lang, self.dir, self.side, self.place))
        more = repr((self.places, self.goes_on, self.endnotes))
        references = repr(sorted(self.references.items()))
        pictures = sorted(self.pictures.items())
        data = (part for path, asset in pictures for part in (path, asset.data))
        return key(plain, more, self.xhtml, references, *data)


@dataclass(frozen=True)
class Spot:
    """Where an id stands: the page in its section, from 0, and points from the lower left."""

    page: int
    x: float
    y: float
    right: float = 0.0  # where its box ends
    note: Literal["", "foot", "margin"] = ""  # where on its page it is a note


class Moved(NamedTuple):
    """A figure at the head of a page that sections share; CSS pixels from the upper left corner."""

    section: str  # the one that it belongs to
    page: int  # from 0
    left: float
    top: float
    right: float
    bottom: float
    alone: bool = False  # on a page of its own


@separable("data", "glyphs")
@dataclass(frozen=True)
class SectionPdf:
    """The pages of a section as PDF, and the glyphs of each face that they show.

    The faces of the page setup are not embedded: in their place stands the path of the font
    file, as /Face.
    """

    data: bytes = field(repr=False)
    glyphs: Mapping[str, Mapping[int, str]] = field(repr=False)  # path -> glyph -> text

    @cached_property
    def digest(self) -> str:
        """A hash of its pages."""
        return key(self.data)


@dataclass(frozen=True)
class Leaves:
    """A typeset section: its pages without folios and running heads, and what is known of them."""

    pdf: SectionPdf
    pages: int
    spots: Mapping[str, Spot]
    starts: tuple[int, ...]  # per page: how many characters come before it (see PageStart)
    opens: Opening  # the side on which the style wants its first page
    names: tuple[str, ...]  # the CSS page name of each page
    inner: float  # the narrowest inner margin of any page, in points
    problems: tuple[Problem, ...] = ()
    sections: Mapping[str, int] = field(default_factory=dict)  # characters before each, of a flow
    # How far versos stand to the right of rectos, in points, where nothing else sets them apart:
    # the pages of a flow are typeset from a recto on, and moved.
    mirror: float | None = None
    moved: tuple[Moved, ...] = ()  # the figures of its sections that left their places

    @cached_property
    def pages_of_spots(self) -> Mapping[str, int]:
        """The page of each id, from 0."""
        return {name: spot.page for name, spot in self.spots.items()}


class Head(NamedTuple):
    """The words of a page's running head."""

    section: str  # string(section)
    byline: str  # string(byline): the reviewers, or else the book's title


@dataclass(frozen=True)
class FurnitureInput:
    """What the folios and running heads of a section are typeset from."""

    names: tuple[str, ...]  # the CSS page name of each page
    side: Side  # of the first page
    number: int  # of the first page
    book: str  # string(book)
    heads: tuple[Head, ...]  # of each page
    lang: str
    dir: str
    opens: bool = True  # whether its first page has no page before it in the same flow

    def key(self, setup_key: str) -> str:
        """The cache key of its furniture when it is typeset with the page setup of `setup_key`."""
        return key("furniture", setup_key, repr(self))


@dataclass(frozen=True)
class Face:
    """A subset of a font, ready to be embedded in a PDF. Lengths in thousandths of an em."""

    program: bytes = field(repr=False)
    compact: bool  # CFF outlines (FontFile3), not TrueType ones (FontFile2)
    name: str  # with the tag of a subset: "ABCDEF+EBGaramond-Italic"
    family: str
    flags: int
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    angle: float
    widths: Mapping[int, int]  # by glyph
    text: Mapping[int, str]  # by glyph: the characters it stands for


@dataclass(frozen=True)
class BoundSection:
    """A section with everything that goes into the bound book."""

    span: Span
    leaves: Leaves
    furniture: SectionPdf

    def move(self, page: int) -> float:
        """How far a page, counted from 0, is moved to the right of where it was typeset."""
        if self.leaves.mirror is None or self.span.side == "recto":
            return 0.0
        return -self.leaves.mirror if page % 2 else self.leaves.mirror


@dataclass(frozen=True)
class Bound:
    """A finished PDF. `first` has the page, from 0, on which each section begins."""

    data: bytes = field(repr=False)
    pages: int
    first: Mapping[str, int]
    problems: tuple[Problem, ...]
