"""The text layer of a finished PDF, line by line as drawn, as any reader could copy it.

Folios and running heads are drawn as artifacts of their own and are left aside.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from struct import unpack
from typing import Any, ClassVar

import pikepdf

FURNITURE = b"/Furniture"  # how the binder names folios and running heads
_TOKEN = re.compile(
    rb"(?P<font>/[^\s/<>\[\]()]+) [-\d.]+ Tf|/ActualText\s*<(?P<said>[0-9a-fA-F]*)>"
    rb"|\[(?P<glyphs>[^\]]*)\] TJ|(?P<moved> Tm\b)|(?P<drawn>/[^\s/<>\[\]()]+) Do\b"
    rb"|(?P<begin>\bB[DM]C\b)|(?P<end>\bEMC\b)"
)
_HEXADECIMAL = re.compile(rb"<([0-9a-fA-F]*)>")
_CHARS = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGES = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_PART = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)

Fonts = dict[tuple[int, int], dict[int, str]]  # by object number: what each glyph stands for


@dataclass(frozen=True)
class Page:
    """A page's label, its lines of text in the order in which they are drawn, its pictures."""

    label: str
    lines: tuple[str, ...]
    pictures: int  # of pixels; drawings are lines and text


def pages(data: bytes) -> tuple[Page, ...]:
    """Every page of a PDF in which fonts are composite and say what their glyphs stand for."""
    fonts: Fonts = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(_page(page, fonts) for page in pdf.pages)


def _page(page: pikepdf.Page, fonts: Fonts) -> Page:
    page.contents_coalesce()
    lines: list[str] = [""]
    pictures = sum(_read(page.obj, page.obj.Contents.read_bytes(), lines, fonts))
    return Page(str(page.label), tuple(line for line in lines if line), pictures)


def _read(owner: Any, content: bytes, lines: list[str], fonts: Fonts) -> Iterator[int]:
    """Adds the lines that a stream draws; gives 1 for each picture."""
    resources = owner.get("/Resources", {})
    layer = _Layer(lines)
    for match in _TOKEN.finditer(content):
        kind, value = match.lastgroup, match[match.lastgroup or 0]
        if kind == "font":
            layer.letters = _letters(resources["/Font"][value.decode()], fonts)
        elif kind == "drawn" and not value.startswith(FURNITURE):
            lines.append("")
            yield from _drawn(resources["/XObject"][value.decode()], owner, lines, fonts)
        elif kind in _Layer.KINDS:
            layer.take(kind, value)


@dataclass
class _Layer:
    """The text of one stream, taken token by token."""

    KINDS: ClassVar = frozenset({"glyphs", "moved", "said", "begin", "end"})

    lines: list[str]
    letters: dict[int, str] = field(default_factory=dict)
    marks: list[bool] = field(default_factory=list)  # open ones: whether they say their text
    said: bool = False

    def take(self, kind: str, value: bytes) -> None:
        if kind == "glyphs" and not any(self.marks):
            glyphs = bytes.fromhex(b"".join(_HEXADECIMAL.findall(value)).decode())
            codes = unpack(f">{len(glyphs) // 2}H", glyphs)
            self.lines[-1] += "".join(map(self.letters.get, codes, repeat("")))
        elif kind == "moved":
            self.lines.append("")
        elif kind == "said":
            self.said = True
            self._say(_utf16(value.decode()).lstrip("\ufeff"))
        elif kind == "begin":
            self.marks.append(self.said)
            self.said = False
        elif kind == "end" and self.marks:
            self.marks.pop()

    def _say(self, text: str) -> None:
        """Adds what marked content says of itself: a soft hyphen, or lines of their own."""
        if len(text) > 1:
            self.lines.append("")
        self.lines[-1] += text


def _drawn(thing: Any, owner: Any, lines: list[str], fonts: Fonts) -> Iterator[int]:
    if thing.Subtype == "/Image":
        yield 1
    else:
        within = thing if "/Resources" in thing else owner
        yield from _read(within, thing.read_bytes(), lines, fonts)


def _letters(font: Any, fonts: Fonts) -> dict[int, str]:
    """What each glyph code stands for."""
    if font.objgen not in fonts:
        cmap = (
            font.ToUnicode.read_bytes().decode("ascii", "replace") if "/ToUnicode" in font else ""
        )
        fonts[font.objgen] = dict(_mapped(cmap))
    return fonts[font.objgen]


def _mapped(cmap: str) -> Iterator[tuple[int, str]]:
    for kind, entries in _PART.findall(cmap):
        if kind == "bfchar":
            for code, text in _CHARS.findall(entries):
                yield int(code, 16), _utf16(text)
        else:
            for first, last, text in _RANGES.findall(entries):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, chr(int(text, 16) + step)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")
