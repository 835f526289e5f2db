"""Markdown inside of HTML: after a blank line a text in a <div> is Markdown (CommonMark 4.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.load.formats.dialects.findings import Findings

NAMES = (
    "address|article|aside|blockquote|center|details|dialog|div|fieldset|figure|footer|form|header"
    "|main|nav|section"
)
OPENING = re.compile(rf"[ ]{{0,3}}<({NAMES})((?:\s[^<>]*)?)>\s*(?:<summary>.*)?$", re.IGNORECASE)
CLOSING = re.compile(rf"[ ]{{0,3}}</({NAMES})\s*>\s*$", re.IGNORECASE)


@dataclass
class _Element:
    """An element whose tag fills a line."""

    name: str
    line: int  # of its opening tag
    markdown: bool = False  # whether there is Markdown in it


def read(text: str, _: Findings) -> str:
    """The text with `markdown="1"` on the elements that hold Markdown, as Python-Markdown asks."""
    if "<" not in text:
        return text
    lines = text.split("\n")
    for element in reversed(_left_open(lines)):  # those that are not closed hold the rest
        if element.markdown:
            _mark(element, lines)
            lines.append(f"</{element.name}>")
    return "\n".join(lines)


def _left_open(lines: list[str]) -> list[_Element]:
    """Mark the elements that hold Markdown; returns those that are not closed."""
    stack: list[_Element] = []
    for number, line in enumerate(lines):
        if opening := OPENING.match(line):
            stack.append(_Element(opening[1].lower(), number))
        elif closing := CLOSING.match(line):
            _close(closing[1].lower(), stack, lines)
        elif stack and _is_markdown(line) and not lines[number - 1].strip():
            for element in stack:
                element.markdown = True
    return stack


def _is_markdown(line: str) -> bool:
    """Whether a line after a blank one is Markdown."""
    return bool(line.strip()) and not line.lstrip().startswith("<")


def _close(name: str, stack: list[_Element], lines: list[str]) -> None:
    """Take the element of that name, and those left open in it, off the stack."""
    if not any(element.name == name for element in stack):
        return
    while stack:
        element = stack.pop()
        if element.name == name:
            break
    if element.markdown:
        _mark(element, lines)


def _mark(element: _Element, lines: list[str]) -> None:
    """Say on the opening tag that there is Markdown in the element."""
    line = lines[element.line]
    if "markdown=" not in line:
        at = line.index("<") + 1 + len(element.name)
        lines[element.line] = f'{line[:at]} markdown="1"{line[at:]}'
