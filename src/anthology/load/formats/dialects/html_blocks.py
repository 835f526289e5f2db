"""Markdown inside of HTML: after a blank line a text in a <div> is Markdown (CommonMark 4.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.load.formats.dialects.findings import Findings

CELLS = frozenset({"dd", "dt", "li", "td", "th"})  # Python-Markdown reads lines in these, else
NAMES = (
    "address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|header|li|main|nav|ol|section|table|tbody|td|tfoot|thead|th|tr|ul"
)
TAG = re.compile(rf"<(/?)({NAMES})(?:\s[^<>]*)?>", re.IGNORECASE)
TAGS = re.compile(rf"[ ]*(?:</?(?:{NAMES})(?:\s[^<>]*)?>\s*)+(?:<summary>.*)?$", re.IGNORECASE)
MOST = 3  # spaces before tags outside of others; with more they are code


@dataclass
class _Element:
    """An element whose tag stands in a line of tags."""

    name: str
    line: int  # of its opening tag
    at: int  # in the line, after its name
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
        if "<" in line and TAGS.match(line) and (stack or line.find("<") <= MOST):
            lines[number] = line.lstrip(" ")
            for tag in TAG.finditer(lines[number]):
                if tag[1]:
                    _close(tag[2].lower(), stack, lines)
                else:
                    stack.append(_Element(tag[2].lower(), number, tag.end(2)))
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
    line, at = lines[element.line], element.at
    if "markdown=" not in line[at : line.index(">", at)]:
        how = "block" if element.name in CELLS else "1"
        lines[element.line] = f'{line[:at]} markdown="{how}"{line[at:]}'
