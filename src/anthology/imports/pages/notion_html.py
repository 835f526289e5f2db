"""Notion's HTML: a heading, a table of properties, and blocks in Notion's own shapes.

They become what Notion's Markdown has for them: a callout is a quotation, a bookmark a link, and
lists of one item each, which follow one another, are one list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import html as pages
from lxml.etree import ParserError

NUMBER = re.compile(
    r'<article id="([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})" class="page\b'
)  # of a page, also where somebody has renamed its file
# A heading that can be folded is a summary of the size of a heading.
SIZES = {"1.875em": "h1", "1.5em": "h2", "1.25em": "h3"}
SIZE = re.compile(r"font-size:\s*([\d.]+em)")
FURNITURE = frozenset({"link-to-page", "table_of_contents", "icon"})


@dataclass(frozen=True)
class Page:
    """A page's title, its properties and its text as HTML."""

    title: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    html: str = ""
    number: str = ""  # Notion's own for the page


def page(text: str) -> Page:
    """What a page holds; nothing where it is none."""
    try:
        root = pages.document_fromstring(text.encode(), pages.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return Page()
    given = {
        _words(row[0]): _value(row[1])
        for row in root.iter("tr")
        if "property-row" in _classes(row) and len(row) > 1
    }
    title = next((_words(each) for each in root.iter("h1")), "")
    body = next((each for each in root.iter("div") if each.get("class") == "page-body"), None)
    if body is None:
        return Page(title, given)
    number = NUMBER.search(text)
    for block in list(body.iter()):
        _simplify(block)
    written = pages.tostring(body, encoding="unicode")
    return Page(title, given, written, number[1].replace("-", "") if number else "")


def _value(cell: pages.HtmlElement) -> str:
    """A property's value as Markdown has it: “Yes”, “one, two”, words."""
    boxes = [_classes(each) for each in cell.iter("div") if "checkbox" in _classes(each)]
    if boxes:
        return "Yes" if "checkbox-on" in boxes[0] else "No"
    chosen = [_words(each) for each in cell.iter("span") if "selected-value" in _classes(each)]
    return ", ".join(chosen) if chosen else _words(cell)


def _simplify(block: pages.HtmlElement) -> None:
    classes = _classes(block)
    if FURNITURE & classes:
        block.drop_tree()
    elif "callout" in classes:
        block.tag = "blockquote"
    elif "bookmark" in classes:
        title = next((_words(e) for e in block.iter() if "bookmark-title" in _classes(e)), "")
        for child in list(block):
            block.remove(child)
        block.text = title or block.get("href")
    elif block.tag == "summary" and (size := SIZE.search(block.get("style") or "")):
        block.tag = SIZES.get(size[1], "summary")
    elif block.tag in {"ul", "ol"}:
        _join(block)


def _join(block: pages.HtmlElement) -> None:
    """Put a list's items into the list of the same kind that it follows."""
    before = block.getprevious()
    is_next = before is not None and not (before.tail or "").strip()
    if is_next and before.tag == block.tag and _classes(before) == _classes(block):
        before.extend(list(block))
        block.drop_tree()


def _classes(element: pages.HtmlElement) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _words(element: pages.HtmlElement) -> str:
    return " ".join(element.text_content().split())
