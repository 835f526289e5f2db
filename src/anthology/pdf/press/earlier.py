"""Pages of the last press file: after an edit, only the sections that have changed are bound anew.

A section's objects are kept as they are written, but for the numbers by which they name each
other. They serve a book with the same fonts, which an edit seldom changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from anthology.cache import Cache, key
from anthology.pdf.bind.body import Body
from anthology.pdf.model import BoundSection, Face
from anthology.pdf.packing import pack, unpack

MOSTLY = 0.9  # of all sections: with fewer known ones, the book is kept in place of the last

Move = tuple[float, float]  # in points, right and up


@dataclass(frozen=True)
class PressPages:
    """The pages of a section as they stand in a press file."""

    body: Body  # the pages first; it follows one with the fonts
    moves: tuple[Move, ...]  # how far the content of each page was moved


@dataclass(frozen=True)
class Shelf:
    """Where the pages of the last book of a kind are kept; a cache of no folder keeps none."""

    cache: Cache
    name: str
    fonts: Mapping[str, Face] = field(repr=False)

    def read(self) -> dict[str, PressPages]:
        """The pages that were kept, by what they were bound of; none where the fonts differ."""
        packed = self.cache.get(self.name)
        header, data = unpack(packed) if packed else ({}, b"")
        if not packed or header["fonts"] != self._fonts():
            return {}
        return dict(_unpacked(header["sections"], data))

    def write(self, pages: Mapping[str, PressPages], known: Mapping[str, PressPages]) -> None:
        """Keep the pages of a book where few of them were `known`."""
        if len(pages.keys() & known.keys()) >= MOSTLY * len(pages):
            return
        sections, pieces = [], []
        for name, each in pages.items():
            texts = b"\n".join(each.body.texts)
            lengths = [-1 if data is None else len(data) for data in each.body.streams]
            sections.append((name, each.moves, len(texts), lengths))
            pieces += [texts, *(data for data in each.body.streams if data is not None)]
        header = {"fonts": self._fonts(), "sections": sections}
        self.cache.put(self.name, pack(header, b"".join(pieces)))

    def _fonts(self) -> list[str]:
        return [key(path, repr(face), face.program) for path, face in sorted(self.fonts.items())]


def name_of(section: BoundSection) -> str:
    """A hash of all that a section's pages are bound from, but the fonts and the page setup."""
    moves = [section.move(number) for number in range(section.leaves.pages)]
    return key(
        section.leaves.pdf.digest, section.furniture.digest, repr((moves, section.span.side))
    )


def _unpacked(sections: Any, data: bytes) -> Iterator[tuple[str, PressPages]]:
    at = 0
    for name, moves, length, lengths in sections:
        texts, at = tuple(data[at : at + length].split(b"\n")), at + length
        streams: list[bytes | None] = []
        for each in lengths:
            streams.append(None if each < 0 else data[at : at + each])
            at += max(0, each)
        yield name, PressPages(Body(texts, tuple(streams)), tuple(map(tuple, moves)))
