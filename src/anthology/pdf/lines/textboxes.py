"""Text boxes with a part of a text: from the measure of the whole, or shaped anew."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size, strut

from anthology.pdf.lines.measure import GLYPH_INTS, Advances


def taken(box: Any, text: str, measured: Advances, skip: int, end: int) -> Any:
    """A text box with a part of a text that was measured already: Pango is not asked again."""
    (x, glyphs), (last_x, last_glyphs) = measured.at(skip), measured.at(end)
    new_box = box.copy_with_text(text)
    new_box.width = last_x - x
    new_box.glyphs = last_glyphs - glyphs
    if box.style["letter_spacing"] != "normal":
        new_box.width += box.style["letter_spacing"]
    new_box.pango_layout = Unshaped(text, box.style)
    return new_box


class Unshaped(Layout):  # type: ignore[misc]
    """A layout of a text that was measured in another one: Pango shapes it when it is drawn."""

    def __init__(self, text: str, style: Any) -> None:
        self.text, self.style = text, style
        self.max_width, self.justification_spacing = None, 0
        self.first_line_direction = 0

    def __getattr__(self, name: str) -> Any:
        if name != "layout":
            raise AttributeError(name)
        self.setup(self.style)
        self.set_text(self.text)
        return self.layout


def stand(box: Any, height: float, baseline: float) -> None:
    """Give a text box its height, and its share of the line's."""
    half_leading = (strut(box.style)[0] - height) / 2
    box.height = height
    box.margin_top = box.margin_bottom = half_leading
    box.baseline = baseline + half_leading


def shaped(box: Any, text: str) -> Any:
    """A text box with that text on one line."""
    layout = Layout(box.style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    new_box = box.copy_with_text(text)
    new_box.width, height = line_size(line, box.style)
    new_box.glyphs = _glyphs(line)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    new_box.pango_layout = layout
    stand(new_box, height, baseline)
    return new_box


def _glyphs(line: Any) -> int:
    """How many glyphs a Pango line shows."""
    count = 0
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        size = glyphs.num_glyphs
        ints = memoryview(ffi.buffer(glyphs.glyphs, size * GLYPH_INTS * 4)).cast("I")
        count += size - ints[::GLYPH_INTS].tolist().count(pango.PANGO_GLYPH_EMPTY)
        run = run.next
    return count
