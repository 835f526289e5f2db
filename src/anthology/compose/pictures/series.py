"""Series: pictures that follow each other without a word between, as in a gallery.

Print draws each so that two have room on a page, and each has a place of its own on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

SERIES = "series"  # the class of their figures
_FEWEST = 3  # pictures


def is_in_series(figure: Element) -> bool:
    """Whether a figure was marked as one of a series."""
    return SERIES in figure.get("class", "").split()


def add_class(figure: Element, name: str) -> None:
    """Gives a figure one more class."""
    figure.set("class", f"{figure.get('class', '')} {name}".strip())


def part(figure: Element) -> None:
    """figure(picture, picture, picture) becomes a figure for each, all of one series."""
    if len(figure) > 1:
        add_class(figure, SERIES)
    same = {str(name): str(value) for name, value in figure.attrib.items() if name != "id"}
    for unit in reversed(list(figure)[1:]):
        other = etree.Element("figure", same)
        other.tail, figure.tail = figure.tail, None
        figure.addnext(other)
        other.append(unit)


def mark(root: Element, places: frozenset[str]) -> None:
    """Marks the series among the figures, but for those with classes that give them a place."""
    known = set[Element]()
    for figure in root.iter("figure"):
        if figure not in known:
            run = [*_run(figure, places)]
            known.update(run)
            for each in run if len(run) >= _FEWEST else ():
                if not is_in_series(each):
                    add_class(each, SERIES)


def _run(figure: Element | None, places: frozenset[str]) -> Iterator[Element]:
    """The figure and those that follow it, as far as each has one picture and no place."""
    while figure is not None and figure.tag == "figure":
        images = list(figure.iter("img"))
        placed = not places.isdisjoint(figure.get("class", "").split())
        if placed or len(images) != 1 or images[0].get("class"):
            return
        yield figure
        figure = None if (figure.tail or "").strip() else figure.getnext()
