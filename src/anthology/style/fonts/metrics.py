"""What a style asks of a font's file: whether it has small capitals, how large its letters are."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache

SMALL_CAPS = b"smcp"
SAMPLE = "The Ferryman and a River in Four Colours, by Ada Verhulst and Mina Takkula"
USUAL = 0.417  # ems: how wide a letter of it is in a usual text face


def has_small_caps(data: bytes) -> bool:
    """Whether a font has the feature for small capitals (OpenType GSUB, the list of features)."""
    table = _table(data, b"GSUB")
    if len(table) < 10:
        return False
    (at,) = struct.unpack_from(">H", table, 6)
    (count,) = struct.unpack_from(">H", table, at)
    tags = (table[at + 2 + 6 * number : at + 6 + 6 * number] for number in range(count))
    return SMALL_CAPS in tags


def _table(data: bytes, tag: bytes) -> bytes:
    """A table of a font's file, b"" where there is none."""
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        name, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if name == tag:
            return data[offset : offset + length]
    return b""


@dataclass(frozen=True)
class Heights:
    """How high the letters of a face are, in ems from the baseline."""

    ascent: float
    descent: float  # positive
    capital: float


@lru_cache(maxsize=8)
def heights(data: bytes) -> Heights:
    """The heights of a font as the engine sees them."""
    import uharfbuzz  # noqa: PLC0415  only for books in print

    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    font, em = uharfbuzz.Font(face), face.upem
    extents = font.get_font_extents("ltr")
    glyph = font.get_nominal_glyph(ord("H"))
    box = font.get_glyph_extents(glyph) if glyph else None
    capital = box.y_bearing / em if box else 0.65
    return Heights(extents.ascender / em, -extents.descender / em, capital)


@lru_cache(maxsize=8)
def letters(data: bytes) -> float:
    """How wide the letters of a font are on an average of names and titles, in ems."""
    import uharfbuzz  # noqa: PLC0415  only for books in print

    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    font = uharfbuzz.Font(face)
    widths = (font.get_glyph_h_advance(font.get_nominal_glyph(ord(c)) or 0) for c in SAMPLE)
    total: float = sum(widths) / face.upem
    return total / len(SAMPLE)
