"""Text boxes with a part of a text: from the measure of the whole, or shaped anew."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size

from anthology.pdf.engine.fast.glyphs import EMPTY, glyph_runs
from anthology.pdf.engine.fast.layouts import ShapedLayout
from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.lines.measure import Advances, OneFont


def taken(box: Any, text: str, measured: Advances, one: OneFont, part: tuple[int, int]) -> Any:
    """A text box with a part of a text that was measured already: Pango is not asked again.

    `part` is where it begins and ends, in bytes.
    """
    (x, glyphs), (last_x, last_glyphs) = map(measured.at, part)
    new_box = box.copy_with_text(text)
    new_box.width = last_x - x
    new_box.glyphs = last_glyphs - glyphs
    if box.style["letter_spacing"] != "normal":
        new_box.width += box.style["letter_spacing"]
    shown = [row.cut(*part) for row in one.rows], box.text.encode()
    new_box.pango_layout = ShapedLayout(text, box.style, shown, one.layout)
    _stand(new_box, one.height, one.baseline)
    return new_box


def _stand(box: Any, height: float, baseline: float) -> None:
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
    _stand(new_box, height, baseline)
    return new_box


def _glyphs(line: Any) -> int:
    """How many glyphs a Pango line shows."""
    return sum(len(row.numbers) - row.numbers.count(EMPTY) for row in glyph_runs(line))
