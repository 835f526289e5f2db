"""What the rest of the package has to know of a document, read off its tree once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from anthology.epub import xhtml
from anthology.text import list_numbers

INLINE_TYPES = {"svg": "svg", "math": "mathml"}  # element -> property of the manifest
PRINTABLE = bytes(range(0x20, 0x7F))


@dataclass(frozen=True)
class Traits:
    """The traits of a document whose links are not yet resolved."""

    ids: tuple[str, ...]  # in document order
    links: tuple[str, ...]  # the ids that it leads to
    pictures: tuple[str, ...]  # the assets that it shows, in document order
    descriptions: tuple[str, ...]  # of its pictures and drawings, "" for none
    languages: tuple[str, ...]
    characters: str  # those that it shows and that are not printable ASCII
    properties: tuple[str, ...]  # in the manifest


def traits_of(root: Element) -> Traits:
    """The traits of the document with that root."""
    hrefs = (link.get("href") or "" for link in root.iter(xhtml.tag("a")))
    kinds = (xhtml.local_name(element) for element in root.iter("{*}svg", "{*}math"))
    figures = (list_numbers.shown(style) for style in xhtml.values(root, "style"))
    text = "".join((*map(str, root.itertext()), *figures)).encode().translate(None, PRINTABLE)
    return Traits(
        ids=tuple(xhtml.values(root, "id")),
        links=tuple(dict.fromkeys(href[1:] for href in hrefs if href.startswith("#"))),
        pictures=tuple(each.get("src") or "" for each in root.iter(xhtml.tag("img"))),
        descriptions=tuple(_descriptions(root)),
        languages=tuple(dict.fromkeys(xhtml.values(root, "lang"))),
        characters="".join(sorted(set(text.decode()))),
        properties=tuple(sorted({INLINE_TYPES[kind] for kind in kinds})),
    )


def _descriptions(root: Element) -> Iterator[str]:
    for picture in root.iter(xhtml.tag("img")):
        yield picture.get("alt") or ""
    for drawing in root.iter("{*}svg"):
        title = drawing.find("{*}title")
        if drawing.get("aria-hidden") != "true":
            yield drawing.get("aria-label") or (title.text if title is not None else "") or ""
