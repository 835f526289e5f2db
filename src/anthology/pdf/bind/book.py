"""The binder's table: pages, tags, ways through the book, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anthology.book import Book
from anthology.edition import Edition
from anthology.pdf.bind.outline import (
    destinations,
    set_bookmarks,
    set_destinations,
    set_labels,
    set_links,
)
from anthology.pdf.bind.pages import Bound, bind
from anthology.pdf.bind.tags import join_tags
from anthology.pdf.model import Bundle, Face, Kit


def bound_book(
    edition: Edition,
    bundles: Sequence[Bundle],
    faces: Mapping[str, Face],
    kit: Kit,
    book: Book,
) -> Bound:
    """The whole book, bound, tagged if the kit says so, and its parts within reach."""
    bound = bind(bundles, faces, kit.geometry, blanks=edition.name == "print", tagged=kit.tagged)
    if kit.tagged:
        join_tags(bound.pdf, bound.sources, tuple(bound.first.values()), book.language)
    targets = destinations(bound, bundles)
    used = set_links(bound.pdf, targets)
    set_destinations(bound.pdf, targets, used | {s.id for s in edition.sections})
    set_labels(bound.pdf, bound, bundles)
    set_bookmarks(bound.pdf, edition.sections, targets)
    return bound
