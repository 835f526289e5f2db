"""SVG drawings: passed only when nothing in them acts or fetches, and put on white."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

SVG = "http://www.w3.org/2000/svg"
ACTING = frozenset(
    "a animate animateColor animateMotion animateTransform audio discard foreignObject handler "  # noqa: SIM905
    "iframe listener script set video".split()
)
FETCHING = re.compile(r"@import|url\(\s*[\"']?(?!#)|expression\(|javascript:", re.IGNORECASE)
OWN_DATA = re.compile(r"#|data:image/(png|jpeg);base64,")


class Unclean(Exception):
    """Why a drawing cannot go into a book, in words that follow "a drawing"."""


def on_white(data: bytes) -> bytes:
    """The drawing with a white ground, so that it can be read on a dark page. Raises Unclean."""
    root = _parsed(data)
    for element in root.iter():
        _refuse(element)
    root.insert(0, _ground(root))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        raise Unclean(f"is no well-formed XML: {reason}") from reason
    if root.tag != f"{{{SVG}}}svg":
        raise Unclean("is no SVG")
    return root


def _refuse(element: Element) -> None:
    if not isinstance(element.tag, str):
        if isinstance(element, etree._Comment):  # noqa: SLF001  lxml has no public name for it
            return
        raise Unclean("holds an entity or a processing instruction")
    name = etree.QName(element).localname
    if name in ACTING:
        raise Unclean(f"holds <{name}>, which acts by itself")
    if name == "style" and FETCHING.search(element.text or ""):
        raise Unclean("has a style that fetches files")
    for attribute, value in element.attrib.items():
        _refuse_attribute(etree.QName(attribute).localname, str(value))


def _refuse_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise Unclean(f"has the script attribute {name}")
    if name == "href" and not OWN_DATA.match(value):
        raise Unclean(f"asks for another file, {value[:60]}")
    if FETCHING.search(value):
        raise Unclean(f"has an attribute {name} that fetches files")


def _ground(root: Element) -> Element:
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    x, y, width, height = box if len(box) == 4 else ("0", "0", "100%", "100%")
    ground = etree.Element(f"{{{SVG}}}rect")
    for name, value in {"x": x, "y": y, "width": width, "height": height}.items():
        ground.set(name, value)
    ground.set("fill", "#fff")
    return ground
