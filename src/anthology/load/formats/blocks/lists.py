"""Numbered lists of Markdown keep the numbers that were written: 5, 6 and 3, 2, 1 and ۱, ۲ as well.

Python-Markdown counts on from the first. A single item with a number of four figures, such as
“1986. A great year”, is a paragraph that begins with a year.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.treeprocessors import Treeprocessor

from anthology.text.list_numbers import figures, marked

YEAR = 1000  # a list of one item with at least this number is none
WRITTEN = "written"  # the attribute of an item that has the number as written, until it is read


def register(md: Markdown) -> None:
    """Make the converter read numbered lists so."""
    md.parser.blockprocessors.register(_Items(md.parser), "olist", 40)
    md.treeprocessors.register(_Numbers(md), "numbers", 30)


class _Items(SaneOListProcessor):
    def run(self, parent: Element, blocks: list[str]) -> None:
        """Adds the items of a block to their list, each with its number as written."""
        found = (self.CHILD_RE.match(line) for line in blocks[0].split("\n"))
        numbers = [match[1].rstrip(".") for match in found if match]
        last = self.lastChild(parent)
        before = [parent] if parent.tag == "ol" else [last] if last is not None else []
        there = len(before[0]) if before and before[0].tag == "ol" else 0
        super().run(parent, blocks)
        items = before[0] if there else self.lastChild(parent)
        if items is not None and items.tag == "ol":
            for item, number in zip(items[there:], numbers, strict=False):
                item.set(WRITTEN, number)


class _Numbers(Treeprocessor):
    def run(self, root: Element) -> None:
        """Gives lists and items the attributes of HTML that make their numbers, in place."""
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "ol":
                    self._number(child, parent, place)

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
    first = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
    first.text = f"{number}. {(first.text or '').lstrip()}"
    alone = not any(child.tag in {"p", "ul", "ol", "blockquote", "pre", "table"} for child in item)
    item.tag, item.tail = "p" if alone else "div", tail
    return item
