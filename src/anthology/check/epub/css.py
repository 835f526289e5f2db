"""CSS read by tinycss2: rules with what they are about, however deep they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

BLANK = frozenset({"whitespace", "comment"})
COMBINATORS = (">", "+", "~")


@dataclass(frozen=True)
class Rule:
    """A rule: declarations with a selector, or an at-rule. Its tokens are tinycss2's."""

    line: int
    prelude: Sequence[Any] = ()
    declarations: Sequence[Any] = ()
    at: str = ""  # "media"
    is_empty: bool = False  # whether it is an at-rule with nothing between its braces
    elements: tuple[str, ...] = ()  # names of the elements that its selectors choose by name alone


def rules(css: str) -> Iterator[Rule]:
    """The rules of a style sheet, those inside other rules after them."""
    waiting = list(reversed(tinycss2.parse_stylesheet(css, True, True)))
    while waiting:
        rule = waiting.pop()
        if rule.type not in {"qualified-rule", "at-rule"}:
            continue  # a mistake, which e-readers skip
        inside = tinycss2.parse_blocks_contents(rule.content or (), True, True)
        yield _rule(rule, [each for each in inside if each.type == "declaration"])
        waiting += reversed([each for each in inside if each.type != "declaration"])


def rules_of_attribute(element: str, css: str) -> Rule:
    """The declarations of an element's own style."""
    inside = tinycss2.parse_blocks_contents(css, True, True)
    declarations = [each for each in inside if each.type == "declaration"]
    return Rule(1, declarations=declarations, elements=(element,))


def tokens(values: Sequence[Any]) -> Iterator[Any]:
    """All tokens, those inside functions and blocks too."""
    waiting = list(reversed(values))
    while waiting:
        token = waiting.pop()
        yield token
        inside = getattr(token, "arguments", None) or getattr(token, "content", None)
        waiting += reversed(inside or [])


def _rule(rule: Any, declarations: Sequence[Any]) -> Rule:
    if rule.type == "at-rule":
        content = rule.content
        is_empty = content is not None and all(t.type in BLANK for t in content)
        name = rule.lower_at_keyword
        return Rule(rule.source_line, rule.prelude, declarations, name, is_empty)
    elements = tuple(_elements(rule.prelude))
    return Rule(rule.source_line, rule.prelude, declarations, elements=elements)


def _elements(prelude: Sequence[Any]) -> Iterator[str]:
    """The names that the selectors end with: "p" of "div p, h1", none of ".note p.first"."""
    last: list[Any] = []  # the tokens of the last part of a selector
    ended = False
    for token in prelude:
        if token == ",":  # noqa: S105  a token of CSS
            yield from _name(last)
            last = []
        elif token.type in BLANK or token in COMBINATORS:
            ended = True
        else:
            last = [token] if ended else [*last[:1], token]
            ended = False
    yield from _name(last)


def _name(compound: Sequence[Any]) -> Iterator[str]:
    if len(compound) == 1 and compound[0].type == "ident":
        yield compound[0].lower_value
