"""What leads through a bound book: tags, links, page labels and bookmarks, in this order.

A book for a press gets the last two only: it has no links, and nothing that these would lead to.
"""

from __future__ import annotations

from collections.abc import Sequence

from anthology.book import Book
from anthology.edition import Edition
from anthology.pdf.bind.outline import (
    Destinations,
    set_bookmarks,
    set_destinations,
    set_labels,
    set_links,
)
from anthology.pdf.bind.pages import BoundBook
from anthology.pdf.bind.tags import join_tags
from anthology.pdf.model import BoundSection, PageSetup


def navigated(
    bound: BoundBook,
    edition: Edition,
    sections: Sequence[BoundSection],
    setup: PageSetup,
    book: Book,
) -> None:
    """Give the book its ways through it; tags and links, if it is one for a screen."""
    targets = Destinations(bound, sections)
    if setup.tagged:
        join_tags(bound.pdf, bound.sources, tuple(bound.first.values()), book.language)
        used = set_links(bound.pdf, targets)
        set_destinations(bound.pdf, targets, used | {s.id for s in edition.sections})
    set_labels(bound.pdf, bound, sections)
    set_bookmarks(bound.pdf, edition.sections, targets)
