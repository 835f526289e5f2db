"""What all sections of a press file name: its fonts, and the streams around the contents of pages.

These streams save and move what a page draws, restore it and draw its furniture. Each is a few
bytes long, and many pages have the same: they are written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from pikepdf import Object, Pdf

from anthology.pdf.bind.body import Body, body
from anthology.pdf.bind.moves import contents
from anthology.pdf.bind.pages import font_objects
from anthology.pdf.model import Face

TREE = 1  # the number of the tree of pages, which everything else follows
OWN = 100_000  # a section's own objects have larger numbers until it is in the file


@dataclass(frozen=True)
class Common:
    """Fonts and streams as they are written, after the tree of pages, and the number of each."""

    body: Body
    fonts: Mapping[str, int]  # by the path of the font
    streams: Mapping[bytes, int]  # by what the stream says

    @property
    def last(self) -> int:
        """The number of their last object."""
        return TREE + len(self.body)

    def numbers_in(self, pages: Sequence[Object]) -> Iterator[tuple[tuple[int, int], int]]:
        """What these streams are called in the PDF of some pages, and here."""
        for page in pages:
            for stream in contents(page):
                if number := self.streams.get(stream.read_raw_bytes()):
                    yield stream.objgen, number


def common(faces: Mapping[str, Face], streams: Sequence[bytes]) -> Common:
    """The fonts of these faces, and different streams."""
    with Pdf.new() as pdf:
        fonts = font_objects(pdf, faces)
        objects = [*fonts.values(), *(pdf.make_stream(data) for data in streams)]
        whole = body(pdf, objects, {}, TREE)
    numbers = count(TREE + 1)
    return Common(
        whole,
        {path: next(numbers) for path in fonts},
        {data: next(numbers) for data in streams},
    )
