"""Runs of text of one look become the elements of a paragraph; notes a list at the end.

For readers that have no library which writes HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from anthology.load.formats.documents.package import Element


@dataclass(frozen=True)
class Look:
    """How letters look, and what they are besides."""

    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    struck: bool = False
    underlined: bool = False
    raised: str = ""  # "sup" or "sub"
    code: bool = False
    language: str = ""
    rtl: bool = False
    link: str = ""
    size: float = 0.0  # in points; 0 where it is not given
    hidden: bool = False


PLAIN = Look()
Run = tuple[Look, "str | Element"]  # words, or an element: a picture, a break, a note's call


def filled(block: Element, runs: Sequence[Run]) -> Element:
    """The block with the runs in it."""
    for link, linked in groupby(runs, lambda run: run[0].link):
        target = block
        if link:
            target = etree.SubElement(block, "a", {"href": link})
        for look, alike in groupby(linked, lambda run: replace(run[0], size=0.0)):
            inner = target
            for tag, attributes in _elements(look, in_link=bool(link)):
                inner = etree.SubElement(inner, tag, attributes)
            for _, content in alike:
                add(inner, content)
    return block


def _elements(look: Look, *, in_link: bool) -> Iterator[tuple[str, dict[str, str]]]:
    named = {"lang": look.language, "dir": "rtl" if look.rtl else ""}
    if attributes := {name: value for name, value in named.items() if value}:
        yield "span", attributes
    shown = (
        (look.bold, "strong"), (look.italic, "em"), (look.struck, "s"),
        (look.underlined and not in_link, "u"), (look.code, "code"),
    )  # fmt: skip
    yield from ((tag, {}) for is_so, tag in shown if is_so)
    if look.small_caps:
        yield "span", {"class": "small-caps"}
    if look.raised:
        yield look.raised, {}


def add(element: Element, content: str | Element) -> None:
    """Puts words or an element at the end of an element."""
    if not isinstance(content, str):
        element.append(content)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + content
    else:
        element.text = (element.text or "") + content


@dataclass
class Notes:
    """The notes of a document, in the order in which they are called."""

    items: list[Element] = field(default_factory=list)

    def call(self, blocks: Sequence[Element]) -> Element:
        """A call of a new note with these blocks."""
        number = len(self.items) + 1
        item = etree.Element("li", {"id": f"note-{number}"})
        self.items.append(item)
        item.extend(blocks)
        last = blocks[-1] if blocks and blocks[-1].tag == "p" else etree.SubElement(item, "p")
        back = etree.SubElement(last, "a", {"href": f"#note-ref-{number}"})
        back.text = "↑"
        raised = etree.Element("sup")
        mark = {"href": f"#note-{number}", "id": f"note-ref-{number}"}
        etree.SubElement(raised, "a", mark).text = f"[{number}]"
        return raised

    def put(self, body: Element) -> None:
        """Puts the notes at the end of a page."""
        if self.items:
            etree.SubElement(body, "ol").extend(self.items)
