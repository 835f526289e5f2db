"""The cascade: elements to which the same rules apply below one style share theirs at once.

WeasyPrint shares the style of such an element after it has gathered all declarations for it, and
makes those of its pseudo-elements anew: three for each element, which are hardly ever asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, NamedTuple

from weasyprint import css


class Applied(NamedTuple):
    """A rule that applies to an element, and its weight."""

    sheet: Any
    origin: str
    specificity: Any
    layer: float
    pseudo: str | None
    declarations: Any


class _First(NamedTuple):
    """The first element to which certain rules apply, and its pseudo-elements that have any."""

    element: Any
    pseudos: tuple[str, ...]


def apply(self: Any, html: Any, sheets: Sequence[Any], *others: Any) -> None:
    """WeasyPrint's `StyleFor.__init__`."""
    presentational_hints, self.font_config, target_collector = others
    computed: dict[Any, Any] = {}
    self._cascaded_styles, self._computed_styles, self._sheets = {}, computed, sheets
    self.initial_page_sizes = {"box": None, "area": None}
    attributes = _style_attributes(self, html, presentational_hints)
    more = {"root": html.etree_element, "base_url": html.base_url,
            "target_collector": target_collector}  # fmt: skip
    known, alike = dict[Any, _First](), list[tuple[Any, _First]]()
    for element in html.wrapper_element.iter_subtree():
        own, applied = element.etree_element, list(_applied(element, sheets))
        parent = element.parent.etree_element if element.parent else None
        above = id(computed[parent, None]) if element.parent else None
        key = (above, attributes.get(own), tuple(map(_identity, applied)))
        first = known.get(key)
        if first:
            computed[own, None] = computed[first.element, None]
        if first and not _is_note(computed[own, None]):
            alike.append((own, first))
            continue
        _declare(self, own, applied)
        if not first:
            self.set_computed_styles(own, parent=parent, **more)
            pseudos = {each.pseudo: None for each in applied if each.pseudo}
            known[key] = _First(own, tuple(pseudos))
    for own, pseudo in self._cascaded_styles:
        if pseudo:
            self.set_computed_styles(own, pseudo_type=pseudo, parent=own, **more)
    for own, first in alike:
        computed.update({(own, each): computed[first.element, each] for each in first.pseudos})
    self._cascaded_styles.clear()


def _is_note(style: Any) -> bool:
    """Whether what has that style leaves its place: its call may get an anchor of its own."""
    return style["float"] == "footnote" or not isinstance(style["position"], str)


def _applied(element: Any, sheets: Sequence[Any]) -> Iterator[Applied]:
    """The rules that apply to an element, in the order of the cascade."""
    for sheet, origin, sheet_specificity in sheets:
        for specificity, _, pseudo, (declarations, layer) in sheet.matcher.match(element):
            order = inf if layer is None else sheet.layers.index(layer)
            weight = sheet_specificity or specificity
            yield Applied(sheet, origin, weight, order, pseudo, declarations)


def _identity(rule: Applied) -> Any:
    return id(rule.declarations), rule.specificity, rule.layer, rule.pseudo, id(rule.sheet)


def _declare(self: Any, element: Any, applied: Sequence[Applied]) -> None:
    """Adds the declarations of these rules to what an element and its pseudo-elements have."""
    for rule in applied:
        style = self._cascaded_styles.setdefault((element, rule.pseudo), {})
        for name, values, importance in rule.declarations:
            precedence = css.declaration_precedence(rule.origin, importance)
            _set(style, name, values, (precedence, rule.layer, rule.specificity))


def _set(style: dict[str, Any], name: str, values: Any, weight: Any) -> None:
    before = style.get(name)
    if before is None or before[1] <= weight:
        style[name] = values, weight


def _style_attributes(self: Any, html: Any, presentational_hints: bool) -> dict[Any, Any]:
    """The declarations of each element with a style attribute, which are added to its style."""
    found = {}
    given = css.find_style_attributes(html.etree_element, presentational_hints, html.base_url)
    for specificity, element, declarations, base_url in given:
        style = self._cascaded_styles.setdefault((element, None), {})
        found[element] = tuple(declarations)
        for name, values, importance in css.preprocess_declarations(base_url, declarations):
            precedence = css.declaration_precedence("author", importance)
            _set(style, name, values, (precedence, inf, specificity))
    return found
