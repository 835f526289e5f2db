"""Lines drawn from the glyphs that their layouts shaped."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from anthology.pdf.shortcuts.layouts import as_theirs

SPACE = re.compile(b" |\xc2\xa0")
GLYPH_INTS = ffi.sizeof("PangoGlyphInfo") // 4  # glyph, width, two offsets, flags
EMPTY = pango.PANGO_GLYPH_EMPTY
UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG
_theirs = drawing.draw_first_line


def install() -> None:
    """Put our function in its place, unless it is there, or under another that wraps it."""
    if drawing.draw_first_line is _theirs:
        drawing.draw_first_line = draw_first_line


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """Shows the line of a text box from its layout's glyphs, its word spaces widened here."""
    text = textbox.text
    if not text.strip() or textbox.style["font_size"] < 1e-6:
        return []
    pango_layout = textbox.pango_layout
    if text_overflow == "clip" and block_ellipsis == "none":
        line, _ = pango_layout.get_first_line()
        shown = _shown(stream, pango_layout, line)
        if shown is not None:
            stream.set_text_matrix(*matrix.values)
            for font, size, glyphs in shown:
                stream.set_font_size(font.hash, size)
                stream.show_text(glyphs)
            return []
    # WeasyPrint's own way, with the layout as it wants it.
    as_theirs(pango_layout, textbox.style)
    return _theirs(stream, textbox, text_overflow, block_ellipsis, matrix)


def _shown(stream: Any, pango_layout: Any, line: Any) -> list[tuple[Any, float, str]] | None:
    """(font, size, array of TJ without brackets) of each run; None where it is not plain."""
    encoded = pango_layout.text.encode()
    shown = []
    drift = 0.0  # px: how far the pen is right of where Pango wants it
    run = line.runs[0]
    while run != ffi.NULL:
        font, size = _font(stream, run.data.item.analysis.font)
        if font.png or font.svg or font.colr or font.bitmap or not size:
            return None
        glyphs = _Glyphs(font, size, run.data, encoded)
        if not glyphs.are_plain():
            return None
        glyphs.learn()
        array, drift = glyphs.array(pango_layout.justification_spacing, drift)
        shown.append((font, size, array))
        run = run.next
    return shown


class _Codes(dict[int, str]):
    """Glyphs as a PDF writes them, by their numbers."""

    def __missing__(self, number: int) -> str:
        code = self[number] = f"{number:04x}"
        return code


_codes = _Codes()


class _Glyphs:
    """The glyphs of a Pango run: each a number, a width and two offsets in Pango's units."""

    def __init__(self, font: Any, size: float, run: Any, text: bytes) -> None:
        self.font, self.size = font, size
        count = run.glyphs.num_glyphs
        data = ffi.buffer(run.glyphs.glyphs, count * GLYPH_INTS * 4)
        ints = memoryview(data).cast("i").tolist()
        self.numbers, self.widths = ints[::GLYPH_INTS], ints[1::GLYPH_INTS]
        self.lefts, self.rises = ints[2::GLYPH_INTS], ints[3::GLYPH_INTS]
        self.clusters = ffi.unpack(run.glyphs.log_clusters, count)
        self.text = text[run.item.offset : run.item.offset + run.item.length]
        self.backwards = run.item.analysis.level % 2

    def are_plain(self) -> bool:
        """Whether all are known to the font, with their widths, and stand on the line."""
        widths = self.font.widths  # Pango's own hold the kerning of one place
        return not any(self.rises) and all(
            number == EMPTY or (number in widths and not number & UNKNOWN)
            for number in self.numbers
        )

    def learn(self) -> None:
        """Notes in the font what each glyph stands for, where it is seen first."""
        known = self.font.to_unicode
        for i, number in enumerate(self.numbers):
            if number in known or number == EMPTY:
                continue
            following = i - 1 if self.backwards else i + 1
            inside = 0 <= following < len(self.clusters)
            end = self.clusters[following] if inside else len(self.text)
            known[number] = self.text[self.clusters[i] : end].decode()

    def array(self, wider: float, drift: float) -> tuple[str, float]:
        """Glyphs and corrections for TJ, and how far the pen has gone too far after them, px.

        Each word space is widened by `wider` px.
        """
        scale = 1000 * FROM_UNITS / self.size
        extra, spaces = wider * 1000 / self.size, self._spaces() if wider else ()
        widths = self.font.widths
        # Thousandths of an em: where the pen is, and where it should be.
        pen, place = drift * 1000 / self.size, 0.0
        pieces: list[str] = []
        row: list[str] = []
        for number, width, left, cluster in zip(
            self.numbers, self.widths, self.lefts, self.clusters, strict=True
        ):
            if number != EMPTY:
                off = pen - place - left * scale
                if off > 0.5 or off < -0.5:
                    if row:
                        pieces.append(f"<{''.join(row)}>")
                        row = []
                    correction = round(off)
                    pieces.append(str(correction))
                    pen -= correction
                row.append(_codes[number])
                pen += widths[number]
            place += width * scale
            if cluster in spaces:
                place += extra
        if row:
            pieces.append(f"<{''.join(row)}>")
        return "".join(pieces), (pen - place) * self.size / 1000

    def _spaces(self) -> set[int]:
        """Where word spaces stand in the text, in bytes."""
        return {match.start() for match in SPACE.finditer(self.text)}


def _font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """WeasyPrint's font and its size in px; layouts that live keep each address to one font."""
    if not isinstance(stream._fonts, Fonts):  # noqa: SLF001
        found: tuple[Any, float] = stream.add_font(pango_font)  # a document of somebody else's
        return found
    known: dict[int, tuple[Any, float]] = stream._fonts.by_address  # noqa: SLF001
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in known:
        known[address] = stream.add_font(pango_font)
    return known[address]


class Fonts(dict[Any, Any]):
    """The fonts of a document, as WeasyPrint keeps them, and by their address in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.by_address: dict[int, tuple[Any, float]] = {}
