"""Last pages with a few lines: pulled back by a higher opening, or else given more lines.

`lists` does so for the contents and other lists.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.typeset.tails import lists
from anthology.pdf.typeset.tails.lists import FEW

# Classes of a section whose opening takes less room, and how many lines that saves in `classic`.
HIGHER = (("higher", 2), ("higher highest", 4))
LONGER = "longer-tail"  # the class of a paragraph that takes more lines to the last page
OPENING = 'class="opening'


def fitted(first: LaidOut, xhtml: str, lay_out: Callable[[str], LaidOut]) -> LaidOut:
    """The section of that XHTML laid out so that its last page is a good one, if it can be.

    `lay_out` takes classes of the section.
    """
    if OPENING in xhtml:
        return _without_tail(first, lay_out)
    return lists.without_tail(first, xhtml, lay_out) if lists.LIST.match(xhtml) else first


def _without_tail(first: LaidOut, lay_out: Callable[[str], LaidOut]) -> LaidOut:
    tail = first.tail()
    if not 0 < tail <= FEW:
        return first
    for classes in (names for names, saved in HIGHER if saved >= tail):
        laid = lay_out(classes)
        if len(laid.pages) < len(first.pages):
            return laid
    laid = lay_out(LONGER)
    return laid if len(laid.pages) == len(first.pages) and laid.tail() > tail else first


def fit(content: ET.Element, classes: str) -> None:
    """Gives these classes to a section, or to the last paragraph of its text.

    They stand before those it has: styles know an index by the end of its class.
    """
    element = _last_paragraph(content) if classes == LONGER else content
    if element is not None:
        element.set("class", f"{classes} {element.get('class', '')}".strip())
    lists.fit(content, classes)


def _last_paragraph(content: ET.Element) -> ET.Element | None:
    """The last paragraph of the text, where nothing but notes comes after it."""
    text = next((e for e in content.iter("div") if e.get("class") == "text"), None)
    blocks = [] if text is None else [e for e in text if e.get("class") != "notes"]
    return blocks[-1] if blocks and blocks[-1].tag == "p" else None
