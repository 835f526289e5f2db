"""Looks of words that style attributes give, as elements: what editors on the web write so.

`<span style="font-style: italic">` is an <em>, and `<b style="font-weight: normal">`, which
Google Docs puts around all that is copied, no <b>.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from anthology.load.clean.titles import HEADINGS

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

PROPERTIES = frozenset({
    "font-style", "font-variant", "font-variant-caps", "font-weight", "text-decoration",
    "text-decoration-line", "vertical-align",
})  # fmt: skip
BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})
PLAIN = {"b": "font-weight", "strong": "font-weight", "i": "font-style", "em": "font-style"}


def as_elements(root: Element) -> None:
    """Puts elements in the place of such looks."""
    for element in list(root.iter("span", "p", *PLAIN)):
        if style := element.get("style"):
            _change(element, _declared(style))


def _declared(style: str) -> dict[str, str]:
    """The values of a style attribute, by their properties."""
    pairs = (each.partition(":") for each in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _change(element: Element, declared: dict[str, str]) -> None:
    if element.tag in PLAIN:
        if declared.get(PLAIN[element.tag]) in {"normal", "400"}:
            element.tag = "span"
        return
    for tag, class_ in _wanted(element, declared):
        inner = etree.Element(tag, {"class": class_} if class_ else {})
        inner.text, element.text = element.text, None
        inner.extend(list(element))
        element.append(inner)


def _wanted(element: Element, declared: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The elements that have these looks, each with its class."""
    if declared.get("font-style") in {"italic", "oblique"}:
        yield "em", ""
    if declared.get("font-weight") in BOLD and not _is_in(element, HEADINGS | {"th"}):
        yield "strong", ""
    lines = f"{declared.get('text-decoration', '')} {declared.get('text-decoration-line', '')}"
    if "line-through" in lines:
        yield "del", ""
    if "underline" in lines and not _is_in(element, {"a"}) and element.find(".//a") is None:
        yield "u", ""
    if declared.get("vertical-align") in {"super", "sub"}:
        yield {"super": "sup", "sub": "sub"}[declared["vertical-align"]], ""
    if "small-caps" in f"{declared.get('font-variant')} {declared.get('font-variant-caps')}":
        yield "span", "small-caps"


def _is_in(element: Element, tags: frozenset[str] | set[str]) -> bool:
    return any(above.tag in tags for above in element.iterancestors())
