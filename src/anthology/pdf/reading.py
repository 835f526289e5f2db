"""The text layer of a finished PDF, line by line as drawn, as any reader could copy it.

Folios and running heads are drawn as artifacts of their own and are left aside.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

FURNITURE = "/Furniture"  # how the binder names folios and running heads
_TOKEN = re.compile(
    rb"(/[^\s/<>\[\]()]+) [-\d.]+ Tf|<([0-9a-fA-F]*)>|( Tm\b)|(/[^\s/<>\[\]()]+) Do\b"
)
_CHARS = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGES = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_PART = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page's label, its lines of text in the order in which they are drawn, its pictures."""

    label: str
    lines: tuple[str, ...]
    pictures: int  # of pixels; drawings are lines and text


def pages(data: bytes) -> tuple[Page, ...]:
    """Every page of a PDF in which fonts are composite and say what their glyphs stand for."""
    fonts: dict[tuple[int, int], dict[str, str]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return tuple(_page(page, fonts) for page in pdf.pages)


def _page(page: pikepdf.Page, fonts: dict[tuple[int, int], dict[str, str]]) -> Page:
    page.contents_coalesce()
    lines: list[str] = [""]
    pictures = sum(_read(page.obj, page.obj.Contents.read_bytes(), lines, fonts))
    return Page(str(page.label), tuple(line for line in lines if line), pictures)


def _read(
    owner: Any, content: bytes, lines: list[str], fonts: dict[tuple[int, int], dict[str, str]]
) -> Iterator[int]:
    """Adds the lines that a stream draws; gives 1 for each picture."""
    resources = owner.get("/Resources", {})
    letters: dict[str, str] = {}
    for font, glyphs, moved, drawn in _TOKEN.findall(content):
        if glyphs:
            code = glyphs.decode().lower()
            lines[-1] += "".join(letters.get(code[i : i + 4], "") for i in range(0, len(code), 4))
        elif moved:
            lines.append("")
        elif font:
            letters = _letters(resources["/Font"][font.decode()], fonts)
        elif drawn and not drawn.decode().startswith(FURNITURE):
            lines.append("")
            yield from _drawn(resources["/XObject"][drawn.decode()], owner, lines, fonts)


def _drawn(
    thing: Any, owner: Any, lines: list[str], fonts: dict[tuple[int, int], dict[str, str]]
) -> Iterator[int]:
    if thing.Subtype == "/Image":
        yield 1
    else:
        within = thing if "/Resources" in thing else owner
        yield from _read(within, thing.read_bytes(), lines, fonts)


def _letters(font: Any, fonts: dict[tuple[int, int], dict[str, str]]) -> dict[str, str]:
    """What each glyph code stands for, in hexadecimal as in the page."""
    if font.objgen not in fonts:
        cmap = (
            font.ToUnicode.read_bytes().decode("ascii", "replace") if "/ToUnicode" in font else ""
        )
        fonts[font.objgen] = dict(_mapped(cmap))
    return fonts[font.objgen]


def _mapped(cmap: str) -> Iterator[tuple[str, str]]:
    for kind, entries in _PART.findall(cmap):
        if kind == "bfchar":
            for code, text in _CHARS.findall(entries):
                yield code.lower(), _utf16(text)
        else:
            for first, last, text in _RANGES.findall(entries):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield f"{int(first, 16) + step:04x}", chr(int(text, 16) + step)


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be", "replace")
