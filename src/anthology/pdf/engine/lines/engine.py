"""The one place that touches WeasyPrint's line layout: it feeds the chosen line ends.

WeasyPrint asks for a line at a time (`split_inline_box` on a line box). A planned line is
asked for without a limit of width, and its last text box ends where the plan says
(`split_text_box`); then it is justified, which may also close it up, and left alone by
`text_align`. What its letters give is written when it is drawn (`ink`). All of this is
private to WeasyPrint; see `patches`.
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
from anthology.pdf.engine.lines.filling import Filling, fill
from anthology.pdf.engine.lines.measure import Leaf, OneFont, Unplannable
from anthology.pdf.engine.lines.page_ends import PageEnds
from anthology.pdf.engine.lines.paragraph import Here, Line, Paragraph
from anthology.pdf.engine.lines.search import Measure
from anthology.pdf.engine.lines.textboxes import shaped, taken

MANY_LINES = 10_000  # where the page has no end
HAIR = 1e-6  # px: a full line is so much narrower than its place, or it would not fit
CLOSEST = 0.4  # of its word spaces: what a line gives up at most before it runs over the margin
MOST_NARROW_LINES = 40  # beside a float; below, the plan begins anew
FIRST_EMOJI = "\U0001f000"  # drawn as pictures, which letter-spacing would not move


@dataclass
class Tally:
    """How the paragraphs of a document were set; `greedy` counts them by the reason why."""

    planned: int = 0
    greedy: Counter[str] = field(default_factory=Counter)
    page_ends: PageEnds = field(default_factory=PageEnds)


@dataclass
class _Run:
    """A document being laid out: what is counted, and the line that is being filled."""

    tally: Tally
    line: Line | None = None


_run: ContextVar[_Run | None] = ContextVar("line breaking", default=None)


@contextmanager
def breaking(how: str) -> Iterator[Tally]:
    """Lines are broken `how` ("total-fit" or "greedy") inside; the tally fills as they are."""
    run = _Run(Tally())
    token = _run.set(run if how == "total-fit" else None)
    try:
        yield run.tally
    finally:
        _run.reset(token)


# WeasyPrint's own, which ours call.
_split_inline_box, _split_text_box = inline.split_inline_box, inline.split_text_box
_text_align, _remake_page, _page_height = inline.text_align, page.remake_page, page.page_height


def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
    """WeasyPrint's function; a page that ends too early is laid out again."""
    make = partial(_remake_page, index, context, root_box, html)
    run = _run.get()
    return run.tally.page_ends.made(make, context, index) if run else make()


def page_height(box: Any, *others: Any) -> None:
    """WeasyPrint's function; a page may end higher than its style says."""
    _page_height(box, *others)
    run = _run.get()
    if run and run.tally.page_ends.lowered:
        box.height -= run.tally.page_ends.lowered
        box.margin_bottom += run.tally.page_ends.lowered


def split_inline_box(context: Any, box: Any, *others: Any) -> Any:
    """WeasyPrint's function; a justified line box gets its planned line."""
    run = _run.get()
    line = None
    if run and run.line is None and isinstance(box, boxes.LineBox):
        line = _planned(run, context, box, others)
    if run is None or line is None:
        return _split_inline_box(context, box, *others)
    position_x, max_x, *rest = others
    run.line = line
    try:
        result = _split_inline_box(context, box, position_x, inf, *rest)
    finally:
        run.line = None
    result[0].line = line
    _justify(result[0], line, max_x - box.position_x)
    return result


def _planned(run: _Run, context: Any, box: Any, others: tuple[Any, ...]) -> Line | None:
    """The planned line for the arguments of `split_inline_box`, None where there is none."""
    position_x, max_x, bottom_space, skip_stack, block, *_, first_line_style = others
    style = box.style
    if style["text_align_all"] != "justify" or first_line_style or _is_marker(box):
        return None
    paragraph = _paragraph(run, box, block, skip_stack)
    width = max_x - position_x
    if paragraph is None or width <= 0:
        return None
    room = (context.page_bottom - bottom_space - box.position_y) / strut(style)[0] + HAIR
    here = Here(
        width, int(min(max(0, room), MANY_LINES)), lambda: _measure(context, box, block, width)
    )
    return paragraph.line(skip_stack, here)


def _paragraph(run: _Run, box: Any, block: Any, skip_stack: Any) -> Paragraph | None:
    """The paragraph kept with the line box, measured at its first line."""
    kept: Paragraph | str | None = box.__dict__.get("paragraph")
    if isinstance(kept, Paragraph) and (skip_stack or kept.holds(box)):
        return kept
    if isinstance(kept, str) and skip_stack:
        return None
    try:
        _plannable(box.style)
        box.paragraph = Paragraph(box, block)
    except Unplannable as reason:
        if kept is None:
            run.tally.greedy[str(reason)] += 1
        box.paragraph = str(reason)
        return None
    run.tally.planned += not kept
    return box.paragraph  # type: ignore[no-any-return]


