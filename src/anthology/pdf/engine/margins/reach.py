"""Blocks that reach into the margin, by a negative one where their lines end.

A style says so of a right-hand page, where the outer margin is: `margin-right: -40pt`. On a
left-hand page they would reach into the spine, and so they reach as far to the other side.
"""

from __future__ import annotations

from typing import Any

from anthology.pdf.engine.tree import blocks

ENDS = {"ltr": "right", "rtl": "left"}  # where lines end


def reaches(page: Any) -> bool:
    """Whether a block on the page reaches into a margin."""
    return any(_end(block) for block in blocks(page.children[0]))


def move_outwards(page: Any) -> None:
    """Moves the blocks that reach into the inner margin of the page, so that it is the outer one.

    A page lies at the side by whose name its type goes, and so does its outer margin.
    """
    outer = page.page_type.side
    for block in list(blocks(page.children[0])):
        end = _end(block)
        if end and end != outer:
            width = getattr(block, f"margin_{end}")
            block.translate(dx=width if end == "right" else -width)


def _end(block: Any) -> str:
    """The side at which a block reaches into the margin, "" where it does not.

    WeasyPrint gives a box that is too wide a negative margin too, and means something else.
    """
    end = ENDS[block.style["direction"]]
    margin = block.style[f"margin_{end}"]
    wanted = margin != "auto" and margin.value < 0
    return end if wanted and getattr(block, f"margin_{end}") < 0 else ""
