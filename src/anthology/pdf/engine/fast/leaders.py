"""The dots of a leader as one text: WeasyPrint makes a box of each."""

from __future__ import annotations

from typing import Any

from weasyprint.layout import leader

from anthology.pdf.engine.fast.glyphs import rows
from anthology.pdf.engine.fast.layouts import Known

_theirs = leader.handle_leader


def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
    """WeasyPrint's function; where it has repeated a text box, one holds all of them."""
    _theirs(context, line, containing_block)
    _, box = leader.leader_index(line)
    plain = box is not None and box.style["text_decoration_line"] == "none"
    if plain and len(box.children) > 1:
        box.children = (_joined(box.children),)


def _joined(dots: tuple[Any, ...]) -> Any:
    """One text box for equal ones that stand side by side, the last of which is leftmost."""
    first, count = dots[-1], len(dots)
    made = first.copy_with_text(first.text * count)
    made.width = first.width * count
    text = first.text.encode()
    one, _ = first.pango_layout.get_first_line()
    repeated = [row.repeated(count, len(text)) for row in rows(one)]
    whole = first.pango_layout
    made.pango_layout = Known(made.text, first.style, (repeated, text * count), whole)
    return made
