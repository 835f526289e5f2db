"""Plain text becomes HTML by rules that it can name: paragraphs, headings, lists, quotations.

A line break ends a paragraph unless the text is hard-wrapped, that is, unless its lines are
filled up to a common measure. A text with marks that nobody takes for words, those of Markdown or
the tags of HTML, is read as Markdown, with the same paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

from anthology.load.formats import Converted
from anthology.load.formats.dialects import with_formulas
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem
from anthology.text.list_numbers import SIGNS, figures, marked, weighed

ITEM = re.compile(r"\s*(?:(?P<bullet>[•‣◦▪·–—*+-])|(?P<number>\d{1,3})[.)])\s+(?=\S)")
QUOTE = re.compile(r"\s*>\s?")
RULE = re.compile(r"\s*(?:[-*_=~][ ]*){3,}\s*$|\s*⁂\s*$")
CLOSING = ".,;:!…\"”»’')]"
MEASURE = (40, 100)  # columns of a hard-wrapped text
NAMES = {
    "paragraph": "paragraph",
    "heading": "heading",
    "bullets": "list",
    "numbers": "numbered list",
    "quote": "quotation",
    "rule": "break",
}
HEADING_WORDS, HEADING_CHARACTERS = 12, 80
MARKUP = re.compile(
    r"</(?:a|b|blockquote|center|cite|code|del|div|em|h[1-6]|i|li|ol|p|s|small|span|strong|sub|sup"
    r"|table|td|tr|u|ul)\s*>"  # the end tag: “<i>” alone may be words
    r"|<(?:br|hr|li|ol|p|ul)(?:\s[^<>\n]*)?/?>"
    r"|!?\[[^\[\]\n]+\]\([\w./#-][^)\s]*\)"  # a link or a picture
    r"|(?<![\w*])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?!\w)"  # strong words
    r"|(?:\A|\n[ \t]*\n)#{1,6}[ ]+\S[^\n]*[^\W\d_]",  # a heading
    re.IGNORECASE,
)
APART = re.compile(  # a line with a meaning of its own
    r"\s*>|.*\||\s*[-=~`*_]{3,}\s*$|[ ]{4}|\t"
    r"|\s*</?(?:blockquote|br|center|div|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul)\b",
    re.IGNORECASE,
)
BROKEN = re.compile(r"(?:[ ]{2,}|\\)$")  # ends with a line break of Markdown
AS_MARKDOWN = "plain text with marks, read as Markdown"
MONOTONE = re.compile(r"^(={3,}|-{3,})\s*$")


@dataclass(frozen=True)
class PlainText:
    """A text as HTML, and in words what was decided."""

    html: str
    structure: str
    headings: int = 0


@dataclass(frozen=True)
class Block:
    """Lines between blank lines, with their kind."""

    kind: str  # "title", "heading", "paragraph", "bullets", "numbers", "quote", "rule"
    lines: tuple[str, ...]
    marks: tuple[str, ...] = ()  # before the items, as written


def convert(front: FrontMatter) -> Converted:
    """The body of a manuscript in plain text."""
    if MARKUP.search(front.body):
        return _as_markdown(front)
    plain = read(front.body)
    return with_formulas(Converted(plain.html, structure=plain.structure), front)


def _as_markdown(front: FrontMatter) -> Converted:
    """The body of a text with marks; its problems are at the lines of the text."""
    from anthology.load.formats import markdown  # noqa: PLC0415  plain text seldom needs it

    lines = list(_spaced(front.body))
    spaced = "\n".join(line for line, _ in lines)
    converted = markdown.convert(replace(front, body=spaced))
    problems = tuple(_at_its_line(each, front, lines) for each in converted.problems)
    return replace(converted, structure=AS_MARKDOWN, problems=problems)


def _spaced(text: str) -> Iterator[tuple[str, int]]:
    """The lines with their numbers, from 0, and an empty line between two that are paragraphs."""
    lines = text.split("\n")
    joined = _is_wrapped(_groups(text)) or "```" in text or "~~~" in text or "<pre" in text
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        yield line, number
        if not joined and _ends(line) and _is_prose(after):
            yield "", number


def _ends(line: str) -> bool:
    """Whether a line is the last of its paragraph or item where prose follows."""
    return not BROKEN.search(line) and (_is_prose(line) or ITEM.match(line) is not None)


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not ITEM.match(line) and not APART.match(line)


def _at_its_line(problem: Problem, front: FrontMatter, lines: list[tuple[str, int]]) -> Problem:
    at = problem.place.line - front.body_line
    if not 0 <= at < len(lines):
        return problem
    return replace(problem, place=Place(front.path, front.body_line + lines[at][1]))


def read(text: str) -> PlainText:
    """The structure of a plain text."""
    groups = _groups(text)
    wrapped = _is_wrapped(groups)
    blocks = list(_joined(block for group in groups for block in _blocks(group, wrapped)))
    headings = sum(block.kind == "heading" for block in blocks)
    structure = _described(blocks, wrapped)
    if headings == 1 and blocks[0].kind == "heading":
        blocks[0] = replace(blocks[0], kind="title")
    return PlainText("\n".join(map(_html, blocks)), structure, headings)


def _groups(text: str) -> list[list[str]]:
    """Runs of lines without a blank line between them."""
    groups: list[list[str]] = [[]]
    for line in text.expandtabs(4).split("\n"):
        if line.strip():
            groups[-1].append(line.rstrip())
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether lines end where the measure ends: inner lines are nearly full, none is longer.

    A line is full when the next line's first word would not have fitted on it.
    """
    inner = (pair for group in groups for pair in pairwise(group))
    prose = [(a, b) for a, b in inner if not ITEM.match(b) and not QUOTE.match(b)]
    longest = max((len(line) for group in groups for line in group), default=0)
    if len(prose) < 2 or not MEASURE[0] <= longest <= MEASURE[1]:
        return False
    full = sum(len(a) + 1 + len(b.split()[0]) > longest - 6 for a, b in prose)
    return full >= 0.7 * len(prose)


