"""Pages bound earlier: after an edit, only the sections that have changed are bound anew.

What is kept is the book as `pages.bind` leaves it, before it has links, bookmarks and boxes. It is
used for a book with the same fonts, which an edit seldom changes. Either way the book is written
and read once more, so that its objects have the order in which it leads to them, and not the one
in which they were made: the finished file has the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name, Object, ObjectStreamMode, Pdf

from anthology.cache import Cache, key
from anthology.pdf.bind.files import opened, written
from anthology.pdf.model import BoundSection, Face
from anthology.pdf.packing import pack, unpack

FONTS = Name("/BookFonts")  # an entry of the catalogue, while the file is in the cache
MOSTLY = 0.9  # of all sections: with fewer known ones, the book is kept in place of the last


@dataclass
class Earlier:
    """The pages of a book by the section that has them; those that are taken are gone."""

    pdf: Pdf
    fonts: Mapping[str, Object]
    pages: dict[str, list[list[Any]]] = field(default_factory=dict)
    taken: int = 0  # sections

    def take(self, section: BoundSection) -> list[Any] | None:
        """The pages of a section that is bound as it was, with its furniture; else None."""
        found = self.pages.get(name_of(section))
        if not found:
            return None
        self.taken += 1
        return found.pop()


@dataclass(frozen=True)
class Shelf:
    """Where the pages of the last book of a kind are kept; a cache of no folder keeps none."""

    cache: Cache
    name: str

    def earlier(self, faces: Mapping[str, Face]) -> Earlier | None:
        """The pages that were kept, None where their fonts are not these."""
        packed = self.cache.get(self.name)
        header, data = unpack(packed) if packed else ({}, b"")
        if not packed or header["fonts"] != _names(faces):
            return None
        pdf, fonts = _opened(data)
        earlier = Earlier(pdf, dict(zip(sorted(faces), fonts, strict=True)))
        pages = list(pdf.Root.Pages.Kids)
        for name, first, count in header["sections"]:
            earlier.pages.setdefault(name, []).append(pages[first : first + count])
        return earlier

    def in_order(
        self,
        pdf: Pdf,
        fonts: Mapping[str, Object],
        faces: Mapping[str, Face],
        placed: Iterable[tuple[BoundSection, int]],
        earlier: Earlier | None,
    ) -> Pdf:
        """The book with its objects in order; its sections begin on those pages, from 0.

        It is kept where the earlier one had few of them.
        """
        pdf.Root[FONTS] = Array([font for _, font in sorted(fonts.items())])
        data = written(pdf, object_stream_mode=ObjectStreamMode.disable, static_id=True)
        sections = [(name_of(one), first, one.leaves.pages) for one, first in placed]
        if earlier is None or earlier.taken < MOSTLY * len(sections):
            header = {"fonts": _names(faces), "sections": sections}
            self.cache.put(self.name, pack(header, data))
        return _opened(data)[0]


def name_of(section: BoundSection) -> str:
    """A hash of all that a section's pages are bound from, but the fonts."""
    moves = [section.move(number) for number in range(section.leaves.pages)]
    return key(section.leaves.pdf.digest, section.furniture.digest, repr(moves))


def _opened(data: bytes) -> tuple[Pdf, list[Object]]:
    """A book that was kept, and its fonts."""
    # Nothing must look for its pages before they are those of the new book.
    pdf = opened(data, inherit_page_attributes=False)
    fonts = list(pdf.Root[FONTS])
    del pdf.Root[FONTS], pdf.trailer["/ID"]  # it would become half of the finished file's
    return pdf, fonts


def _names(faces: Mapping[str, Face]) -> list[str]:
    return [key(path, repr(face), face.program) for path, face in sorted(faces.items())]
