"""A style sheet for text and for pages that are read from right to left.

Styles are written for Latin letters. Where an element's text runs the other way, its left is its
right; where a book is bound at the right, so it is with its pages: what `@page :left` says, its
margins and heads included, is said of pages at the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import tinycss2

SIDES = {"left": "right", "right": "left"}
SIDE = re.compile(r"(?<![a-z])(?:left|right)(?![a-z])")
OF_PAGES = re.compile(r"(?:page-)?break-(?:before|after)")  # their values are sides of the book
ROUND = frozenset({"margin", "padding", "border-width", "border-style", "border-color", "inset"})
WITH_SIDES = frozenset({"text-align", "text-align-last", "text-align-all", "float", "clear"})


def mirrored(css: str, *, text: bool, pages: bool) -> str:
    """The style sheet with left and right exchanged, in rules for text or pages or both.

    A rule whose selector names a side means that side, and stays. Fonts are left out.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_rules(rules, text=text, pages=pages))


def _rules(rules: Sequence[Any], *, text: bool, pages: bool) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude)
            named = SIDE.search(selector) is not None
            inside = _declarations(rule.content, text=text and not named, pages=pages)
            yield f"{selector}{{{inside}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield _page(rule) if pages else rule.serialize()
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            within = tinycss2.parse_rule_list(rule.content or (), skip_comments=True)
            inside = "\n".join(_rules(within, text=text, pages=pages))
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
            yield rule.serialize()


def _page(rule: Any) -> str:
    """A rule for pages, or for a box of their margins, for those of the other side."""
    prelude = _exchanged(tinycss2.serialize(rule.prelude))
    content = tinycss2.parse_blocks_contents(rule.content or (), skip_comments=True)
    inside = "".join(_page(each) for each in content if each.type == "at-rule")
    own = (each for each in content if each.type == "declaration")
    declared = "".join(_declaration(each, text=True) for each in own)
    return f"@{_exchanged(rule.at_keyword)}{prelude}{{{declared}{inside}}}"


def _declarations(content: Sequence[Any], *, text: bool, pages: bool) -> str:
    return "".join(
        _declaration(each, text=pages if OF_PAGES.fullmatch(each.lower_name) else text)
        for each in tinycss2.parse_blocks_contents(content, skip_comments=True)
        if each.type == "declaration"
    )


def _declaration(declared: Any, *, text: bool) -> str:
    name, value = declared.name, tinycss2.serialize(declared.value).strip()
    if text and not name.startswith("--"):
        if declared.lower_name in WITH_SIDES or OF_PAGES.fullmatch(declared.lower_name):
            value = _exchanged(value)
        elif declared.lower_name in ROUND:
            value = _round(declared.value) or value
        name = _exchanged(name)
    return f"{name}:{value}{' !important' if declared.important else ''};"


def _round(value: Sequence[Any]) -> str:
    """Four values, from the top clockwise, with the second and the fourth exchanged."""
    parts = [part for part in value if part.type not in {"whitespace", "comment"}]
    if len(parts) != len(SIDES) * 2:
        return ""
    top, right, bottom, left = (tinycss2.serialize([part]) for part in parts)
    return f"{top} {left} {bottom} {right}"


def _exchanged(words: str) -> str:
    return SIDE.sub(lambda match: SIDES[match[0]], words)
