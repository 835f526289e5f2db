"""Plain text: the whole book in one file, its paragraphs wrapped at 72 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from anthology.book import Book
from anthology.edition import Edition
from anthology.produce.editions import from_text

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "pre", "td", "th", "dt", "dd"}
WIDTH = 72  # characters
RULE = "\n\n" + "* * *".center(WIDTH).rstrip() + "\n\n"


def write(edition: Edition, book: Book) -> bytes:
    """The sections in reading order, with a rule between them, as UTF-8."""
    title = book.title.upper().center(WIDTH).rstrip()
    sections = (
        "\n\n".join(_paragraphs(etree.fromstring(section.xhtml)))
        for section in edition.sections
        if section.matter == "body" and section.kind != "contents"
    )
    return f"{title}{RULE}{RULE.join(filter(None, sections))}\n".encode()


def _paragraphs(section: Element) -> Iterator[str]:
    """The text of each block without blocks inside it, wrapped."""
    for element in section.iter():
        if _is_block(element) and not any(map(_is_block, element.iterdescendants())):
            words = " ".join("".join(map(str, element.itertext())).split())
            if words:
                yield textwrap.fill(words, WIDTH)


def _is_block(element: Element) -> bool:
    return str(element.tag).rpartition("}")[2] in BLOCKS


TEXT = from_text("text", ".txt", "plain text in one file", write)
