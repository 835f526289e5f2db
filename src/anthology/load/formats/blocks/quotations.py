"""Quotations of Markdown: two that an empty line parts stay two, as in CommonMark.

Python-Markdown joins them, so that what two people said becomes one quotation.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor


def register(md: Markdown) -> None:
    """Make the converter read quotations so."""
    md.parser.blockprocessors.register(_Quotations(md.parser), "quote", 20)


class _Quotations(BlockQuoteProcessor):
    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802
        """None: no quotation before goes on."""
        return None