def _blocks(group: list[str], wrapped: bool) -> Iterator[Block]:
    if len(group) == 2 and MONOTONE.match(group[1]):
        yield Block("heading", (group[0].strip(),))
    elif len(group) == 1 and RULE.match(group[0]):
        yield Block("rule", ())
    elif len(group) == 1 and is_heading(group[0]):
        yield Block("heading", (group[0].strip().lstrip("#").strip(),))
    elif all(QUOTE.match(line) for line in group):
        yield Block(
            "quote", tuple(_paragraphs([QUOTE.sub("", g, count=1) for g in group], wrapped))
        )
    else:
        yield from _prose(group, wrapped)


def is_heading(line: str) -> bool:
    """A short line on its own that no sentence ends."""
    text = line.strip()
    if ITEM.match(line) or QUOTE.match(line) or len(text) > HEADING_CHARACTERS:
        return False
    words = text.split()
    if text[-1] in CLOSING or len(words) > HEADING_WORDS or not any(c.isalpha() for c in text):
        return False
    if text[-1] == "?":
        return _leads_with_sign(text)
    return not text[0].islower()


def _leads_with_sign(text: str) -> bool:
    return unicodedata.category(text[0]) in {"So", "Sk", "Sm"}


def _prose(group: list[str], wrapped: bool) -> Iterator[Block]:
    """Paragraphs and list items of a group of lines."""
    lines: list[str] = []
    for line in group:
        item = ITEM.match(line)
        if item:
            yield from _paragraph_blocks(lines, wrapped)
            lines = []
            text = (line[item.end() :].strip(),)
            kind = "numbers" if item["number"] else "bullets"
            yield Block(kind, text, (item["number"] or item["bullet"],))
        else:
            lines.append(line)
    yield from _paragraph_blocks(lines, wrapped)


def _paragraph_blocks(lines: list[str], wrapped: bool) -> Iterator[Block]:
    for paragraph in _paragraphs(lines, wrapped):
        yield Block("paragraph", (paragraph,))


def _paragraphs(lines: list[str], wrapped: bool) -> list[str]:
    stripped = [line.strip() for line in lines]
    return ([" ".join(stripped)] if stripped else []) if wrapped else [s for s in stripped if s]


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Neighbouring items become one list; quotations that an empty line parts stay apart."""
    held: Block | None = None
    for block in blocks:
        if held and held.kind == block.kind and block.kind in {"bullets", "numbers"}:
            held = Block(held.kind, held.lines + block.lines, held.marks + block.marks)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _html(block: Block) -> str:
    texts = [escape(line, quote=False) for line in block.lines]
    if block.kind == "rule":
        return "<hr/>"
    if block.kind in {"title", "heading"}:
        level = 1 if block.kind == "title" else 2
        return f"<h{level}>{texts[0]}</h{level}>"
    if block.kind == "quote":
        return "<blockquote>" + "".join(f"<p>{t}</p>" for t in texts) + "</blockquote>"
    if block.kind == "bullets":
        return _bulleted(texts, block.marks)
    if block.kind == "numbers":
        return _numbered(texts, block.marks)
    return f"<p>{texts[0]}</p>"


def _bulleted(texts: list[str], marks: tuple[str, ...]) -> str:
    """A list with bullets, or with the signs of what is for something and against it."""
    signs = weighed(marks)
    named = f' class="{SIGNS}"' if signs else ""
    signed = [f"{sign} {text}" for sign, text in zip(signs, texts, strict=True)] if signs else texts
    return f"<ul{named}>" + "".join(f"<li>{text}</li>" for text in signed) + "</ul>"


def _numbered(texts: list[str], numbers: tuple[str, ...]) -> str:
    """A list whose items have the numbers as written."""
    start, values = marked([int(number) for number in numbers], lazy=False)
    own = figures(numbers)
    items = (
        "<li>" + text if value is None else f'<li value="{value}">{text}'
        for text, value in zip(texts, values, strict=True)
    )
    opening = "<ol" + (f' start="{start}"' if start is not None else "")
    opening += f' style="list-style-type: {own}">' if own else ">"
    return opening + "</li>".join(items) + "</li></ol>"


def _described(blocks: list[Block], wrapped: bool) -> str:
    rule = "hard-wrapped lines joined" if wrapped else "each line a paragraph"
    counts = [(sum(b.kind == kind for b in blocks), name) for kind, name in NAMES.items()]
    words = [f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n]
    return f"plain text, {rule}: {', '.join(words) or 'empty'}"
