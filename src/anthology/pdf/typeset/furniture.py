"""Folios and running heads: pages of their own, empty but for them, laid over the leaves.

A section is typeset before anybody knows on which page it starts. The margin boxes of the
style's `@page` rules are therefore typeset on empty pages of the same names, once the spans
are known, and kept by what they show.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint
from anthology.pdf.engine.session import listening
from anthology.pdf.model import FurnitureInput, PageSetup, SectionPdf
from anthology.pdf.typeset.section import ready, swept


def furniture(setup: PageSetup, margins: FurnitureInput) -> SectionPdf:
    """The section's pages with nothing on them but folios and heads."""
    press = ready(setup)
    root = ET.Element("html", {"lang": margins.lang, "dir": margins.dir, "class": margins.side})
    body = ET.SubElement(root, "body", {"dir": margins.dir})
    strings = (
        ("book", margins.book),
        ("section", margins.section),
        ("byline", margins.byline),
    )
    set_strings = ", ".join(f"{name} {_quoted(text)}" for name, text in strings)
    body.set("style", f"string-set: {set_strings}")
    for name in margins.names:
        ET.SubElement(body, "div", {"style": f"page: {name or 'auto'}; break-before: page"})
    with swept(), listening():  # the same was said when the section was typeset
        return press.write(press.lay_out(root, {}, margins.number), tagged=False)


def _quoted(text: str) -> str:
    """A CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'
