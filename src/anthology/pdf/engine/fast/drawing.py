"""Lines drawn from the glyphs that their layouts have shaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import ffi

from anthology.pdf.engine.fast.glyphs import GlyphRun, glyph_runs
from anthology.pdf.engine.fast.layouts import restore

_theirs = drawing.draw_first_line


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """WeasyPrint's function: draws the line of a text box, from the glyphs of its layout."""
    if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
        return []
    layout = textbox.pango_layout
    runs, words = _shaped(layout)
    if text_overflow == "clip" and block_ellipsis == "none":
        shown = _shown(stream, runs, words, layout.justification_spacing)
        if shown is not None:
            stream.set_text_matrix(*matrix.values)
            for font, size, glyphs in shown:
                stream.set_font_size(font.hash, size)
                stream.show_text(glyphs)
            return []
    for run in runs:
        font, _ = _font(stream, run.font)
        run.learn(font.to_unicode, words)  # WeasyPrint does not know which glyphs are mirrored
    restore(layout, textbox.style)
    return _theirs(stream, textbox, text_overflow, block_ellipsis, matrix)


def _shaped(layout: Any) -> tuple[Sequence[GlyphRun], bytes]:
    """The glyphs of a layout's line, and the text whose bytes their clusters count."""
    shaped: tuple[Sequence[GlyphRun], bytes] | None = layout.__dict__.get("glyphs")
    if shaped is not None:
        return shaped
    line, _ = layout.get_first_line()
    return tuple(glyph_runs(line)), layout.text.encode()


def _shown(
    stream: Any, line: Iterable[GlyphRun], text: bytes, wider: float
) -> list[tuple[Any, float, str]] | None:
    """(font, size in px, array for TJ without brackets) of each run; None if one is not plain."""
    shown = []
    drift = 0.0  # px: how far the pen is to the right of its place
    for run in line:
        font, size = _font(stream, run.font)
        if font.png or font.svg or font.colr or font.bitmap or not size:
            return None
        if not run.is_plain(font.widths):  # Pango's have the kerning of one place
            return None
        run.learn(font.to_unicode, text)
        spaces = run.spaces(text) if wider else set()
        array, drift = run.array(font.widths, size, wider, drift, spaces)
        shown.append((font, size, array))
    return shown


def _font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """WeasyPrint's font and its size in px; while layouts live, no two fonts share an address."""
    if not isinstance(stream._fonts, Fonts):  # noqa: SLF001
        found: tuple[Any, float] = stream.add_font(pango_font)  # a document that we have not made
        return found
    known: dict[int, tuple[Any, float]] = stream._fonts.by_address  # noqa: SLF001
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in known:
        known[address] = stream.add_font(pango_font)
    return known[address]


class Fonts(dict[Any, Any]):
    """The fonts of a document by name, as in WeasyPrint, and by their address in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.by_address: dict[int, tuple[Any, float]] = {}
