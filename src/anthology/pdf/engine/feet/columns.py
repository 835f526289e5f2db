"""The columns of a page, each a box from its head to its foot."""

from __future__ import annotations

from typing import Any

from anthology.pdf.engine.tree import blocks


def columns(page: Any) -> list[Any]:
    """The columns of the page's flow, or what holds all of its text; [] between columns."""
    content = page.children[0]
    while content.element_tag in {"html", "body"} and content.children:
        content = content.children[0]
    inside = list(content.children)
    if all(map(_is_column, inside)):
        return inside
    return [] if any(map(_is_column, blocks(content))) else [content]


def _is_column(box: Any) -> bool:
    return getattr(box, "is_column", False) or box.is_floated()
