"""Passages that give the plot away are folded where the style asks for it.

`details` needs no script; a reader that does not know it shows the label and then the passage.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml

LABEL = "data-summary"


def fold(root: Element) -> None:
    """Makes each passage with a label a `details` under it."""
    for passage in [each for each in root.iter(xhtml.tag("div")) if each.get(LABEL)]:
        summary = etree.Element(xhtml.tag("summary"))
        summary.text = passage.get(LABEL)
        del passage.attrib[LABEL]
        summary.tail, passage.text = passage.text, None
        passage.tag = xhtml.tag("details")
        passage.insert(0, summary)
