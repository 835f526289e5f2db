"""Numbered lists of Markdown keep the numbers that were written: 5, 6 and 3, 2, 1 and ۱, ۲ as well.

Python-Markdown counts on from the first. What is for a work and against it, + and -, keeps its
signs, which it makes bullets. A single item with a number of four figures, such as
“1986. A great year”, is a paragraph that begins with a year.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import OListProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.treeprocessors import Treeprocessor

from anthology.text.list_numbers import SIGNS, figures, marked, weighed

YEAR = 1000  # a list of one item with at least this number is none
WRITTEN = "written"  # the attribute of an item that has the mark before it, until it is read


def register(md: Markdown) -> None:
    """Make the converter read lists so."""
    md.parser.blockprocessors.register(_Numbered(md.parser), "olist", 40)
    md.parser.blockprocessors.register(_Bulleted(md.parser), "ulist", 30)
    md.treeprocessors.register(_Numbers(md), "numbers", 30)


class _Items(OListProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        """Adds the items of a block to their list, each with the mark as written."""
        found = (self.CHILD_RE.match(line) for line in blocks[0].split("\n"))
        marks = [match[1].rstrip(".") for match in found if match]
        last = self.lastChild(parent)
        before = [parent] if parent.tag == self.TAG else [last] if last is not None else []
        there = len(before[0]) if before and before[0].tag == self.TAG else 0
        super().run(parent, blocks)
        items = before[0] if there else self.lastChild(parent)
        if items is not None and items.tag == self.TAG:
            for item, mark in zip(items[there:], marks, strict=False):
                item.set(WRITTEN, mark)


class _Numbered(_Items, SaneOListProcessor):
    """Items with numbers."""


class _Bulleted(_Items, SaneUListProcessor):
    """Items with bullets, which may be signs."""


class _Numbers(Treeprocessor):
    def run(self, root: Element) -> None:
        """Gives lists and items the attributes of HTML that make their numbers, in place."""
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "ol":
                    self._number(child, parent, place)
                elif child.tag == "ul":
                    self._weigh(child)

    def _weigh(self, items: Element) -> None:
        written = [item.attrib.pop(WRITTEN, "") for item in items]
        if signs := weighed(written):
            items.set("class", SIGNS)
            for item, sign in zip(items, signs, strict=True):
                _begin_with(item, sign)

    def _number(self, items: Element, parent: Element, place: int) -> None:
        written = [item.attrib.pop(WRITTEN, "") for item in items]
        if not written or not all(written):
            return
        items.attrib.pop("start", None)
        start, values = marked([int(number) for number in written], lazy=True)
        if len(items) == 1 and start is not None and start >= YEAR:
            parent[place] = _paragraphs(items, written[0])
            return
        if start is not None:
            items.set("start", str(start))
        if own := figures(written):
            items.set("style", f"list-style-type: {own}")
        for item, value in zip(items, values, strict=True):
            if value is not None:
                item.set("value", str(value))


def _paragraphs(items: Element, number: str) -> Element:
    """What a list of one item holds, with its number before the first words."""
    item, tail = items[0], items.tail
    _begin_with(item, f"{number}.")
    alone = not any(child.tag in {"p", "ul", "ol", "blockquote", "pre", "table"} for child in item)
    item.tag, item.tail = "p" if alone else "div", tail
    return item


def _begin_with(item: Element, words: str) -> None:
    """Puts words before those of an item."""
    first = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
    first.text = f"{words} {(first.text or '').lstrip()}"
