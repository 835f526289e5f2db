"""Pages that sections share: which of them stand on each, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from anthology.edition import Mark, PageStart
from anthology.pdf.galleys import Galley
from anthology.pdf.model import Head, Leaves, Moved
from anthology.pdf.span import Span

NOTE = re.compile(r"-(?:note-\d+|address-[a-z]+)$")  # the end of a note's id, after its section's
PIXELS = 4 / 3  # in a point


def page_starts(
    galley: Galley, span: Span, leaves: Leaves, *, located: bool = False
) -> Iterator[tuple[str, tuple[PageStart, ...]]]:
    """For each section of a galley, its id and the pages that begin in it.

    `located` says whether these are named as outside of their printed book.
    """
    label = span.locator if located else span.label
    if not galley.shared:
        starts = enumerate(leaves.starts)
        yield span.id, tuple(PageStart(label(page), offset) for page, offset in starts)
        return
    found: dict[str, list[PageStart]] = {part.id: [] for part in galley.parts}
    before = [leaves.sections[part.id] for part in galley.parts]
    for page, offset in enumerate(leaves.starts):
        at = max(bisect_right(before, offset) - 1, 0)
        found[galley.parts[at].id].append(PageStart(label(page), offset - before[at]))
    yield from ((name, tuple(starts)) for name, starts in found.items())


def heads(galley: Galley, leaves: Leaves, book: str) -> tuple[Head, ...]:
    """The running head of each page.

    On pages that sections share it names the first that begins on the page (or, where none
    does, the one that goes on) and the last.
    """
    section = galley.section
    if not galley.shared:
        head = Head(section.running_head or section.title, section.running_names or book)
        return (head,) * leaves.pages
    parts = [part for part in galley.parts if part.kind != "part"] or galley.parts
    names = [part.running_head or part.title for part in parts]
    pages = [leaves.spots[part.id].page for part in parts]
    ends = (_ends(pages, page) for page in range(leaves.pages))
    if section.layout in {"guide", "grid"}:  # as in a dictionary
        both = (" – ".join(dict.fromkeys((names[first], names[last]))) for first, last in ends)
        return tuple(Head(words, words) for words in both)
    return tuple(Head(section=names[last], byline=names[first]) for first, last in ends)


def _ends(pages: Sequence[int], page: int) -> tuple[int, int]:
    """The first and the last section of a page, of those that begin on `pages`."""
    last = max(bisect_right(pages, page) - 1, 0)
    return min(bisect_right(pages, page - 1), last), last


def marks(galley: Galley, leaves: Leaves, height: float) -> Iterator[tuple[int, Mark]]:
    """Where the sections of a galley and their notes begin: the page, from 0, and the place.

    `height` is that of a page, in points. On each page the section that goes on from the page
    before is first, from its upper left corner on.
    """
    if not galley.shared:
        return
    pages = [leaves.spots[part.id].page for part in galley.parts]
    rows = _rows(galley, leaves, height)
    backwards = galley.section.dir == "rtl" and not rows
    for page in range(leaves.pages):
        moved = [each for each in leaves.moved if each.page == page]
        going_on = galley.parts[max(bisect_right(pages, page - 1) - 1, 0)].id
        for mark in _at_the_head(going_on, moved):
            yield page, replace(mark, backwards=backwards)
    ids = {part.id for part in galley.parts}
    for name, spot in leaves.spots.items():
        owner = NOTE.sub("", name) if spot.note else name
        if owner in ids:
            place = (spot.x * PIXELS, (height - spot.y) * PIXELS, spot.right * PIXELS)
            yield spot.page, Mark(owner, *place, bool(spot.note), rows.get(owner, 0.0), backwards)


def _at_the_head(going_on: str, moved: Sequence[Moved]) -> Iterator[Mark]:
    """The section that goes on from the page before, and the figures above what goes on of it."""
    if any(each.alone for each in moved):
        yield from (Mark(each.section, 0, 0, 0) for each in moved)
        return
    yield Mark(going_on, 0, 0, 0)
    for each in moved:
        yield Mark(each.section, each.left, each.top, each.right)
    for each in moved[-1:]:
        yield Mark(going_on, each.left, each.bottom, each.right)


def _rows(galley: Galley, leaves: Leaves, height: float) -> dict[str, float]:
    """For each section of a grid, where its row begins; one may be parted by the end of a page."""
    found: dict[tuple[int, tuple[int, int]], float] = {}
    spots = {part.id: leaves.spots[part.id] for part in galley.parts}
    for part in galley.parts:
        top = (height - spots[part.id].y) * PIXELS
        row = spots[part.id].page, part.cell
        found[row] = min(top, found.get(row, top))
    return {p.id: found[spots[p.id].page, p.cell] for p in galley.parts if p.cell[0]}
