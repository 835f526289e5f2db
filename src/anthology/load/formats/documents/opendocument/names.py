"""The namespaces of OpenDocument 1.3, and how its attributes are read."""

from __future__ import annotations

import re

from anthology.load.formats.documents.package import Element

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, STYLE = (f"{_BASE}{name}:1.0}}" for name in ("office", "text", "style"))
TABLE, DRAW = (f"{_BASE}{name}:1.0}}" for name in ("table", "drawing"))
FO, SVG = (f"{_BASE}{name}-compatible:1.0}}" for name in ("xsl-fo", "svg"))
META = f"{_BASE}meta:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
LINK = "{http://www.w3.org/1999/xlink}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)$")
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}


def get(element: Element | None, name: str) -> str:
    """An attribute, "" where there is none."""
    return str(element.get(name, "")) if element is not None else ""


def points(length: str) -> float:
    """A length in points; 0 for what is none."""
    match = LENGTH.match(length)
    return float(match[1]) * POINTS[match[2]] if match else 0.0


def whole(text: str, otherwise: int) -> int:
    """A whole number of a few digits, or `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
