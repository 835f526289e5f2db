"""Pages: their styles computed once for pages alike, and nothing done for empty margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.css import PAGE_MARGIN_BOXES, StyleFor
from weasyprint.layout.page import PageType

MARGIN_BOXES = [f"@{name}" for name in sorted(PAGE_MARGIN_BOXES - {"footnote", "note-area"})]
COUNTERS = ("counter_set", "counter_reset", "counter_increment")
_make_margin_boxes = layout.make_margin_boxes
_set_computed_styles = StyleFor.set_computed_styles
_initialize_page_maker = layout.initialize_page_maker


def install() -> None:
    """Put our functions in their places."""
    StyleFor.set_computed_styles = set_computed_styles
    layout.initialize_page_maker = initialize_page_maker
    layout.make_margin_boxes = make_margin_boxes


def make_margin_boxes(context: Any, page_box: Any, state: Any) -> Iterator[Any]:
    """WeasyPrint's margin boxes, where the style sheet has any."""
    if any(context.style_for(page_box.page_type, name) is not None for name in MARGIN_BOXES):
        return _make_margin_boxes(context, page_box, state)  # type: ignore[no-any-return]
    return iter(())


def set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **more: Any
) -> None:
    """WeasyPrint's styles, computed once for all pages that the same rules apply to.

    The root element's are kept too, since pages inherit from it.
    """
    on_page = isinstance(element, PageType)
    if not on_page and (element != root or pseudo_type is not None):
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    computed = self.get_computed_styles()
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    above = computed[parent, None] if on_page else None
    known = self.font_config.__dict__.setdefault("page_styles", {})
    try:
        told = frozenset((name, *map(_hashable, rule)) for name, rule in rules.items())
        key = (id(above), pseudo_type, told)
        style = known.get(key)
    except TypeError:  # an unhashable value
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    if style is None:
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        known[key] = computed[element, pseudo_type]
        return
    for name in COUNTERS:  # WeasyPrint adds the page's own counting to them
        style.pop(name, None)
    computed[element, pseudo_type] = style


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if type(value) in {list, tuple} else value


def initialize_page_maker(context: Any, root_box: Any) -> None:
    """WeasyPrint's first state, in which pages are counted from the context's `first_number`."""
    _initialize_page_maker(context, root_box)
    number = context.__dict__.get("first_number", 1)
    if number != 1:
        *_, (_, counters, scopes, _), _ = context.page_maker[0]
        counters["page"] = [number - 1]
        scopes[0].add("page")
