"""What goes into typesetting a section and what comes out of it; plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from anthology.cache import key
from anthology.edition import Asset, Font
from anthology.pdf.span import Opening, Side, Span
from anthology.report import NOWHERE, Place, Problem, Severity

# A link inside the book; its target may lie in another section, so the binder resolves it.
# The slash keeps WeasyPrint from taking it for a relative address.
INSIDE = "anthology:/"
BASE = "https://anthology.invalid/"  # the only place a section may fetch from: its assets


@dataclass(frozen=True)
class Geometry:
    """The size of a page. Lengths in points."""

    width: float
    height: float
    bleed: float = 0.0
    gutter: float = 0.0  # least inner margin; the style's own counts where it is wider


@dataclass(frozen=True)
class Kit:
    """Everything the sections of an edition share: what a worker prepares once."""

    css: str = field(repr=False)
    assets: Mapping[str, Asset] = field(repr=False)  # fonts and pictures of the style
    fonts: tuple[Font, ...]
    geometry: Geometry
    lang: str = "en"
    tagged: bool = False
    inks: Literal["rgb", "grey", "cmyk"] = "rgb"
    profile: bytes = field(default=b"", repr=False)  # ICC of the press; b"": ours
    flat: bool = False  # no transparency
    line_breaking: Literal["greedy", "total-fit"] = "greedy"
    version: str = ""  # ours and WeasyPrint's

    @cached_property
    def key(self) -> str:
        """A hash of everything in it; it goes along to the workers, who need not make it."""
        plain = (self.fonts, self.geometry, self.lang, self.tagged, self.inks, self.flat)
        assets = sorted(self.assets.items())
        return key(
            self.css,
            repr((plain, self.line_breaking, self.version)),
            self.profile,
            *(part for path, asset in assets for part in (path, asset.data, asset.media_type)),
        )


@dataclass(frozen=True)
class Copy:
    """One section as handed to the typesetter, page references filled in."""

    id: str
    xhtml: str = field(repr=False)
    lang: str
    dir: str
    side: Side  # where its first page lies
    references: Mapping[str, str] = field(repr=False)  # id -> folio of its page, where shown
    pictures: Mapping[str, Asset] = field(repr=False)  # of its own, by path
    place: Place = NOWHERE

    def key(self, kit: str) -> str:
        """The name of its leaves in the cache, when typeset with the kit of that key."""
        plain = repr((self.id, self.lang, self.dir, self.side, self.place))
        references = repr(sorted(self.references.items()))
        pictures = sorted(self.pictures.items())
        data = (part for path, asset in pictures for part in (path, asset.data))
        return key("leaves", kit, plain, self.xhtml, references, *data)


@dataclass(frozen=True)
class Spot:
    """Where an id stands: page of the section from 0, points from its lower left corner."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Printed:
    """Pages as PDF, and the glyphs they show of each face of the kit.

    The faces are not in the PDF: a font there has only the path of its file, as /Face.
    """

    pdf: bytes = field(repr=False)
    glyphs: Mapping[str, Mapping[int, str]] = field(repr=False)  # path -> glyph -> text


@dataclass(frozen=True)
class Leaves:
    """A typeset section: pages without folios and heads, and what was seen on the way."""

    printed: Printed
    pages: int
    spots: Mapping[str, Spot]
    starts: tuple[int, ...]  # per page: the characters of the section before it (PageStart)
    opens: Opening  # where the style wants its first page
    names: tuple[str, ...]  # the CSS page name of each page
    inner: float  # the narrowest inner margin, points
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Margins:
    """The furniture of one section: what its margin boxes may show."""

    names: tuple[str, ...]  # the CSS page name of each page
    side: Side  # of the first page
    number: int  # of the first page
    book: str  # string(book)
    section: str  # string(section)
    byline: str  # string(byline): who wrote it, else the book
    lang: str
    dir: str

    def key(self, kit: str) -> str:
        """The name of its pages in the cache."""
        return key("furniture", kit, repr(self))


@dataclass(frozen=True)
class Face:
    """A font program for a PDF. Lengths in thousandths of an em."""

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
    text: Mapping[int, str]  # by glyph: what it stands for


@dataclass(frozen=True)
class Bundle:
    """One section ready for the binder."""

    span: Span
    leaves: Leaves
    furniture: Printed


def packed(leaves: Leaves) -> bytes:
    """Leaves as bytes for the cache: JSON and the PDF, since a pickle could run code."""
    plain = asdict(leaves)
    pdf: bytes = plain["printed"].pop("pdf")
    head = json.dumps(plain, sort_keys=True).encode()
    return len(head).to_bytes(8, "big") + head + pdf


def unpacked(data: bytes) -> Leaves:
    """The leaves that were packed."""
    size = 8 + int.from_bytes(data[:8], "big")
    plain = json.loads(data[8:size])
    return Leaves(
        printed=_printed(plain["printed"], data[size:]),
        pages=plain["pages"],
        spots={name: Spot(**spot) for name, spot in plain["spots"].items()},
        starts=tuple(plain["starts"]),
        opens=plain["opens"],
        names=tuple(plain["names"]),
        inner=plain["inner"],
        problems=tuple(problem(each) for each in plain["problems"]),
    )


def packed_pages(printed: Printed) -> bytes:
    """Printed pages alone as bytes for the cache."""
    head = json.dumps({"glyphs": printed.glyphs}, sort_keys=True).encode()
    return len(head).to_bytes(8, "big") + head + printed.pdf


def unpacked_pages(data: bytes) -> Printed:
    """The pages that were packed."""
    size = 8 + int.from_bytes(data[:8], "big")
    return _printed(json.loads(data[8:size]), data[size:])


def packed_face(face: Face) -> bytes:
    """A face as bytes for the cache."""
    plain = asdict(replace(face, program=b""))
    del plain["program"]
    head = json.dumps(plain, sort_keys=True).encode()
    return len(head).to_bytes(8, "big") + head + face.program


def unpacked_face(data: bytes) -> Face:
    """The face that was packed."""
    size = 8 + int.from_bytes(data[:8], "big")
    plain = json.loads(data[8:size])
    plain["box"] = tuple(plain["box"])
    for name in ("widths", "text"):
        plain[name] = {int(glyph): value for glyph, value in plain[name].items()}
    return Face(program=data[size:], **plain)


def _printed(plain: Any, pdf: bytes) -> Printed:
    glyphs = {
        path: {int(glyph): text for glyph, text in shown.items()}
        for path, shown in plain["glyphs"].items()
    }
    return Printed(pdf, glyphs)


def problem(plain: Any) -> Problem:
    """A problem from what `asdict` made of it."""
    severity, place = Severity(plain["severity"]), Place(**plain["place"])
    return Problem(**{**plain, "severity": severity, "place": place})
