"""Text boxes: parts of a text, cut out of its glyphs or shaped again; which begin a line."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size

from anthology.pdf.engine.fast.glyphs import EMPTY, glyph_runs
from anthology.pdf.engine.fast.layouts import ShapedLayout
from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.lines.measure import Advances, OneFont

# WeasyPrint takes the text of every link and every <em> for the beginning of a line, and so breaks
# short words and numbers that would stand whole on the next line.
_filled: ContextVar[bool] = ContextVar("text on the line", default=False)


def on_line(box: Any, split: Callable[[], Any]) -> Any:
    """The result of `split`, which fills the line of `box` if it is a line box."""
    if not isinstance(box, boxes.LineBox):
        return split()
    _filled.set(False)
    result = split()
    _filled.set(True)  # of the line around, if this one is in an inline block
    return result


def begins() -> bool:
    """Whether there is no text on the line yet."""
    return not _filled.get()


def filled_with(text_box: Any) -> None:
    """Records what was put on the line."""
    if text_box is not None and text_box.text.strip():
        _filled.set(True)


def cut(box: Any, text: str, measured: Advances, one: OneFont, part: tuple[int, int]) -> Any:
    """A text box with a part of a text that is measured already: nothing is shaped.

    `part` is where it begins and ends, in bytes.
    """
    (x, glyphs), (last_x, last_glyphs) = map(measured.at, part)
    new_box = box.copy_with_text(text)
    new_box.width = last_x - x
    new_box.glyphs = last_glyphs - glyphs
    if box.style["letter_spacing"] != "normal":
        new_box.width += box.style["letter_spacing"]
    shown = [run.cut(*part) for run in one.glyphs], box.text.encode()
    new_box.pango_layout = ShapedLayout(text, box.style, shown, one.layout)
    _set_height(new_box, one.height, one.baseline)
    return new_box


def level(box: Any) -> None:
    """Keep a text box of WeasyPrint's, if there is one, on the line of its own face."""
    if box is not None:
        _set_height(box, box.height, box.baseline - box.margin_top)


def _set_height(box: Any, height: float, baseline: float) -> None:
    """Gives a text box its height, and the leading above and below it.

    It takes the line of its own face, whatever the height of fallback faces in it: otherwise
    their glyphs would move the baseline (CSS 2.2, 10.8.1).
    """
    line, own = strut(box.style)
    box.height = height
    box.margin_top = own - baseline
    box.margin_bottom = line - height - box.margin_top
    box.baseline = own


def shaped(box: Any, text: str) -> Any:
    """A text box with that text, shaped on one line."""
    layout = Layout(box.style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    new_box = box.copy_with_text(text)
    new_box.width, height = line_size(line, box.style)
    new_box.glyphs = _glyphs(line)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    new_box.pango_layout = layout
    _set_height(new_box, height, baseline)
    return new_box


def _glyphs(line: Any) -> int:
    """How many glyphs of a Pango line are drawn."""
    return sum(len(run.numbers) - run.numbers.count(EMPTY) for run in glyph_runs(line))
