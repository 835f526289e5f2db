"""What is counted in a manuscript before any parser sees it.

Most parsers of Markdown and HTML take time that grows with the square of some counts, and
some recurse. Each count has a limit far above what people write and far below what hurts;
time and memory are limited besides, by the process that reads the manuscript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.config import LimitsTable
from anthology.report import Place, Problem, error

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_OPENERS = {"[": "“[”", "<": "“<”"}
_EMPHASIS = {
    "*": "“*”",
    "_": "“_”",
    "\\": "backslashes",
    '"': "quotation marks",
    "~": "“~”",
    "  \n": "line ends",
}
_PLENTY = 10  # times `repeats`: marks that cost less
_SPAN = re.compile(r"\b(?:col|row)?span\s*=\s*[\"']?\s*(\d+)", re.IGNORECASE)
_MOST_SPAN = 1000  # as HTML says of columns
_LEVELS = re.compile(r"[ \t]*((?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+)+)")
_MARKER = re.compile(r"(?:>|[-*+]|\d{1,9}[.)](?=[ \t]))")
_INDENTED = re.compile(r"([ \t]+)(?:[-*+]|\d{1,9}[.)])[ \t]")
_RULE = re.compile(r"[ \t]*(?:-[ \t]*|\*[ \t]*|_[ \t]*)+")
_DEFINED = {
    "notes": re.compile(r"^[ ]{0,3}\[\^[^\]\n]*\]:", re.MULTILINE),
    "abbreviations": re.compile(r"^[ ]{0,3}\*\[[^\]\n]*\]:", re.MULTILINE),
    "definitions": re.compile(r"^[ ]{0,3}:[ ]", re.MULTILINE),
    "declarations (<!)": re.compile(r"<!"),
    "link addresses": re.compile(r"^[ ]{0,3}\[[^\]\n]*\]:", re.MULTILINE),
}
_FORMATTING = re.compile(
    r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE
)
_COPIED = 2  # part of `repeats`: what follows in the paragraph is copied at each
_DEAR = 4  # part of `repeats`: each abbreviation is looked for in every word
UNCLOSED = 10  # part of `repeats`: each of them is opened again in every later paragraph
_ENDING = re.compile(r"^[ ]{0,3}(?:#{1,6}[ \t]|(?:[-*_=][ \t]*)+$)", re.MULTILINE)
_PIECE = re.compile(r"<(?:p|li|d[dt]|h[1-6r]|pre|tr|figure|div|blockquote)\b")


def crowded(
    text: str, place: Place, limits: LimitsTable, *, marked: bool = True
) -> tuple[Problem, ...]:
    """An error for each count above its limit. `place.line` is the line where `text` begins.

    `marked`: whether brackets and marks are counted; HTML uses them in other ways.
    """
    found = (
        *_lines(text, limits),
        *(_blocks(text, limits) if marked else ()),
        *_document(text, limits),
        *_spans(text),
    )
    first = place.line or 1
    return tuple(
        error(Place(place.path, first + text.count("\n", 0, at)), message, _hint(setting))
        for at, message, setting in found
    )


def lengthy(xhtml: str, place: Place, limits: LimitsTable) -> tuple[Problem, ...]:
    """An error where a text has more pieces than could be typeset: a thousand pages."""
    most = _PLENTY * limits.repeats
    if len(_PIECE.findall(xhtml)) <= most:
        return ()
    message = f"the manuscript has more than {most} paragraphs, headings or items"
    return (error(place, message, _hint("repeats")),)


Excess = tuple[int, str, str]  # where in the text, the message, and the setting that allows more


def _hint(setting: str) -> str:
    return f"[limits] {setting} in anthology.toml allows more" if setting else ""


def _lines(text: str, limits: LimitsTable) -> Iterator[Excess]:
    """Lines that are too long, nested too deep or full of spaces, the first of each kind."""
    seen = set()
    at = 0
    for line in text.split("\n"):
        for message, setting in _line(line, limits):
            if setting not in seen:
                seen.add(setting)
                yield at, message, setting
        at += len(line) + 1


def _line(line: str, limits: LimitsTable) -> Iterator[tuple[str, str]]:
    if len(line) > limits.line_letters:
        yield f"the line has more than {limits.line_letters} characters", "line_letters"
    if len(line) > limits.nesting and _depth(line[: 10 * limits.line_letters]) > limits.nesting:
        yield f"quotations or lists are nested more than {limits.nesting} deep", "nesting"
    if len(line) > limits.repeats and " " * limits.repeats in line.expandtabs(4):
        yield f"the line has more than {limits.repeats} spaces in a row", "repeats"


def _depth(line: str) -> int:
    """How deep a line's quotation marks and list markers nest; a line across the page is flat."""
    if (match := _LEVELS.match(line)) and not _RULE.fullmatch(line):
        return len(_MARKER.findall(match[1])) + _indents(line)
    return _indents(line)


