"""The functions of WeasyPrint's line layout in which planned lines take the place of its own.

WeasyPrint lays out a line at a time (`split_inline_box` on a line box). For a planned line it
gets no limit of width, and the last text box ends where the plan says (`split_text_box`). Then
the line is justified, here rather than in `text_align`, since it may also be closed up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, page
from weasyprint.layout.float import avoid_collisions

from anthology.pdf.engine.fast.lineboxes import strut
from anthology.pdf.engine.floats.plates import one_more
from anthology.pdf.engine.lines.justify import HAIR, justify
from anthology.pdf.engine.lines.measure import OneFont, TextRun, Unplannable
from anthology.pdf.engine.lines.page_ends import PageEnds
from anthology.pdf.engine.lines.paragraph import Line, Paragraph, Slot
from anthology.pdf.engine.lines.search import Measure
from anthology.pdf.engine.lines.textboxes import begins, cut, filled_with, level, on_line, shaped

RAGGED = ("left", "start", "center", "right", "end")
MANY_LINES = 10_000  # where the page has no end
MOST_NARROW_LINES = 40  # beside a float; after these, a new plan begins


@dataclass
class Tally:
    """How many paragraphs of a document are planned, and how many are not, by the reason."""

    planned: int = 0
    greedy: Counter[str] = field(default_factory=Counter)
    page_ends: PageEnds = field(default_factory=PageEnds)


@dataclass
class _Layout:
    """A document that is being laid out, and the planned line that is being filled."""

    tally: Tally
    line: Line | None = None


_current: ContextVar[_Layout | None] = ContextVar("line breaking", default=None)


@contextmanager
def breaking(how: str) -> Iterator[Tally]:
    """Inside, lines are broken `how` ("total-fit" or "greedy"); the tally counts paragraphs."""
    layout = _Layout(Tally())
    token = _current.set(layout if how == "total-fit" else None)
    try:
        yield layout.tally
    finally:
        _current.reset(token)


# WeasyPrint's own, which ours call.
_split_inline_box, _split_text_box = inline.split_inline_box, inline.split_text_box
_text_align, _remake_page, _page_height = inline.text_align, page.remake_page, page.page_height


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """WeasyPrint's function; a page that ends too high is laid out again, figures are put on it."""
    make = partial(_without_cycle, index, context, root_box, html)
    layout = _current.get()
    floats = context.__dict__.get("floats")
    if floats:
        make = partial(floats.make, index, make)
    result = layout.tally.page_ends.laid_out(make, context, index) if layout else make()
    if floats:
        floats.settle(index, result[0])
    if _floats_on(context):
        one_more(context, result)
    return result


