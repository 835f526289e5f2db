"""Tables of Markdown with captions and attributes, as other programs have them.

pandoc: a block “: words” or “Table: words” after or before the table, attributes in braces at
its end. MultiMarkdown: a line “[words][label]” at the table. kramdown: attributes below it.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.tables import TableProcessor

CAPTION = re.compile(r"[ ]{0,3}(?:[Tt]able)?:[ ]+(?=\S)")
BRACKETS = re.compile(
    r"[ ]{0,3}\[(?P<words>[^\[\]\n^][^\[\]\n]*)\][ ]*(?:\[(?P<label>[^\[\]\n]*)\])?[ ]*$"
)
ATTRIBUTES = re.compile(r"[ ]*\{:?[ ]*(?P<list>(?:[#.]\w|[\w-]+=)[^{}\n]*)\}[ ]*$")


def register(md: Markdown) -> None:
    """Make the converter read tables so; after its own extension for tables."""
    tables = _Tables(md.parser, {"use_align_attribute": False})
    md.parser.blockprocessors.register(tables, "table", 75)
    md.parser.blockprocessors.register(_Captions(md.parser, tables), "caption", 76)


def in_pandoc(line: str) -> str:
    """A caption of MultiMarkdown above its table as one of pandoc; other lines as they are."""
    match = BRACKETS.match(line)
    if match is None:
        return line
    return f"Table: {match['words']}" + (f" {{#{match['label']}}}" if match["label"] else "")


class _Tables(TableProcessor):
    """Tables without the lines of captions and attributes among their rows."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Adds a table; a caption that begins right below it is left as a block."""
        lines = blocks[0].split("\n")
        end = next((n for n, line in enumerate(lines) if n > 1 and _ends(line)), len(lines))
        blocks[0] = "\n".join(lines[:end])
        super().run(parent, blocks)
        if rest := _finished(parent[-1], lines[end:]):
            blocks.insert(0, "\n".join(rest))


class _Captions(BlockProcessor):
    """Captions in a block of their own."""

    def __init__(self, parser: object, tables: _Tables) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.tables = tables

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Whether the block may be a caption."""
        return CAPTION.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Adds the caption to the table before it, or to that after it; False without one."""
        table = self.lastChild(parent)
        if table is None or table.tag != "table" or table.find("caption") is not None:
            if len(blocks) < 2 or not self.tables.test(parent, blocks[1]):
                return False
            caption = blocks.pop(0)
            self.tables.run(parent, blocks)
            table = parent[-1]
        else:
            caption = blocks.pop(0)
        _add(table, caption[CAPTION.match(caption).end() :])  # type: ignore[union-attr]
        return None


def _ends(line: str) -> bool:
    """Whether a line below rows is none."""
    if CAPTION.match(line):
        return True
    return "|" not in line and bool(BRACKETS.match(line) or ATTRIBUTES.match(line))


def _finished(table: Element, lines: list[str]) -> list[str]:
    """The lines after a table without its attributes and a caption in brackets."""
    for number, line in enumerate(lines):
        if match := ATTRIBUTES.match(line):
            _assign(table, match["list"])
        elif (match := BRACKETS.match(line)) and table.find("caption") is None:
            _add(table, in_pandoc(line).partition(": ")[2])
        else:
            return lines[number:]
    return []


def _add(table: Element, words: str) -> None:
    """Give a table a caption, whose last words in braces are the attributes of the table."""
    first, _, last = words.rpartition("{")
    if match := ATTRIBUTES.match("{" + last):
        _assign(table, match["list"])
        words = first
    caption = Element("caption")
    caption.text = words.strip()
    table.insert(0, caption)


def _assign(table: Element, attributes: str) -> None:
    AttrListTreeprocessor().assign_attrs(table, attributes)