def _indents(line: str) -> int:
    indented = _INDENTED.match(line)
    return len(indented[1].expandtabs(4)) // 4 if indented else 0


def _blocks(text: str, limits: LimitsTable) -> Iterator[Excess]:
    """Marks that open something, counted paragraph by paragraph; tables by their cells."""
    least = min(limits.repeats, limits.table_cells // 2)
    most = limits.repeats // UNCLOSED
    for block in _BLOCK.finditer(text):
        if block[0].count("[") > most and _open(block[0]) > most:
            message = f"one paragraph has more than {most} “[” open at once"
            yield block.start() + block[0].find("["), message, "repeats"
        if block.end() - block.start() <= least:
            continue
        for mark, name in (_OPENERS | _EMPHASIS).items():
            allowed = limits.repeats * (1 if mark in _OPENERS else _PLENTY)
            if block[0].count(mark) > allowed:
                message = f"one paragraph has more than {allowed} {name}"
                yield block.start() + block[0].find(mark), message, "repeats"
        if len(_ENDING.findall(block[0])) > limits.repeats // _COPIED:
            ends = limits.repeats // _COPIED
            message = f"one paragraph has more than {ends} headings or lines across"
            yield block.start(), message, "repeats"
        rows = [line.count("|") + 1 for line in block[0].splitlines() if "|" in line]
        if len(rows) > 1 and sum(rows) > limits.table_cells:
            message = f"a table has more than {limits.table_cells} cells"
            yield block.start() + block[0].find("|"), message, "table_cells"


def _open(block: str) -> int:
    """How many brackets are open at once, at most: each is followed to its end."""
    deepest = depth = 0
    for bracket in re.findall(r"[\[\]]", block):
        depth = max(0, depth + (1 if bracket == "[" else -1))
        deepest = max(deepest, depth)
    return deepest


def _document(text: str, limits: LimitsTable) -> Iterator[Excess]:
    """What is collected from the whole text."""
    for name, pattern in _DEFINED.items():
        matches = list(pattern.finditer(text))
        most = limits.repeats // (_DEAR if name == "abbreviations" else 1)
        if len(matches) > most:
            yield matches[most].start(), f"the manuscript has more than {most} {name}", "repeats"
    open_: dict[str, int] = {}
    for match in _FORMATTING.finditer(text):
        name = match[2].lower()
        open_[name] = open_.get(name, 0) + (-1 if match[1] else 1)
        if open_[name] > limits.repeats // UNCLOSED:
            message = f"more than {limits.repeats // UNCLOSED} <{name}> are opened and not closed"
            yield match.start(), message, "repeats"
            return


def _spans(text: str) -> Iterator[Excess]:
    for match in _SPAN.finditer(text):
        if len(match[1]) > 9 or int(match[1]) > _MOST_SPAN:
            yield (
                match.start(),
                f"{match[0]} is more than the {_MOST_SPAN} that a cell may span",
                "",
            )
            return
