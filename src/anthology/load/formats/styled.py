"""Emphasis that a page has by styles: in attributes, or by classes of its own sheet."""

from __future__ import annotations

import re

from lxml import html

RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
STYLED = frozenset({"span", "font"})
# What styles say, and the element that says the same.
MARKS = (
    ("em", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    ("strong", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("s", re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)),
    ("sup", re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)),
    ("sub", re.compile(r"vertical-align\s*:\s*sub(?!\w|-)", re.IGNORECASE)),
)


def marks(element: html.HtmlElement) -> tuple[str, ...]:
    """The elements that say what the style of a <span> does: "em", "strong" ..."""
    style = element.get("style")
    if not style or element.tag not in STYLED:
        return ()
    return tuple(name for name, pattern in MARKS if pattern.search(style))


def marked(element: html.HtmlElement) -> None:
    """Makes a <span> the elements that its style says, inside each other."""
    first, *others = marks(element) or ("",)
    if not first:
        return
    element.tag = first
    for name in others:
        inner = html.Element(name)
        inner.text, element.text = element.text, None
        inner.extend(list(element))
        element.append(inner)


def inlined(root: html.HtmlElement) -> None:
    """Gives each <span> the style that the sheets of its page have for its classes."""
    sheets = "".join(each.text or "" for each in root.iter("style"))
    rules = dict(RULE.findall(sheets)) if sheets else {}
    for element in root.iter(*STYLED) if rules else ():
        found = [rules[name] for name in (element.get("class") or "").split() if name in rules]
        if found:
            element.set("style", ";".join((*found, element.get("style") or "")))
