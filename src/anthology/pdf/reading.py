"""The text layer of a finished PDF, line by line as drawn, as any reader could copy it.

Folios and running heads are artifacts with a name of their own and are left out; a drawing
counts as one picture, whatever words are in it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from struct import unpack
from typing import Any, ClassVar, NamedTuple

import pikepdf

from anthology.pdf.bind.bookmarks import marked_pages
from anthology.pdf.to_unicode import mapped, utf16

FURNITURE = "/Furniture"  # the name that the binder gives to folios and running heads
_TOKEN = re.compile(
    rb"(?P<font>/[^\s/<>\[\]()]+) [-\d.]+ Tf|/ActualText\s*<(?P<text>[0-9a-fA-F]*)>"
    rb"|\[(?P<glyphs>[^\]]*)\] TJ|(?P<moved>[-\d.]+ [-\d.]+ Tm\b)|(?P<drawn>/[^\s/<>\[\]()]+) Do\b"
    rb"|(?P<drawing>/Drawing\s+BMC\b)|(?P<begin>\bB[DM]C\b)|(?P<end>\bEMC\b)"
)
SOFT_HYPHEN = "\u00ad"
_HEXADECIMAL = re.compile(rb"<([0-9a-fA-F]*)>")
_DIGEST = 16  # bytes
_MARKS = 1000  # bytes: packed, no stream that only moves a page and marks its corners is longer
HANG = 12.0  # px: marks of punctuation stand before where a line begins
_NEAR = 400  # bytes before a picture in which its place is
_CLIP = re.compile(rb"([-\d.]+) ([-\d.]+) [-\d.]+ [-\d.]+ re\s+W\*?\s+n\b")
_RESTORED = re.compile(rb"\sQ\s")
_MOVE = re.compile(rb"\b1 0 0 1 (?!0 0 )([-\d.]+) ([-\d.]+) cm\b")


class Place(NamedTuple):
    """Where something begins on its page: CSS pixels from the upper left, before it was moved."""

    x: float
    y: float


@dataclass(frozen=True)
class PageContent:
    """A page's lines of text in the order in which they are drawn, and its pictures."""

    lines: tuple[str, ...]
    pictures: int  # drawings included
    line_places: tuple[Place, ...] = ()  # of each line
    picture_places: tuple[Place, ...] = ()


NOWHERE = Place(0, 0)


@dataclass
class Drawn:
    """A line of text as far as it was read."""

    words: str = ""
    place: Place = NOWHERE


@dataclass
class PdfReader:
    """A PDF whose fonts are composite and have a ToUnicode CMap."""

    pdf: pikepdf.Pdf
    _fonts: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    _digests: dict[tuple[int, int], bytes] = field(default_factory=dict)
    _font_digests: dict[bytes, bytes] = field(default_factory=dict)  # by what is written of them
    _showing: dict[tuple[int, int], bool] = field(default_factory=dict)

    @cached_property
    def pages(self) -> tuple[PdfPage, ...]:
        """Its pages, which are read when their text is needed."""
        return tuple(PdfPage(str(page.label), page, self) for page in self.pdf.pages)

    @cached_property
    def bookmarks(self) -> dict[int, tuple[str, ...]]:
        """The titles in the outline, by the number of the page they lead to, from 0."""
        titles: dict[int, tuple[str, ...]] = {}
        for title, page in marked_pages(self.pdf):
            titles[page] = (*titles.get(page, ()), title)
        return titles

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The text of each glyph of all fonts."""
        for page in self.pages:
            resources = page.raw.obj.get("/Resources", pikepdf.Dictionary())
            for font in resources.get("/Font", pikepdf.Dictionary()).values():
                self.letters(font)
        return tuple({text for font in self._fonts.values() for text in font.values()})

    def letters(self, font: Any) -> dict[int, str]:
        """The text of each glyph of a font, by code."""
        if font.objgen not in self._fonts:
            cmap = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            self._fonts[font.objgen] = dict(mapped(cmap.decode("ascii", "replace")))
        return self._fonts[font.objgen]

    def digest(self, thing: Any) -> bytes:
        """A hash of all that a page, a form or a picture draws, or of a font's CMap."""
        return self._once(thing, self._digested)

    def _once(self, thing: Any, digested: Callable[[Any], bytes]) -> bytes:
        """The hash of a thing, which many others may share."""
        known = self._digests.get(thing.objgen) if thing.is_indirect else None
        if known is None:
            known = digested(thing)
            if thing.is_indirect:
                self._digests[thing.objgen] = known
        return known

    def _digested(self, thing: Any) -> bytes:
        digest = hashlib.sha256()
        for stream in self.streams(thing):
            digest.update(stream.read_raw_bytes())
        digest.update(self._once(thing.get("/Resources", pikepdf.Dictionary()), self._named))
        return digest.digest()[:_DIGEST]

    def streams(self, thing: Any) -> list[Any]:
        """The streams of a page, a form, a picture or a font's CMap.

        Those of a page that only move and mark it, as its side and the press want, are left out.
        """
        if isinstance(thing, pikepdf.Stream):
            return [thing]
        if (content := thing.get("/Contents")) is None:
            return [thing.ToUnicode] if "/ToUnicode" in thing else []
        streams = content.as_list() if isinstance(content, pikepdf.Array) else [content]
        return [stream for stream in streams if self._shows(stream)]

    def _shows(self, stream: Any) -> bool:
        """Whether a stream, which many pages may share, shows any text or pictures."""
        shows = self._showing.get(stream.objgen)
        if shows is None:
            large = len(stream.read_raw_bytes()) > _MARKS
            shows = large or _TOKEN.search(stream.read_bytes()) is not None
            self._showing[stream.objgen] = shows
        return shows

    def _named(self, resources: Any) -> bytes:
        """A hash of all that resources give names to."""
        fonts = resources.get("/Font", pikepdf.Dictionary())
        written = fonts.unparse(resolved=True)
        if written not in self._font_digests:  # nearly all pages have the same fonts
            self._font_digests[written] = self._entries(fonts)
        forms = self._entries(resources.get("/XObject", pikepdf.Dictionary()))
        return hashlib.sha256(self._font_digests[written] + forms).digest()[:_DIGEST]

    def _entries(self, named: Any) -> bytes:
        """The names in a dictionary of resources, and a hash of what each names."""
        shown = ((n, used) for n, used in sorted(named.items()) if not n.startswith(FURNITURE))
        return b"".join(name.encode() + self.digest(used) for name, used in shown)


