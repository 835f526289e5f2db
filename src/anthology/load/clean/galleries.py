"""Galleries: what holds nothing but pictures becomes these pictures, one after another.

Blogs write them as figures in a figure, as a list or as rows of boxes (Gutenberg, Jetpack,
Blogger), which print would set as one thing that cannot be divided, or with bullets.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from anthology.load.clean.allowed import INLINE
from anthology.load.clean.loose_text import SPACES

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

_BOXES = frozenset({"figure", "div", "ul", "li", "p"})
_GALLERIES = frozenset({"figure", "div", "ul"})
_FEWEST = 2  # pictures
_CAPTIONED = 3  # pictures under one caption: two of them stand beside each other


def open_galleries(root: Element) -> None:
    """Puts the pictures of each gallery below `root` in its place: figures, and paragraphs.

    Those of a figure or a list are in one paragraph, but for those with captions, or under one. The
    caption of the whole goes to the last picture.
    """
    counts: dict[Element, int] = {}  # of the pictures in what holds nothing else
    for element in reversed(list(root.iter(etree.Element))):
        if (count := _pictures(element, counts)) is not None:
            counts[element] = count
    for gallery in [each for each in counts if each.tag in _GALLERIES and each is not root]:
        above = gallery.getparent()
        if above is not None and above not in counts and _is_gallery(gallery, counts[gallery]):
            _open(gallery, above)


def _pictures(element: Element, counts: dict[Element, int]) -> int | None:
    """How many pictures an element holds; None where it holds anything else, but for a caption."""
    if element.tag == "img":
        return 1
    if element.tag in {"br", "figcaption"}:
        return 0
    inside = element.tag in _BOXES or (element.tag in INLINE and not element.get("class"))
    if not inside or (element.text or "").strip(SPACES):
        return None
    if any(child not in counts or (child.tail or "").strip(SPACES) for child in element):
        return None
    return sum(counts[child] for child in element)


def _is_gallery(element: Element, pictures: int) -> bool:
    """Whether there is anything to open: a figure of a few pictures is one."""
    inner = any(each.tag in _BOXES for each in element.iterdescendants())
    least = _FEWEST if inner else _CAPTIONED
    return pictures >= least and (inner or element.tag == "figure")


def _open(gallery: Element, above: Element) -> None:
    apart = gallery.tag == "div" or gallery.find("figcaption") is not None
    opened = list[Element]()
    for unit in [*_units(gallery)]:
        unit.tail = None
        if unit.tag == "figcaption":
            _give_caption(unit, opened)
        elif unit.tag == "figure":
            opened.append(unit)
        elif opened and opened[-1].tag == "p" and not apart:
            opened[-1].append(unit)
        else:
            opened.append(etree.Element("p"))
            opened[-1].append(unit)
    if "id" in gallery.attrib and "id" not in opened[0].attrib:
        opened[0].set("id", gallery.attrib["id"])
    for each in opened:
        gallery.addprevious(each)
    opened[-1].tail, gallery.tail = gallery.tail, None
    above.remove(gallery)


def _units(box: Element) -> Iterator[Element]:
    """Its pictures: figures that have a caption, a name or a class, and pictures by themselves."""
    for child in list(box):
        if child.tag == "figure" and (child.attrib or child.find("figcaption") is not None):
            yield child
        elif child.tag in _BOXES:
            yield from _units(child)
        elif child.tag != "br":
            yield child


def _give_caption(caption: Element, opened: list[Element]) -> None:
    """The caption of the whole for the last picture; a paragraph where that has its own."""
    last = opened[-1] if opened else None
    if last is None or (last.tag == "figure" and last.find("figcaption") is not None):
        caption.tag = "p"
        opened.append(caption)
        return
    last.tag = "figure"  # of one picture: with a caption of the whole, each is apart
    last.append(caption)
