"""Spoilers folded into `details`, if the style wants it.

`details` needs no script; an e-reader that does not know it shows the label and the passage.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml

LABEL = "data-summary"


def fold(root: Element) -> None:
    """Turn each passage with a label into `details` with that label as its summary."""
    for passage in [each for each in root.iter(xhtml.tag("div")) if each.get(LABEL)]:
        summary = etree.Element(xhtml.tag("summary"))
        summary.text = passage.get(LABEL)
        del passage.attrib[LABEL]
        summary.tail, passage.text = passage.text, None
        passage.tag = xhtml.tag("details")
        passage.insert(0, summary)