@dataclass
class PdfPage:
    """A page of a PDF by its label; its content is read when it is needed."""

    label: str
    raw: pikepdf.Page
    reader: PdfReader

    @cached_property
    def digest(self) -> bytes:
        """A hash of everything that is drawn on it."""
        return self.reader.digest(self.raw.obj)

    @cached_property
    def content(self) -> PageContent:
        """Its text and pictures."""
        lines = [Drawn()]
        content = b"\n".join(stream.read_bytes() for stream in self.reader.streams(self.raw.obj))
        pictures = tuple(_read(self.raw.obj, content, lines, self.reader))
        shown = [line for line in lines if line.words]
        places = tuple(line.place for line in shown)
        return PageContent(tuple(line.words for line in shown), len(pictures), places, pictures)


def is_in(place: Place, margin: tuple[float, float] | None) -> bool:
    """Whether something at a place is a note in the margin, if its page has notes there."""
    return margin is not None and margin[0] - HANG <= place.x <= margin[1]


@contextmanager
def reading(data: bytes) -> Iterator[PdfReader]:
    """A finished PDF, opened to be read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        reader = PdfReader(pdf)
        try:
            yield reader
        finally:
            reader.__dict__.clear()  # breaks the cycle with its pages: both are freed now


def _read(owner: Any, content: bytes, lines: list[Drawn], reader: PdfReader) -> Iterator[Place]:
    """Add the lines that a stream draws; yields the place of each picture."""
    resources = owner.get("/Resources", {})
    layer = _Layer(lines)
    for match in _TOKEN.finditer(content):
        kind, value = match.lastgroup, match[match.lastgroup or 0]
        if kind == "font":
            layer.letters = reader.letters(resources["/Font"][value.decode()])
        elif kind == "drawn":
            if not value.startswith(FURNITURE.encode()) and not layer.drawing:
                lines.append(Drawn(place=lines[-1].place))
                thing = resources["/XObject"][value.decode()]
                yield from _drawn(thing, owner, lines, reader, _moved_to(content, match.start()))
        elif kind == "drawing":
            if not layer.drawing:
                yield _moved_to(content, match.start())
            layer.take(kind, value)
        elif kind in _Layer.KINDS:
            layer.take(kind, value)


def _moved_to(content: bytes, at: int) -> Place:
    """Where the origin was moved to last before what is drawn at `at`.

    Of a picture that is cropped by a box, it is the corner of that.
    """
    before = content[max(at - _NEAR, 0) : at]
    moves = _MOVE.findall(before)
    place = next((Place(float(x), float(y)) for x, y in reversed(moves)), NOWHERE)
    clip = next(reversed(list(_CLIP.finditer(before))), None) if b"re" in before else None
    if clip is None or _RESTORED.search(before, clip.end()):
        return place
    return Place(max(place.x, float(clip[1])), max(place.y, float(clip[2])))


@dataclass
class _Layer:
    """The text of one stream, taken token by token."""

    KINDS: ClassVar = frozenset({"glyphs", "moved", "text", "begin", "end"})

    lines: list[Drawn]
    letters: dict[int, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)  # open marked content: "text", "drawing" or ""
    has_text: bool = False  # the content that is marked next has a text of its own

    @property
    def drawing(self) -> bool:
        """Whether the tokens are those of a drawing."""
        return "drawing" in self.marks

    def take(self, kind: str, value: bytes) -> None:
        if kind == "glyphs" and not any(self.marks):
            glyphs = bytes.fromhex(b"".join(_HEXADECIMAL.findall(value)).decode())
            codes = unpack(f">{len(glyphs) // 2}H", glyphs)
            self.lines[-1].words += "".join(map(self.letters.get, codes, repeat("")))
        elif kind == "moved":
            x, y, _ = value.split()
            self.lines.append(Drawn(place=Place(float(x), float(y))))
        elif kind == "text":
            self.has_text = True
            self._add(utf16(value.decode()).lstrip("\ufeff"))
        elif kind == "drawing":
            self.marks.append("drawing")
        elif kind == "begin":
            self.marks.append("text" if self.has_text else "")
            self.has_text = False
        elif kind == "end" and self.marks:
            self.marks.pop()

    def _add(self, text: str) -> None:
        """Add the text given for marked content: a soft hyphen, or a line of its own."""
        if text != SOFT_HYPHEN:
            self.lines.append(Drawn(place=self.lines[-1].place))
        self.lines[-1].words += text


def _drawn(
    thing: Any, owner: Any, lines: list[Drawn], reader: PdfReader, place: Place
) -> Iterator[Place]:
    if thing.Subtype == "/Image":
        yield place
    else:
        within = thing if "/Resources" in thing else owner
        yield from _read(within, thing.read_bytes(), lines, reader)
