"""Ruby in print: WeasyPrint sets a reading behind its base, so it stands in brackets.

A reading that has brackets of its own (`rp`) keeps them. To the others the style sheet adds
some, by class, so that they are not part of the text: its characters are counted to find the
same place in the e-book.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

# Scripts that are written without spaces: their brackets stand close.
CLOSE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def bracket(section: Element) -> None:
    """Marks each reading that has no bracket on a side with a class for it, in place."""
    for ruby in section.iter("ruby"):
        before = ruby.text or ""
        kids = list(ruby)
        for number, kid in enumerate(kids):
            if kid.tag == "rt":
                _mark(kid, before, kids[number - 1 : number], kids[number + 1 : number + 2])
            before += "".join(kid.itertext()) + (kid.tail or "")


def _mark(reading: Element, before: str, previous: list[Element], following: list[Element]) -> None:
    classes = [reading.get("class", "")]
    classes += [] if any(map(_is_bracket, previous)) else ["opened"]
    classes += ["tight"] if CLOSE.match(before[-1:]) or before[-1:].isspace() else []
    classes += [] if any(map(_is_bracket, following)) else ["closed"]
    reading.set("class", " ".join(classes).strip())


def _is_bracket(element: Element) -> bool:
    return element.tag == "rp" and bool("".join(element.itertext()).strip())
