"""Navigation in the bound book: destinations, links, bookmarks and page labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from anthology.edition import Section
from anthology.pdf.bind.pages import BoundBook
from anthology.pdf.model import INTERNAL, BoundSection


class Destinations(Mapping[str, Array]):
    """Where each id of the book stands: a page, and the upper left corner to show.

    Each is made when it is asked for: a press file needs those of its bookmarks alone.
    """

    def __init__(self, bound: BoundBook, sections: Iterable[BoundSection]) -> None:
        self._first, self._pages = bound.first, [page.obj for page in bound.pdf.pages]
        self._sections = {name: each for each in sections for name in each.leaves.spots}

    def __getitem__(self, name: str) -> Array:
        section = self._sections[name]
        spot = section.leaves.spots[name]
        page = self._pages[self._first[section.span.id] + spot.page]
        x = spot.x + section.move(spot.page)
        return Array([page, Name.XYZ, round(x, 2), round(spot.y, 2), None])

    def __contains__(self, name: object) -> bool:
        return name in self._sections

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


def set_links(pdf: Pdf, targets: Mapping[str, Array]) -> set[str]:
    """Make links between sections lead to named destinations; links to nowhere do nothing.

    Returns the names of the destinations in use.
    """
    used = set()
    for page in pdf.pages:
        for link in list(page.obj.get("/Annots", ())):
            address = str(link.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(INTERNAL):
                name = address.removeprefix(INTERNAL).removeprefix("#")
                del link["/A"]
                if name in targets:
                    link.Dest = String(name)
                    used.add(name)
    return used


def set_destinations(pdf: Pdf, targets: Mapping[str, Array], names: Iterable[str]) -> None:
    """Write the named destinations, to which links from outside can lead too."""
    tree = NameTree.new(pdf)
    for name in sorted(names):
        tree[name] = targets[name]
    pdf.Root.Names = Dictionary(Dests=tree.obj)


def set_labels(pdf: Pdf, bound: BoundBook, sections: Sequence[BoundSection]) -> None:
    """Label each page as it is numbered in print: i, ii ... 1, 2 ... (ISO 32000-1, 12.4.2)."""
    ranges: list[object] = []
    current: tuple[bool, int] | None = None  # whether roman, and the number minus the PDF page
    for section in sections:
        span, first = section.span, bound.first[section.span.id]
        own = (span.roman, span.number - first)
        if own != current:
            style = Name.r if span.roman else Name.D
            ranges += [first, Dictionary(S=style, St=span.number)]
            current = own
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))


def set_bookmarks(pdf: Pdf, sections: Iterable[Section], targets: Mapping[str, Array]) -> None:
    """Write the outline: parts, the sections in them, and the headings of each."""
    items: list[tuple[int, pikepdf.OutlineItem]] = []
    for section in sections:
        if not section.title or section.id not in targets:
            continue
        items.append((section.level, _bookmark(section.label, targets[section.id])))
        for heading in section.headings:
            if heading.text and heading.id in targets:
                level = section.level + heading.level - 1
                label = section.heading_label(heading)
                items.append((level, _bookmark(label, targets[heading.id])))
    with pdf.open_outline() as outline:
        path: list[tuple[int, pikepdf.OutlineItem]] = []
        for level, item in items:
            while path and path[-1][0] >= level:
                path.pop()
            (path[-1][1].children if path else outline.root).append(item)
            path.append((level, item))


def _bookmark(title: str, target: Array) -> pikepdf.OutlineItem:
    item = pikepdf.OutlineItem(title, target)
    item.is_closed = True
    return item
