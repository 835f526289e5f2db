"""The sections of a flow one by one: to find the one that has a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from anthology.pdf.model import SectionInput
from anthology.pdf.typeset.document import parsed


def parts(section: SectionInput) -> Iterator[SectionInput]:
    """The sections that are typeset together as `section`, each by itself."""
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
