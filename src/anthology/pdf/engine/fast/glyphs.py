"""The glyphs of a line as Pango shaped them, as plain numbers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from anthology.pdf.model import FROM_RIGHT, is_mirrored

SPACE = re.compile(b" |\xc2\xa0")
INTS = ffi.sizeof("PangoGlyphInfo") // 4  # glyph, width, two offsets, flags
EMPTY = pango.PANGO_GLYPH_EMPTY
UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG


@dataclass(frozen=True)
class GlyphRun:
    """Consecutive glyphs of one font: each a number, a width and two offsets.

    Lengths are in Pango's units. `starts` are the bytes of the text at which the glyphs' clusters
    begin; the last one ends at `end`.
    """

    font: Any  # PangoFont, which lives as long as its layout
    numbers: list[int]
    widths: list[int]
    lefts: list[int]
    rises: list[int]
    starts: list[int]
    end: int
    backwards: bool = False

    def cut(self, first: int, end: int) -> GlyphRun:
        """The glyphs of the text from byte `first` to `end`; the run must go forwards."""
        a, b = bisect_left(self.starts, first), bisect_left(self.starts, end)
        return GlyphRun(
            self.font,
            self.numbers[a:b],
            self.widths[a:b],
            self.lefts[a:b],
            self.rises[a:b],
            self.starts[a:b],
            min(end, self.end),
        )

    def repeated(self, count: int, size: int) -> GlyphRun:
        """The glyphs of the text repeated `count` times; it has `size` bytes."""
        return GlyphRun(
            self.font,
            self.numbers * count,
            self.widths * count,
            self.lefts * count,
            self.rises * count,
            [start + i * size for i in range(count) for start in self.starts],
            self.end + (count - 1) * size,
        )

    def is_plain(self, widths: dict[int, int]) -> bool:
        """Whether the font has a width for each glyph, and all are on the baseline."""
        unknown = set(self.numbers).difference(widths)
        measured = unknown <= {EMPTY} and max(self.numbers, default=0) < UNKNOWN
        return measured and not any(self.rises)

    def learn(self, known: dict[int, str], text: bytes) -> None:
        """Adds to `known` the text of each glyph that is not in it, as `add_glyphs` does."""
        if all(known.get(number, FROM_RIGHT)[:1] != FROM_RIGHT for number in {*self.numbers}):
            return  # as for nearly every line
        for i, number in enumerate(self.numbers):
            if (
                number == EMPTY
                or number >= UNKNOWN
                or (number in known and (self.backwards or not is_mirrored(known[number])))
            ):
                continue
            following = i - 1 if self.backwards else i + 1
            inside = 0 <= following < len(self.starts)
            end = self.starts[following] if inside else self.end
            own = text[self.starts[i] : end].decode()
            mirrored = self.backwards and len(own) == 1 and unicodedata.mirrored(own)
            known[number] = FROM_RIGHT + own if mirrored else own

    def spaces(self, text: bytes) -> set[int]:
        """The bytes of the text at which the run has word spaces."""
        first = min(self.starts, default=0)
        return {match.start() for match in SPACE.finditer(text, first, self.end)}

    def array(
        self, widths: dict[int, int], size: float, wider: float, drift: float, spaces: set[int]
    ) -> tuple[str, float]:
        """The glyphs and corrections for TJ, and how far the pen is too far after them, in px.

        `drift` is how far it is too far before them. Each word space is widened by `wider` px.
        """
        scale, extra = 1000 * FROM_UNITS / size, wider * 1000 / size
        # Thousandths of an em: where the pen is, and where it should be.
        pen, place = drift * 1000 / size, 0.0
        pieces: list[str] = []
        codes: list[str] = []
        for number, width, left, start in zip(
            self.numbers, self.widths, self.lefts, self.starts, strict=True
        ):
            if number != EMPTY:
                off = pen - place - left * scale
                if off > 0.5 or off < -0.5:
                    if codes:
                        pieces.append(f"<{''.join(codes)}>")
                        codes = []
                    correction = round(off)
                    pieces.append(str(correction))
                    pen -= correction
                codes.append(_codes[number])
                pen += widths[number]
            place += width * scale
            if start in spaces:
                place += extra
        if codes:
            pieces.append(f"<{''.join(codes)}>")
        return "".join(pieces), (pen - place) * size / 1000


class _Codes(dict[int, str]):
    """Glyphs in hexadecimal, as in a PDF, by number."""

    def __missing__(self, number: int) -> str:
        code = self[number] = f"{number:04x}"
        return code


_codes = _Codes()


def glyph_runs(line: Any) -> Iterator[GlyphRun]:
    """The glyph runs of a Pango line, from left to right."""
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        count, offset = glyphs.num_glyphs, item.offset
        ints = memoryview(ffi.buffer(glyphs.glyphs, count * INTS * 4)).cast("i").tolist()
        yield GlyphRun(
            item.analysis.font,
            ints[::INTS],
            ints[1::INTS],
            ints[2::INTS],
            ints[3::INTS],
            [offset + start for start in ffi.unpack(glyphs.log_clusters, count)],
            offset + item.length,
            bool(item.analysis.level % 2),
        )
        run = run.next
