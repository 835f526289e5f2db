"""Styles of pages computed once for all pages with the same rules, and margins only if filled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
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
    """WeasyPrint's margin boxes, where the style sheet has some.

    Before them come the floating figures and the notes in the margin.
    """
    notes = context.__dict__.get("notes_beside")
    own = [box for _, box in page_box.__dict__.get("floats", ())]
    own += notes.on(page_box) if notes else []
    if any(context.style_for(page_box.page_type, name) is not None for name in MARGIN_BOXES):
        return chain(own, _make_margin_boxes(context, page_box, state))
    return iter(own)


def set_computed_styles(
    self: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **more: Any
) -> None:
    """WeasyPrint's method; the styles of root elements, which pages inherit from, are cached."""
    rules = self.get_cascaded_styles().get((element, pseudo_type), {})
    if element != root or pseudo_type is not None:
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    cached = self.font_config.__dict__.setdefault("root_styles", {})
    try:
        key = frozenset((name, *map(_hashable, rule)) for name, rule in rules.items())
        style = cached.get(key)
    except TypeError:  # an unhashable value
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        return
    if style is None:
        _set_computed_styles(self, element, parent, root, pseudo_type, **more)
        cached[key] = self.get_computed_styles()[element, None]
    else:
        self.get_computed_styles()[element, None] = style


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """WeasyPrint's function; pages with the same rules share the styles of page and margins."""
    computed = style_for.get_computed_styles()
    root = computed[html.etree_element, None]
    cached = style_for.font_config.__dict__.setdefault("page_styles", {})
    key = (id(root), *_matching(style_for, page_type))
    live, styles = cached.get(key, (None, {}))
    if live is None:  # while the root's style lives, no other object has its id
        _set_page_type_computed_styles(page_type, html, style_for)
        own = [(pseudo, style) for (of, pseudo), style in computed.items() if of == page_type]
        cached[key] = root, dict(own)
        return
    for pseudo_type, style in styles.items():
        for name in COUNTERS:  # WeasyPrint adds the counters of each page to them
            style.pop(name, None)
        computed[page_type, pseudo_type] = style


def no_backgrounds(_page: Any, _get_image_from_uri: Any) -> None:
    """Nothing: backgrounds are placed when a document is written (`LaidOut.place_backgrounds`)."""


def _matching(style_for: Any, page_type: Any) -> Iterator[int]:
    """The rules that apply to a page: the ids of the style sheets, the indexes of the selectors."""
    for sheet, *_ in style_for._sheets:  # noqa: SLF001
        yield id(sheet)
        selectors = (s for _, several, _ in sheet.page_rules for s in several)
        for number, (_, _, selected) in enumerate(selectors):
            if style_for._page_type_match(selected, page_type):  # noqa: SLF001
                yield number


def _hashable(value: Any) -> Any:
    return tuple(map(_hashable, value)) if type(value) in {list, tuple} else value


def initialize_page_maker(context: Any, root_box: Any) -> None:
    """WeasyPrint's function; pages are numbered from the context's `first_number`."""
    _initialize_page_maker(context, root_box)
    number = context.__dict__.get("first_number", 1)
    if number != 1:
        *_, (_, counters, scopes, _), _ = context.page_maker[0]
        counters["page"] = [number - 1]
        scopes[0].add("page")
