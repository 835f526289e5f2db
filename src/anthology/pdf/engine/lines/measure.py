"""The text boxes of a paragraph, measured on one endless Pango line each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size

from anthology.pdf.engine.fast.glyphs import GlyphRun, glyph_runs


class Unplannable(Exception):
    """Something in the paragraph can only be set by WeasyPrint's own line breaking."""


@dataclass(frozen=True)
class OneFont:
    """A text that one font sets: its height and baseline in px, and its glyphs."""

    height: float
    baseline: float
    glyphs: tuple[GlyphRun, ...]
    layout: Any  # the font lives as long as it does


@dataclass(frozen=True)
class Advances:
    """The clusters of a text: their first bytes (UTF-8), x in px, and the glyphs before them.

    The last entry of each list is the end of the text.
    """

    starts: Sequence[int]
    xs: Sequence[float]
    glyphs: Sequence[int]
    one_font: OneFont | None = None  # where one font sets all of it

    def at(self, byte: int) -> tuple[float, float]:
        """(x, glyphs) before that byte; inside a cluster its share of both."""
        index = bisect_right(self.starts, byte) - 1
        start = self.starts[index]
        x, glyphs = self.xs[index], self.glyphs[index]
        if start == byte:
            return x, glyphs
        share = (byte - start) / (self.starts[index + 1] - start)
        return (
            x + share * (self.xs[index + 1] - x),
            glyphs + share * (self.glyphs[index + 1] - glyphs),
        )

    def is_boundary(self, byte: int) -> bool:
        """Whether no cluster, such as a ligature, goes over that byte."""
        return self.starts[bisect_right(self.starts, byte) - 1] == byte

    @property
    def width(self) -> float:
        """The px of the whole text."""
        return self.xs[-1]


@dataclass(frozen=True)
class TextRun:
    """The text of one text box of the paragraph: where it is, and how wide."""

    box: Any
    path: tuple[int, ...]  # child indexes from the line box down
    text: str
    first: int  # its first character in the paragraph's text
    x: float  # where it begins on the endless line, in px
    outer_end: float  # x after the inline boxes that end with it
    advances: Advances

    @property
    def last(self) -> int:
        """The character after its last one in the paragraph's text."""
        return self.first + len(self.text)


def advances(text: str, style: Any) -> Advances:
    """The clusters of that text set on one endless line.

    Raises Unplannable where some of it runs from right to left.
    """
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    found = tuple(glyph_runs(line))
    if any(run.backwards for run in found):
        raise Unplannable("text from right to left")
    starts = [start for run in found for start in run.starts]
    widths = [width for run in found for width in run.widths]
    measured = _clusters(starts, widths, len(text.encode()))
    if len({run.font for run in found}) == 1:
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        one = OneFont(line_size(line, style)[1], baseline, found, layout)
        measured = replace(measured, one_font=one)
    return measured


def _clusters(starts: list[int], widths: list[int], size: int) -> Advances:
    xs = [width * FROM_UNITS for width in accumulate(widths, initial=0)]
    firsts: Sequence[int] = range(len(starts))
    if len(set(starts)) < len(starts):
        firsts = [i for i in firsts if not i or starts[i] != starts[i - 1]]
    return Advances(
        [*map(starts.__getitem__, firsts), size],
        [*map(xs.__getitem__, firsts), xs[-1]],
        [*firsts, len(starts)],
    )


class Walk:
    """Measures the text in a line box of `block` along one endless line.

    Its methods raise Unplannable for what is not text. A float before all text, such as a drop
    capital, is allowed: only the first line cannot be planned then.
    """

    def __init__(self, block: Any) -> None:
        self.block = block
        self.x = 0.0
        self.first = 0
        self.runs: list[TextRun] = []
        self.floats = False

    def children(self, parent: Any, path: tuple[int, ...] = ()) -> None:
        """Measures the text in a box."""
        for index, child in enumerate(parent.children):
            if not child.is_in_normal_flow():
                self.out_of_flow(child)
            elif isinstance(child, boxes.TextBox):
                self.text(child, (*path, index))
            elif type(child) is boxes.InlineBox and not child.is_leader:
                self.inline(child, (*path, index))
            else:
                raise Unplannable("an inline block")

    def out_of_flow(self, box: Any) -> None:
        """Skips a box that is not on the line."""
        if box.is_floated():
            if self.runs:
                raise Unplannable("a float")
            self.floats = True

    def text(self, box: Any, path: tuple[int, ...]) -> None:
        """Measures a text box."""
        if not box.text or not box.style["font_size"]:
            return
        if box.style["direction"] == "rtl":  # its hyphens would be, even among Latin letters
            raise Unplannable("text from right to left")
        if box.style["white_space"] == "pre-wrap" and box.text != "\n":
            raise Unplannable("preformatted text")
        if box.text == "\n":
            measured = Advances([0, 1], [0.0, 0.0], [0, 0])
        elif "\n" in box.text:
            raise Unplannable("preserved line ends")
        else:
            measured = advances(box.text, box.style)
        end = self.x + measured.width
        if box.style["letter_spacing"] != "normal":
            end += box.style["letter_spacing"]
        self.runs.append(TextRun(box, path, box.text, self.first, self.x, end, measured))
        self.x = end
        self.first += len(box.text)

    def inline(self, box: Any, path: tuple[int, ...]) -> None:
        """Measures an inline box: its sides and its contents."""
        if box.style["box_decoration_break"] == "clone":
            raise Unplannable("cloned decoration")
        resolve_percentages(box, self.block)
        before = len(self.runs)
        self.x += _side(box, "left")
        self.children(box, path)
        self.x += _side(box, "right")
        if len(self.runs) > before:
            last = self.runs.pop()
            self.runs.append(
                TextRun(last.box, last.path, last.text, last.first, last.x, self.x, last.advances)
            )


def _side(box: Any, side: str) -> float:
    margin = getattr(box, f"margin_{side}")
    padding = getattr(box, f"padding_{side}")
    border = getattr(box, f"border_{side}_width")
    return float((0 if margin == "auto" else margin) + padding + border)
