"""The header of a document: its title, and lines such as “Reviewer: Ada Moor” or a small table.

It is looked for in the first blocks only. What the file's properties say is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from anthology.load.formats.documents import byline
from anthology.load.formats.documents.look import (
    CLOSING,
    HEADING_LETTERS,
    HEADING_WORDS,
    LETTER,
    all_bold,
    is_empty,
    remove,
    stands_out,
    text,
)
from anthology.load.formats.documents.package import Element
from anthology.load.header import keys
from anthology.load.header.syntax.tree import Table, Value

LINE = re.compile(r"\s*([^\W\d_][\w ’'-]{0,30}?)\s*[:\uff1a]\s*(\S.*?)\s*$")
LONG = 200  # letters of a paragraph that cannot be part of a header
VALUE = 200  # of a line of one
HEADINGS = frozenset({"h1", "h2"})
STYLED = {"subtitle": "subtitle", "author": "author", "date": "date"}  # style -> key


@dataclass
class Header:
    """The keys that were found, and the words that are not printed in the text therefore."""

    values: Table = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def take(self, pairs: Iterable[tuple[str, str]], block: Element) -> None:
        """Puts the values of a block under their keys, unless these have one."""
        for key, value in pairs:
            self.values.setdefault(key, Value(value, 0))
        self.words.append(text(block))


def taken(body: Element, renamed: Mapping[str, str]) -> Header:
    """Takes the header out of a page, in place. `renamed` are other names of our keys.

    The title stays in the text as a heading of the first level, from which it is taken later.
    """
    found = Header()
    title = _title(body, renamed)
    for block in _others(body, title):
        if not _taken(block, found, renamed, titled=title is not None):
            break
        remove(block)
    return found


def _taken(block: Element, found: Header, renamed: Mapping[str, str], *, titled: bool) -> bool:
    """Whether a block belongs to the header; then its keys are in it."""
    kind = str(block.get("data-kind", ""))
    pairs = _pairs(block)
    by = byline.named(text(block)) if titled and not found.values else None
    if kind in STYLED:
        found.take([(STYLED[kind], _one_line(text(block)))], block)
    elif pairs and _is_header(pairs, found, renamed, titled=titled):
        found.take(pairs, block)
    elif by:
        found.take([by], block)
    else:
        return False
    return True


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _others(body: Element, title: Element | None) -> Iterator[Element]:
    """The blocks after the title that are not empty."""
    blocks = [each for each in body if each is not title]
    return (each for each in blocks if not is_empty(each))


def _title(body: Element, renamed: Mapping[str, str]) -> Element | None:
    """The title as a heading of the first level: by its style, its look, or its place."""
    blocks = [each for each in body if not is_empty(each)]
    if not blocks:
        return None
    first = blocks[0]
    styled = first.get("data-kind") == "title" or first.tag in HEADINGS
    if styled or _is_title(blocks, renamed):
        first.tag = "h1"
        if all_bold(first):
            etree.strip_tags(first, "strong", "b")
        for name in ("data-kind", "style"):
            first.attrib.pop(name, "")
        return first
    return None


def _is_title(blocks: list[Element], renamed: Mapping[str, str]) -> bool:
    first, *others = blocks
    words = text(first).strip()
    short = len(words) <= HEADING_LETTERS and len(words.split()) <= HEADING_WORDS
    if first.tag != "p" or first.get("data-kind") or not short or "\n" in words:
        return False
    if words[-1:] in CLOSING or not LETTER.search(words) or not others or _pairs(first):
        return False
    after = others[0]
    apart = first.getnext() is not after  # by an empty line
    if apart or stands_out(first) or "center" in str(first.get("style", "")):
        return True
    header = _is_header(_pairs(after), Header(), renamed, titled=True)
    return header or byline.named(text(after)) is not None or len(text(after)) > LONG


def _pairs(block: Element) -> list[tuple[str, str]]:
    """The keys and values of a block: a line each, or a row of two cells each; [] for others."""
    if block.tag == "table":
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in block.iter("tr")]
        if any(len(row) != 2 for row in rows):
            return []
        pairs = [(text(key).strip().rstrip(":"), _value(cell)) for key, cell in rows]
        return (
            []
            if any(not key or len(key) > 31 for key, _ in pairs)
            else [(key, value) for key, value in pairs if value]
        )
    if block.tag not in {"p", "h1", "h2", "h3"} or len(text(block)) > VALUE * 5:
        return []
    lines = [line for line in _marked(block).split("\n") if line.strip()]
    found = [match for line in lines if (match := LINE.match(line)) and len(line) <= VALUE]
    return [(match[1], match[2]) for match in found] if len(found) == len(lines) else []


def _is_header(
    pairs: list[tuple[str, str]], found: Header, renamed: Mapping[str, str], *, titled: bool
) -> bool:
    """Whether pairs are keys: at least half of them are known, as in a header of a text file."""
    names = [keys.named(renamed.get(key, key)) for key, _ in pairs]
    known = [name for name in names if name and keys.known(name)]
    if not known or 2 * len(known) < len(names):
        return False
    before = bool(found.values) or titled
    return before or keys.names_something(known) or len(known) > 1


def begins_header(block: Element | None) -> bool:
    """Whether a block below a title is a line of a header, or a byline."""
    if block is None:
        return False
    pairs = _pairs(block)
    header = bool(pairs) and _is_header(pairs, Header(), {}, titled=True)
    return header or byline.named(text(block)) is not None


def _value(cell: Element) -> str:
    return _one_line(_marked(cell))


def _marked(element: Element) -> str:
    """The words of an element; what is emphasised is so in Markdown, as headers have it."""
    parts = [str(element.text or "")]
    for child in element:
        inner = "\n" if child.tag == "br" else _marked(child)
        emphasised = child.tag in {"em", "i"} and inner.strip() and "\n" not in inner
        core = inner.strip()
        shown = inner.replace(core, f"*{core}*", 1) if emphasised else inner
        parts += [shown, str(child.tail or "")]
    return "".join(parts)
