"""The dots of a leader as one text; WeasyPrint makes a box of each."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import leader

from anthology.pdf.engine.fast.glyphs import glyph_runs
from anthology.pdf.engine.fast.layouts import ShapedLayout

_theirs = leader.handle_leader


def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
    """WeasyPrint's function; a text box that it has repeated becomes one."""
    _theirs(context, line, containing_block)
    _, box = leader.leader_index(line)
    plain = box is not None and box.style["text_decoration_line"] == "none"
    if plain and len(box.children) > 1:
        box.children = (_joined(box.children),)


def _joined(dots: tuple[Any, ...]) -> Any:
    """One text box instead of equal ones side by side, the last of which is leftmost."""
    first, count = dots[-1], len(dots)
    joined = first.copy_with_text(first.text * count)
    joined.width = first.width * count
    text = first.text.encode()
    one, _ = first.pango_layout.get_first_line()
    repeated = [run.repeated(count, len(text)) for run in glyph_runs(one)]
    whole = first.pango_layout
    joined.pango_layout = ShapedLayout(joined.text, first.style, (repeated, text * count), whole)
    return joined
