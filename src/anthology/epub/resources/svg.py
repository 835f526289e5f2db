"""SVG drawings: refused if they run scripts or load files; given a white background."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

SVG = "http://www.w3.org/2000/svg"
ACTIVE = frozenset(
    "a animate animateColor animateMotion animateTransform audio discard foreignObject handler "  # noqa: SIM905
    "iframe listener script set video".split()
)
LOADING = re.compile(r"@import|url\(\s*[\"']?(?!#)|expression\(|javascript:", re.IGNORECASE)
OWN_DATA = re.compile(r"#|data:image/(png|jpeg);base64,")


class UnsafeDrawing(Exception):
    """Why a drawing cannot be part of a book, phrased to follow "a drawing"."""


def on_white(data: bytes) -> bytes:
    """The drawing on white, so that dark mode does not hide it. Raises UnsafeDrawing."""
    root = _parsed(data)
    for element in root.iter():
        _refuse(element)
    root.insert(0, _background(root))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        raise UnsafeDrawing(f"is not well-formed XML: {reason}") from reason
    if root.tag != f"{{{SVG}}}svg":
        raise UnsafeDrawing("is not SVG")
    return root


def _refuse(element: Element) -> None:
    if not isinstance(element.tag, str):
        if isinstance(element, etree._Comment):  # noqa: SLF001  lxml has no public name for it
            return
        raise UnsafeDrawing("contains an entity or a processing instruction")
    name = etree.QName(element).localname
    if name in ACTIVE:
        raise UnsafeDrawing(f"contains <{name}>, which is not allowed in a book")
    if name == "style" and LOADING.search(element.text or ""):
        raise UnsafeDrawing("has a style sheet that loads other files")
    for attribute, value in element.attrib.items():
        _refuse_attribute(etree.QName(attribute).localname, str(value))


def _refuse_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise UnsafeDrawing(f"has the script attribute {name}")
    if name == "href" and not OWN_DATA.match(value):
        raise UnsafeDrawing(f"refers to another file, {value[:60]}")
    if LOADING.search(value):
        raise UnsafeDrawing(f"loads another file in its attribute {name}")


def _background(root: Element) -> Element:
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    x, y, width, height = box if len(box) == 4 else ("0", "0", "100%", "100%")
    background = etree.Element(f"{{{SVG}}}rect")
    for name, value in {"x": x, "y": y, "width": width, "height": height}.items():
        background.set(name, value)
    background.set("fill", "#fff")
    return background
