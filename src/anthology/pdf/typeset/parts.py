"""A section as a tree, and the sections of a flow one by one; without the engine."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from anthology.pdf.model import SectionInput

XHTML = "{http://www.w3.org/1999/xhtml}"
FIGURE = "<figure"  # begins a figure in the text of a section


class _WithoutNamespace(ET.TreeBuilder):
    """Builds a tree whose XHTML elements have no namespace, as WeasyPrint wants them."""

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        """Begin an element."""
        return super().start(tag.removeprefix(XHTML), attrs)

    def end(self, tag: str) -> ET.Element:
        """End an element."""
        return super().end(tag.removeprefix(XHTML))


def parsed(xhtml: str) -> ET.Element:
    """The root of a section's XHTML, which we wrote and which has no DTD."""
    parser = ET.XMLParser(target=_WithoutNamespace())  # noqa: S314
    parser.feed(xhtml)
    return parser.close()


def widen(content: ET.Element, names: Collection[str]) -> None:
    """Gives each cell of a grid with one of these ids, and those beside it, all of its row."""
    for row in content.iterfind("div") if names else ():
        if any(cell.get("id") in names for cell in row):
            row.set("class", f"{row.get('class', '')} whole")


def parts(section: SectionInput) -> Iterator[SectionInput]:
    """The sections that are typeset together as `section`, each by itself, to find a problem."""
    flow = parsed(section.xhtml)
    children = [child for row in (flow, *flow.iterfind("div")) for child in row.iterfind("section")]
    for child, place in zip(children, section.places, strict=True):
        yield replace(
            section,
            id=child.get("id", section.id),
            xhtml=ET.tostring(child, encoding="unicode"),
            lang=child.get("lang", section.lang),
            dir=child.get("dir", "ltr"),
            place=place,
            places=(),
            goes_on=False,
        )