def _without_cycle(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """What WeasyPrint's function returns; nothing on the page refers to it, as areas for notes do.

    Pages are laid out again and again, and each is freed when the next one is better.
    """
    result = _remake_page(index, context, root_box, html)
    for area in result[0].children:
        area.__dict__.pop("page", None)
    return result


def _floats_on(context: Any) -> bool:
    """Whether a box beside the text has a rest, which WeasyPrint drops where the text ends."""
    return any(box.is_floated() for box, *_ in context.broken_out_of_flow.values())


def page_height(box: Any, context: Any, height: Any) -> None:
    """WeasyPrint's function; a page may be lower than its style says, and have figures above."""
    _page_height(box, context, height)
    layout = _current.get()
    floats = context.__dict__.get("floats")
    if floats:
        floats.reserve(box)
    if layout and layout.tally.page_ends.lowered:
        box.height -= layout.tally.page_ends.lowered
        box.margin_bottom += layout.tally.page_ends.lowered


def split_inline_box(context: Any, box: Any, *others: Any) -> Any:
    """WeasyPrint's function; a line box of a justified paragraph gets its planned line."""
    layout = _current.get()
    line = None
    if layout and layout.line is None and isinstance(box, boxes.LineBox):
        line = _planned(layout, context, box, others)
    if layout is None or line is None:
        return on_line(box, partial(_split_inline_box, context, box, *others))
    position_x, max_x, *rest = others
    layout.line = line
    try:
        result = _split_inline_box(context, box, position_x, inf, *rest)
    finally:
        layout.line = None
    result[0].line = line
    justify(result[0], line, max_x - box.position_x)
    return result


def _planned(layout: _Layout, context: Any, box: Any, others: tuple[Any, ...]) -> Line | None:
    """The planned line for the arguments of `split_inline_box`, None where there is none."""
    position_x, max_x, bottom_space, skip_stack, block, *_, first_line_style = others
    style = box.style
    if first_line_style or not _is_text(style, block) or _is_marker(box):
        return None
    paragraph = _paragraph(layout, box, block, skip_stack)
    width = max_x - position_x
    if paragraph is None or width <= 0:
        return None
    room, height = context.page_bottom - bottom_space - box.position_y, strut(style)[0]
    rows = room / height + HAIR if height else MANY_LINES  # a style may set lines of no height
    slot = Slot(
        width, int(min(max(0, rows), MANY_LINES)), lambda: _measure(context, box, block, width)
    )
    return paragraph.line(skip_stack, slot)


def _paragraph(layout: _Layout, box: Any, block: Any, skip_stack: Any) -> Paragraph | None:
    """The paragraph of a line box, measured at its first line; None where it is not planned."""
    earlier: Paragraph | str | None = box.__dict__.get("paragraph")
    if isinstance(earlier, Paragraph) and (skip_stack or earlier.is_of(box)):
        return earlier
    if isinstance(earlier, str) and skip_stack:
        return None
    try:
        _plannable(box.style)
        box.paragraph = Paragraph(box, block)
    except Unplannable as reason:
        if earlier is None and box.style["text_align_all"] == "justify":
            layout.tally.greedy[str(reason)] += 1
        box.paragraph = str(reason)
        return None
    layout.tally.planned += not earlier
    return box.paragraph  # type: ignore[no-any-return]


def _is_text(style: Any, block: Any) -> bool:
    """Whether lines are planned there: justified ones, and ragged ones that are no table's."""
    if style["text_align_all"] == "justify":
        return True
    return style["text_align_all"] in RAGGED and type(block) is boxes.BlockBox


def _is_marker(box: Any) -> bool:
    """Whether the line box has the bullet or number of a list item."""
    return bool((box.element_tag or "").endswith("::marker"))


def _plannable(style: Any) -> None:
    """Raises Unplannable for the style of a line box that cannot be planned."""
    if style["direction"] != "ltr":
        raise Unplannable("text from right to left")
    if style["white_space"] not in ("normal", "pre-line"):
        raise Unplannable("preformatted text")


def _measure(context: Any, box: Any, block: Any, width: float) -> Measure:
    """The widths of the lines from this one on, beside floats too."""
    full = float(block.width)
    widths = [width]
    if context.excluded_shapes:
        bottom = max(shape.position_y + shape.margin_height() for shape in context.excluded_shapes)
        probe = box.copy()
        probe.width, probe.height = 0, strut(box.style)[0]
        probe.position_y += probe.height
        while probe.position_y < bottom and len(widths) < MOST_NARROW_LINES:
            _, y, available = avoid_collisions(context, probe, block, outer=False)
            widths.append(available)
            probe.position_y = y + probe.height
    return Measure.of_lines(widths, full)


def split_text_box(
    context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True
) -> Any:
    """WeasyPrint's function; on a planned line, the text up to the end of that."""
    layout = _current.get()
    line = layout.line if layout else None
    if line is None or "\n" in box.text:
        starts = is_line_start and begins()
        split = _split_text_box(context, box, available_width, skip, starts)
        level(split[0])
        filled_with(split[0])
        return _marked(split, box, skip or 0)
    end = line.byte if box is line.box else len(box.text.encode())
    new_box = _on_line(box, line.runs.get(id(box)), skip or 0, end, line)
    return new_box, (None if line.last or box is not line.box else line.byte), False


def _on_line(box: Any, run: TextRun | None, skip: int, end: int, line: Line) -> Any:
    """The part of a text box that is on a planned line, None where that is nothing."""
    text = box.text.encode()[skip:end].decode()
    divided = line.hyphenated and box is line.box
    if box is line.box:
        text = text.rstrip(" ")
        end = skip + len(text.encode())
    if divided:
        text += box.style["hyphenate_character"]
    if not text or not box.style["font_size"]:
        return None
    one_font = None if divided else _one_font(box, run, skip, end)
    if run and one_font:
        new_box = cut(box, text, run.advances, one_font, (skip, end))
    else:
        new_box = shaped(box, text)
    new_box.divided = divided
    return new_box


def _one_font(box: Any, run: TextRun | None, skip: int, end: int) -> OneFont | None:
    """The glyphs of a text that the part between those bytes can be cut out of, else None."""
    if not run or box.style["text_decoration_line"] != "none":
        return None
    whole = run.advances.is_boundary(skip) and run.advances.is_boundary(end)
    return run.advances.one_font if whole else None


def _marked(split: Any, box: Any, skip: int) -> Any:
    """WeasyPrint's result, with a mark on the box where it has divided a word."""
    new_box, resume_at, _ = split
    if new_box and resume_at:
        hyphen = box.style["hyphenate_character"]
        if new_box.text.endswith(hyphen):
            written = box.text.encode()[skip:resume_at].decode()
            new_box.divided = new_box.text == written + hyphen
    return split


def text_align(context: Any, line: Any, available_width: Any, last: Any) -> Any:
    """WeasyPrint's function; a planned line is justified already.

    Where text runs from right to left WeasyPrint takes the room for `text-indent` from the end of
    the line, as if it began there.
    """
    if line.__dict__.get("planned"):
        return 0
    offset = _text_align(context, line, available_width, last)
    return offset + line.text_indent if line.style["direction"] == "rtl" else offset
