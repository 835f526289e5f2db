"""Custom properties and sums in style sheets, resolved before an engine or an e-reader sees them.

A style writes `var(--leading)` and `calc(2 * var(--leading) - 1pt)`, as in CSS Variables 1 and
CSS Values 4, and what comes out has neither: e-readers of every age know lengths. Everything
else of a sheet stays as it is written, to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from anthology.report import Place, Problem, Refused, error, shown
from anthology.style.css.sums import NoSum, folded

# What is looked for, and what may hide something that looks like it. The limits and the
# place of notes are the engine's own, and stand in any rule.
TOKEN = re.compile(
    r"""(?P<hidden>/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<root>:root\s*\{(?P<own>[^{}]*)\})
    |(?P<declared>(?<![\w-])--(?!(?:(?:tracking|expansion)-limit|note-in-margin)\b)[\w-]+\s*:)
    |(?P<call>(?<![\w-])(?:var|calc|min|max|clamp|round)\()
    |(?P<brace>[{}])""",
    re.VERBOSE | re.DOTALL,
)
DECLARATION = re.compile(r"(?:/\*.*?\*/|\s)*(--[\w-]+)\s*:\s*([^;]*)(?:;|\Z)|(\S[^;]*)", re.DOTALL)
VAR = re.compile(r"(?<![\w-])var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
SUM = re.compile(r"(?<![\w-])(?:calc|min|max|clamp|round)\(")
MARK = re.compile(r"[()]")
DEEPEST = 16  # properties that name one another


@dataclass(frozen=True)
class Sheet:
    """A style sheet, and where its text comes from."""

    path: str  # as messages name it
    text: str = field(repr=False)


@dataclass(frozen=True)
class _Use:
    """A piece of a sheet that is replaced: `start` and `end` are offsets in its text."""

    sheet: Sheet
    start: int
    end: int

    @property
    def place(self) -> Place:
        return Place(self.sheet.path, self.sheet.text.count("\n", 0, self.start) + 1)

    @property
    def text(self) -> str:
        return self.sheet.text[self.start : self.end]


class _Unknown(Exception):
    """A property that is not declared, or a chain of them without an end."""


def resolved(sheets: Sequence[Sheet], values: Mapping[str, str]) -> str:
    """The sheets one after another without custom properties and sums.

    `values` has the properties of the style's data ("--leading": "14pt"); a sheet may declare
    more on :root, and the last declaration counts for all sheets. Raises Refused.
    """
    return _resolved(tuple(sheets), tuple(values.items()))


@lru_cache(maxsize=32)
def _resolved(sheets: tuple[Sheet, ...], values: tuple[tuple[str, str], ...]) -> str:
    problems: list[Problem] = []
    found = [list(_uses(sheet, problems)) for sheet in sheets]
    known = dict(values)
    for uses in found:
        for use in uses:
            known |= _declared(use, problems)
    texts = [
        _replaced(sheet, uses, known, problems) for sheet, uses in zip(sheets, found, strict=True)
    ]
    if problems:
        raise Refused(*problems)
    return "\n".join(texts)


def _uses(sheet: Sheet, problems: list[Problem]) -> Iterator[_Use]:
    """The pieces of a sheet that are replaced, in their order."""
    if "(" not in sheet.text and "--" not in sheet.text:
        return
    depth = end = 0
    for token in TOKEN.finditer(sheet.text):
        kind = token.lastgroup if token.lastgroup != "own" else "root"
        if token.start() < end or kind == "hidden":
            continue
        if kind == "brace":
            depth += 1 if token[0] == "{" else -1
        elif kind == "declared" or (kind == "root" and depth and "--" in token["own"]):
            place = _Use(sheet, token.start(), token.end()).place
            problems.append(_not_on_root(place, token[0]))
        elif kind == "call" or "--" in token["own"]:
            end = token.end() if kind == "root" else _closed(sheet.text, token.end())
            yield _Use(sheet, token.start(), end)


def _closed(text: str, start: int) -> int:
    """Where the bracket ends that opens before `start`; the end of the text if it does not."""
    depth = 1
    for mark in MARK.finditer(text, start):
        depth += 1 if mark[0] == "(" else -1
        if not depth:
            return mark.end()
    return len(text)


def _not_on_root(place: Place, words: str) -> Problem:
    name = re.search(r"--[\w-]+", words)
    message = f"the custom property “{shown(name[0] if name else words)}” is not declared on :root"
    hint = "Write :root { --name: value } outside of other rules: it counts for the whole book."
    return error(place, message, hint)


def _declared(use: _Use, problems: list[Problem]) -> Mapping[str, str]:
    """The properties that a :root rule declares; none for another use."""
    if not use.text.startswith(":root"):
        return {}
    found = {}
    for name, value, other in DECLARATION.findall(use.text[use.text.index("{") + 1 : -1]):
        if other and not other.startswith("/*"):
            message = f"“{shown(other.strip())}” stands in a :root rule with custom properties"
            problems.append(error(use.place, message, "Write it in a rule of its own, for html."))
        elif name:
            found[name] = value.strip()
    return found


def _replaced(
    sheet: Sheet, uses: Sequence[_Use], known: Mapping[str, str], problems: list[Problem]
) -> str:
    parts, at = [], 0
    for use in uses:
        parts += [sheet.text[at : use.start], _value(use, known, problems)]
        at = use.end
    return "".join([*parts, sheet.text[at:]])


def _value(use: _Use, known: Mapping[str, str], problems: list[Problem]) -> str:
    if use.text.startswith(":root"):
        return ""
    try:
        return _summed(_substituted(use.text, known))
    except _Unknown as wrong:
        problems.append(error(use.place, *wrong.args))
    except NoSum as wrong:
        problems.append(error(use.place, f"“{shown(use.text)}” cannot be computed: {wrong}"))
    return ""


def _substituted(text: str, known: Mapping[str, str]) -> str:
    """The text with the values of its properties, and of those that these name."""
    for _ in range(DEEPEST):
        if "var(" not in text:
            return text
        before = text
        text = VAR.sub(lambda match: _property(match[1], match[2], known), text)
        if text == before:
            raise _Unknown(f"“{shown(text)}” is not a custom property", "Write var(--name).")
    raise _Unknown("these custom properties name one another without an end")


def _property(name: str, otherwise: str | None, known: Mapping[str, str]) -> str:
    value = known.get(name, otherwise)
    if value is None:
        raise _Unknown(f"there is no custom property “{name}”", _suggestion(name, known))
    return value


def _suggestion(name: str, known: Mapping[str, str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  only for mistakes

    close = get_close_matches(name, known, n=1)
    return f"Did you mean “{close[0]}”?" if close else "Declare it: :root { " + name + ": value }."


def _summed(text: str) -> str:
    """The text with each sum in it computed."""
    parts, at = [], 0
    for match in SUM.finditer(text):
        if match.start() >= at:
            end = _closed(text, match.end())
            parts += [text[at : match.start()], folded(text[match.start() : end])]
            at = end
    return "".join([*parts, text[at:]])