def _is_marker(box: Any) -> bool:
    """Whether the line box holds the bullet or number of a list's item."""
    return bool(box.element_tag.endswith("::marker"))


def _plannable(style: Any) -> None:
    """Raises Unplannable where the style of a line box says so."""
    if style["direction"] != "ltr":
        raise Unplannable("text from right to left")
    if style["white_space"] not in ("normal", "pre-line"):
        raise Unplannable("preformatted text")


def _measure(context: Any, box: Any, block: Any, width: float) -> Measure:
    """The widths of the lines from this one on, floats beside them thought of."""
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
    """WeasyPrint's function; on a planned line, the text up to where the line ends."""
    run = _run.get()
    line = run.line if run else None
    if line is None or "\n" in box.text:
        split = _split_text_box(context, box, available_width, skip, is_line_start)
        return _noted(split, box, skip or 0)
    end = line.byte if box is line.box else len(box.text.encode())
    new_box = _measured(box, line.leaves.get(id(box)), skip or 0, end, line)
    return new_box, (None if line.last or box is not line.box else line.byte), False


def _measured(box: Any, leaf: Leaf | None, skip: int, end: int, line: Line) -> Any:
    """The part of a text box that is on a planned line, or None where that is nothing."""
    text = box.text.encode()[skip:end].decode()
    divided = line.hyphenated and box is line.box
    if box is line.box:
        text = text.rstrip(" ")
        end = skip + len(text.encode())
    if divided:
        text += box.style["hyphenate_character"]
    if not text or not box.style["font_size"]:
        return None
    one_font = None if divided else _one_font(box, leaf, skip, end)
    if leaf and one_font:
        new_box = taken(box, text, leaf.advances, one_font, (skip, end))
    else:
        new_box = shaped(box, text)
    new_box.divided = divided
    return new_box


def _one_font(box: Any, leaf: Leaf | None, skip: int, end: int) -> OneFont | None:
    """What the part of a text between those bytes can be drawn from, None where that is not all."""
    if not leaf or box.style["text_decoration_line"] != "none":
        return None
    whole = leaf.advances.parted(skip) and leaf.advances.parted(end)
    return leaf.advances.one_font if whole else None


def _noted(split: Any, box: Any, skip: int) -> Any:
    """What WeasyPrint split, with a mark where it has divided a word."""
    new_box, resume_at, _ = split
    if new_box and resume_at:
        hyphen = box.style["hyphenate_character"]
        if new_box.text.endswith(hyphen):
            written = box.text.encode()[skip:resume_at].decode()
            new_box.divided = new_box.text == written + hyphen
    return split


def _justify(line_box: Any, line: Line, width: float) -> None:
    """Fill the width of a planned line, its indent included, with its letters and word spaces."""
    gap = width + line.hangs_left + line.hangs_right - line_box.width
    line_box.planned = not line.last or gap < 0
    if line.hangs_left:
        for child in line_box.children:
            child.translate(-line.hangs_left)
    texts = [box for box in line_box.descendants() if isinstance(box, boxes.TextBox)]
    if not texts or not line_box.planned:
        return
    filling = Filling()
    if not any(max(box.text) >= FIRST_EMOJI for box in texts):
        filling = fill(gap, line.ems, line.width - gap, line.glue, line.tracking)
    for box in texts:
        box.tracking = filling.tracking * box.style["font_size"]
        box.expansion = filling.expansion
        gap -= box.tracking * box.__dict__.get("glyphs", 0) + filling.expansion * box.width
    spaces = sum(inline.count_expandable_spaces(box) for box in texts)
    _space_out(line_box, max(gap, -CLOSEST * line.glue) / spaces if spaces else 0.0, 0.0)
    if spaces:
        line_box.width = width - HAIR


def _space_out(box: Any, space: float, x_advance: float) -> float:
    """Widen the word spaces by `space` px, the letters as their boxes say; px moved so far."""
    box.position_x += x_advance
    moved = x_advance
    if isinstance(box, boxes.TextBox):
        wider = 1 + box.expansion
        box.justification_spacing = box.pango_layout.justification_spacing = space / wider
        moved += space * inline.count_expandable_spaces(box)
        moved += box.tracking * box.glyphs + box.expansion * box.width
    else:
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _space_out(child, space, moved)
    box.width += moved - x_advance
    return moved


def text_align(context: Any, line: Any, available_width: Any, last: Any) -> Any:
    """WeasyPrint's function; a planned line is justified already."""
    if line.__dict__.get("planned"):
        return 0
    return _text_align(context, line, available_width, last)
