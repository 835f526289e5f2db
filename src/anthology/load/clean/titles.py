"""The words of headings, and the title that a text begins with, taken out of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


EMPHASISED = ("em", "i", "cite")


@dataclass
class Taken:
    """What was taken out of the beginning of a text."""

    title: str = ""  # the leading heading's words, where there was no title
    italics: tuple[str, ...] = ()  # what the heading emphasised
    called: set[str] = field(default_factory=set)  # where the calls of notes led that it had


def take_title(root: etree._Element, title: str, title_level: int) -> Taken:
    """Takes out a leading heading that is the title, or repeats it, and gives what it had."""
    found = Taken()
    while (first := _leading(root)) is not None:
        text = in_words(first)
        is_title = bool(text) and int(first.tag[1]) <= title_level and not (title or found.title)
        if not is_title and not same(text, title or found.title):
            break
        found.title = found.title or text
        found.italics = found.italics or tuple(in_words(each) for each in first.iter(*EMPHASISED))
        calls = (a for a in first.iter("a") if a.get("class") == "note-call")
        found.called |= {a.get("href", "") for a in calls}
        _save_pictures(first)
        _take_out(first)
    return found


def _save_pictures(heading: etree._Element) -> None:
    """Puts the pictures of a heading after it, each with its link, as figures."""
    for picture in reversed(list(heading.iter("img"))):
        figure, link = etree.Element("figure"), picture.getparent()
        if link is not None and link.tag == "a":
            etree.SubElement(figure, "a").attrib.update(link.attrib)
        (figure[0] if len(figure) else figure).append(picture)
        picture.tail, figure.tail, heading.tail = None, heading.tail, None
        heading.addnext(figure)


def _leading(root: etree._Element) -> etree._Element | None:
    """The heading with which the text begins, boxes around it aside."""
    element = root
    while not (element.text or "").strip():
        first = next(element.iterchildren(), None)  # `len` would count them all
        if first is None or first.tag in HEADINGS:
            return first
        if first.tag != "div" or first.get("class"):
            break
        element = first
    return None


def _take_out(element: etree._Element) -> None:
    """Takes an element out, and boxes that it leaves empty; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    parent.text = element.tail
    parent.remove(element)
    if next(parent.iterchildren(), None) is None and not (parent.text or "").strip():
        _take_out(parent)


def plain(element: etree._Element) -> str:
    """The words inside an element, white space folded."""
    return " ".join("".join(map(str, element.itertext())).split())


def in_words(element: etree._Element) -> str:
    """The same as one line of plain words, which names a heading elsewhere in the book.

    The numbers of notes are left out; a reading (ruby) is in brackets.
    """
    return " ".join("".join(_named_words(element)).split())


def _named_words(element: etree._Element) -> Iterator[str]:
    if element.get("class") == "note-call":
        return
    reading = element.tag == "rt"
    yield " (" if reading and not _is_bracket(element.getprevious()) else ""
    yield str(element.text or "")
    for child in element:
        yield from _named_words(child)
        yield str(child.tail or "")
    yield ")" if reading and not _is_bracket(element.getnext()) else ""


def _is_bracket(element: etree._Element | None) -> bool:
    return element is not None and element.tag == "rp" and bool(plain(element))


def same(one: str, other: str) -> bool:
    """Whether two titles say the same, case, accents' form and punctuation aside."""
    return bool(_folded(one)) and _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
