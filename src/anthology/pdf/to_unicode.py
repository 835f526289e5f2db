"""The text of each glyph of a font, as its ToUnicode CMap says it (ISO 32000-1, 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHARS = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGES = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_PART = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)


def mapped(cmap: str) -> Iterator[tuple[int, str]]:
    """Each code, and the text that it stands for."""
    for kind, entries in _PART.findall(cmap):
        if kind == "bfchar":
            for code, text in _CHARS.findall(entries):
                yield int(code, 16), utf16(text)
        else:
            for first, last, text in _RANGES.findall(entries):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, chr(int(text, 16) + step)


def utf16(digits: str) -> str:
    """A text in UTF-16, written in hexadecimal digits."""
    return bytes.fromhex(digits).decode("utf-16-be", "replace")
