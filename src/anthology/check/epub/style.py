"""Checks of the style sheets for CSS that e-readers, some of them old, cannot handle.

A single calc() or var() makes e-readers with Adobe's engine (older Kobos among them) drop the
whole style sheet, even after a fallback value. EPUBCheck passes all of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from anthology.check.epub.css import Rule, rules, rules_of_attribute, tokens
from anthology.check.epub.file import XHTML, Epub, is_remote, line
from anthology.report import Place, Problem, Severity, warning

MOST_BYTES = 500_000  # of a style sheet: no book needs as many, and the parser takes its time
TEXT = frozenset({"html", "body", "p"})
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
Finding = tuple[int, Severity, str]  # line, severity, message

COMPUTED = frozenset({"calc", "min", "max", "clamp", "var", "env"})
SELECTING = frozenset({"has", "is", "where"})
UNITS = frozenset({"rem", "vw", "vh", "vmin", "vmax"})
FLEXIBLE = {"flex": "flex", "grid": "grid", "inline-flex": "flex", "inline-grid": "grid"}
PLACED = {word: word for word in ("relative", "absolute", "fixed", "sticky")}
VALUES: dict[str, tuple[Severity, dict[str, str], str]] = {
    "display": (W, FLEXIBLE, "e-readers ignore display: {0}"),
    "position": (W, PLACED, "Kindle ignores position: {0}"),
    "text-rendering": (
        E,
        {"optimizelegibility": "optimizeLegibility"},
        "Kindle refuses text-rendering: {0}",
    ),
}
HINDERING = ("user-select", "pointer-events")
MESSAGES = {
    "computed": "{0}() makes older Kobos drop the whole style sheet",
    "unit": "older Kobos do not know the unit {0}; use em or %",
    "custom": "older Kobos drop a style sheet with {0}; write the value itself",
    "woff2": "Kobo cannot read woff2 fonts; use TTF or OTF",
    "colour": "a colour on {0} makes the text unreadable in dark mode",
    "font": "font-family with !important on {0} overrides the font that the reader chooses",
    "remote": "the style loads {0} from the internet",
}


def check(book: Epub) -> Iterator[Problem]:
    """Everything that is wrong with the style sheets and the styles inside documents."""
    for name, item in book.manifest.items():
        if item.media_type == "text/css" and name in book.files:
            yield from _sheet(name, book.files[name].decode("utf-8", "replace"), 0)
    for name, root in book.documents.items():
        for style in root.iter(f"{XHTML}style"):
            yield from _sheet(name, style.text or "", max(line(style) - 1, 0))
        for element in root.iter("{*}*"):
            own = element.get("style")
            if own:
                kind = str(element.tag).rpartition("}")[2]
                found = _rule(rules_of_attribute(kind, own[:MOST_BYTES]))
                yield from _problems(name, found, max(line(element) - 1, 0))


def _sheet(name: str, css: str, lines_before: int) -> Iterator[Problem]:
    if len(css) > MOST_BYTES:
        message = f"the style sheet has {len(css) // 1000} KB and is too large to be checked"
        yield warning(Place(name), message)
        return
    for rule in rules(css):
        yield from _problems(name, _rule(rule), lines_before)


def _problems(name: str, findings: Iterator[Finding], lines_before: int) -> Iterator[Problem]:
    for at, severity, message in findings:
        yield Problem(severity, Place(name, lines_before + at), message)


def _rule(rule: Rule) -> Iterator[Finding]:
    yield from _at_rule(rule)
    for token in tokens(rule.prelude):
        if token.type == "function" and token.lower_name in SELECTING:
            message = f"e-readers ignore rules with :{token.lower_name}()"
            yield token.source_line, W, message
        yield from _token(token)
    for declaration in rule.declarations:
        yield from _declaration(rule.elements, declaration)
        for token in tokens(declaration.value):
            yield from _token(token)


def _at_rule(rule: Rule) -> Iterator[Finding]:
    if rule.at == "import":
        yield rule.line, E, "many e-readers do not load @import; put the rules into one file"
    if rule.at in {"media", "supports"} and rule.is_empty:
        yield rule.line, E, f"an empty @{rule.at} rule crashes older Kobos"


def _token(token: Any) -> Iterator[Finding]:
    """What is wrong with a single token, wherever it stands."""
    at = token.source_line
    if token.type == "function" and token.lower_name in COMPUTED:
        yield at, E, MESSAGES["computed"].format(token.lower_name)
    if token.type == "dimension" and token.lower_unit in UNITS:
        yield at, W, MESSAGES["unit"].format(token.lower_unit)
    if token.type == "url":
        yield from _loaded(at, token.value)
    if token.type == "function" and token.lower_name == "url":
        for inside in token.arguments:
            if inside.type == "string":
                yield from _loaded(at, inside.value)


def _loaded(at: int, address: str) -> Iterator[Finding]:
    path = address.partition("?")[0].partition("#")[0].strip()
    if path.lower().endswith(".woff2"):
        yield at, W, MESSAGES["woff2"]
    if is_remote(address.strip()) and not address.strip().startswith("data:"):
        yield at, E, MESSAGES["remote"].format(address.strip()[:60])


def _declaration(elements: Sequence[str], declaration: Any) -> Iterator[Finding]:
    name, at = declaration.lower_name, declaration.source_line
    words = {token.lower_value for token in tokens(declaration.value) if token.type == "ident"}
    if name.startswith("--"):
        yield at, E, MESSAGES["custom"].format(name[:60])
    severity, refused, message = VALUES.get(name, (N, {}, ""))
    for word in sorted(words & refused.keys()):
        yield at, severity, message.format(refused[word])
    if name.endswith(HINDERING):
        yield at, N, f"{name} keeps readers from selecting text"
    for element in TEXT.intersection(elements):
        yield from _on_text(element, declaration)


def _on_text(element: str, declaration: Any) -> Iterator[Finding]:
    """What is wrong with a declaration on the whole text."""
    name, at = declaration.lower_name, declaration.source_line
    if name == "color" or name.partition("-")[0] == "background":
        yield at, W, MESSAGES["colour"].format(element)
    if name == "font-family" and declaration.important and element != "html":
        yield at, W, MESSAGES["font"].format(element)
    if element != "body":
        return
    if name == "font-family" and not declaration.important:
        yield at, N, "Kindle wants no font-family on body; set it on html"
    if name.startswith("padding") and _is_not_zero(declaration.value):
        yield at, N, "Kobo wants no padding on body; e-readers have their own margins"


def _is_not_zero(value: Sequence[Any]) -> bool:
    return any(getattr(token, "value", 0) != 0 for token in value if token.type != "whitespace")
