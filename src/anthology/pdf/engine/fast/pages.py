"""Pages: their styles computed once for pages alike, and nothing done for empty margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout
from weasyprint.css import PAGE_MARGIN_BOXES, StyleFor
from weasyprint.layout import page

MARGIN_BOXES = [f"@{name}" for name in sorted(PAGE_MARGIN_BOXES - {"footnote", "note-area"})]
COUNTERS = ("counter_set", "counter_reset", "counter_increment")
_make_margin_boxes = layout.make_margin_boxes
_set_computed_styles = StyleFor.set_computed_styles
_set_page_type_computed_styles = page.set_page_type_computed_styles
_initialize_page_maker = layout.initialize_page_maker


def make_margin_boxes(context: Any, page_box: Any, state: Any) -> Iterator[Any]:
    """WeasyPrint's margin boxes, where the style sheet has any."""
    if any(context.style_for(page_box.page_type, name) is not None for name in MARGIN_BOXES):
        return _make_margin_boxes(context, page_box, state)  # type: ignore[no-any-return]
    return iter(())


def set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **more: Any
) -> None:
    """WeasyPrint's styles; those of root elements are kept, since pages inherit from them."""
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    if element != root or pseudo_type is not None:
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    known = self.font_config.__dict__.setdefault("root_styles", {})
    try:
        told = frozenset((name, *map(_hashable, rule)) for name, rule in rules.items())
        style = known.get(told)
    except TypeError:  # an unhashable value
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    if style is None:
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        known[told] = self.get_computed_styles()[element, None]
    else:
        self.get_computed_styles()[element, None] = style


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """WeasyPrint's styles of a page and its margins, computed once for all that match alike."""
    computed = style_for.get_computed_styles()
    root = computed[html.etree_element, None]
    known = style_for.font_config.__dict__.setdefault("page_styles", {})
    key = (id(root), *_matching(style_for, page_type))
    kept, styles = known.get(key, (None, {}))
    if kept is None:  # with the root's style kept, no other can have its number
        _set_page_type_computed_styles(page_type, html, style_for)
        own = [(pseudo, style) for (of, pseudo), style in computed.items() if of == page_type]
        known[key] = root, dict(own)
        return
    for pseudo_type, style in styles.items():
        for name in COUNTERS:  # WeasyPrint adds the page's own counting to them
            style.pop(name, None)
        computed[page_type, pseudo_type] = style


def _matching(style_for: Any, page_type: Any) -> Iterator[int]:
    """Which rules apply to a page: the style sheets, and the numbers of the selectors."""
    for sheet, *_ in style_for._sheets:  # noqa: SLF001
        yield id(sheet)
        selectors = (s for _, several, _ in sheet.page_rules for s in several)
        for number, (_, _, selected) in enumerate(selectors):
            if style_for._page_type_match(selected, page_type):  # noqa: SLF001
                yield number


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
