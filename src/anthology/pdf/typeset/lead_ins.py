"""Lines that lead in a poem, a quotation, a list or a table: no page ends between the two."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element

CLASS = "lead-in"  # of such a paragraph
LED_IN = frozenset(("blockquote", "dl", "figure", "ol", "pre", "table", "ul"))
COLONS = (":", "：")


def mark(section: Element) -> None:
    """Gives paragraphs that end with a colon before what they lead in the class `lead-in`."""
    for parent in section.iter():
        for paragraph, following in pairwise(parent):
            if _leads_in(paragraph) and _is_led_in(following):
                paragraph.set("class", f"{paragraph.get('class', '')} {CLASS}".strip())


def _leads_in(element: Element) -> bool:
    return element.tag == "p" and "".join(element.itertext()).rstrip().endswith(COLONS)


def _is_led_in(element: Element) -> bool:
    return element.tag in LED_IN or "verse" in element.get("class", "").split()
