"""Pictures of Markdown: one alone in its paragraph is a figure, and its title the caption.

A caption is Markdown too. Python-Markdown reads a title as plain words, so a picture with a
title is read as CAPTIONED, an element of ours that holds both; where it is not a figure, the
title goes back into the picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import (
    IMAGE_LINK_RE,
    IMAGE_REFERENCE_RE,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor

CAPTIONED = "captioned"
SENTENCE = 4  # words: a title of fewer may be what a pointer shows over an icon


def register(md: Markdown) -> None:
    """Make the converter read pictures so."""
    md.inlinePatterns.register(_Picture(IMAGE_LINK_RE, md), "image_link", 150)
    md.inlinePatterns.register(_Reference(IMAGE_REFERENCE_RE, md), "image_reference", 140)
    md.inlinePatterns.register(_ShortReference(IMAGE_REFERENCE_RE, md), "short_image_ref", 125)
    md.treeprocessors.register(_Figures(md), "figures", 6)


def _captioned(picture: Element, title: str) -> Element:
    group = Element(CAPTIONED)
    group.append(picture)
    SubElement(group, "figcaption").text = title
    return group


class _Picture(ImageInlineProcessor):
    """`![alt](address "title")`."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text, index, closed = self.getText(data, m.end(0))
        if not closed:
            return None, None, None
        self._as_written = True
        src, title, index, closed = self.getLink(data, index)
        self._as_written = False
        if not closed:
            return None, None, None
        picture = Element("img", {"src": self.unescape(src), "alt": self.unescape(text)})
        return _captioned(picture, title) if title else picture, m.start(0), index

    _as_written = False  # whether the marks that stand for Markdown read before are kept

    def unescape(self, text: str) -> str:
        return text if self._as_written else super().unescape(text)


class _Reference(ImageReferenceInlineProcessor):
    """`![alt][label]`, with the title where the label is explained."""

    def makeTag(self, href: str, title: str, text: str) -> Element:  # noqa: N802
        picture = Element("img", {"src": href, "alt": self.unescape(text)})
        return _captioned(picture, self._read(title)) if title else picture

    def _read(self, title: str) -> str:
        """The title with marks for what the patterns before this one find in it."""
        inline = self.md.treeprocessors["inline"]
        return cast("str", inline._InlineProcessor__handleInline(title))  # type: ignore[attr-defined]  # noqa: SLF001


class _ShortReference(_Reference, ShortImageReferenceInlineProcessor):
    """`![label]`."""


class _Figures(Treeprocessor):
    def run(self, root: Element) -> None:
        """Makes figures of such paragraphs, in place; also where the picture is a link."""
        parents = {child: parent for parent in root.iter() for child in parent}
        for paragraph in list(root.iter("p")):
            if (holder := _holder(paragraph)) is not None:
                caption = None
                if holder[0].tag == CAPTIONED:
                    holder[0], caption = _parts(holder[0])
                figure = _figure(paragraph, parents[paragraph])
                figure.extend([] if caption is None else [caption])
        _part_all(root, parents)
        for group in list(root.iter(CAPTIONED)):
            _put_back(group)


def _part_all(root: Element, parents: Mapping[Element, Element]) -> None:
    """Makes figures of captioned pictures in paragraphs, items and definitions with text."""
    for holder in list(root.iter()):
        if holder.tag == "p":
            _part(holder, parents[holder])
        elif holder.tag in {"li", "dd"}:
            for child, apart in list(zip(holder, _apart(holder), strict=True)):
                if apart:
                    _as_figure(child)


def _holder(paragraph: Element) -> Element | None:
    """The paragraph or its link, where nothing but a picture is in it."""
    holder = paragraph
    while len(holder) == 1 and not _words(holder.text) and not _words(holder[0].tail):
        if holder[0].tag in {"img", CAPTIONED}:
            return holder
        if holder[0].tag != "a":
            break
        holder = holder[0]
    return None


def _figure(paragraph: Element, parent: Element) -> Element:
    """The figure that the paragraph becomes; the one that it is in, where it is in one."""
    if parent.tag != "figure":
        paragraph.tag = "figure"
        return paragraph
    place = list(parent).index(paragraph)
    parent[place : place + 1] = [paragraph[0]]
    return parent


def _words(text: str | None) -> bool:
    return bool((text or "").strip())


def _part(paragraph: Element, parent: Element) -> None:
    """Makes figures of a paragraph's captioned pictures, and paragraphs of what is between them."""
    pieces = [Element("p", paragraph.attrib)]
    pieces[0].text = paragraph.text
    for child, apart in list(zip(paragraph, _apart(paragraph), strict=True)):
        if not apart:
            pieces[-1].append(child)
            continue
        after = Element("p")
        after.text, child.tail = (child.tail or "").lstrip(), None
        pieces += [_as_figure(child), after]
    if len(pieces) > 1:
        place = list(parent).index(paragraph)
        pieces[-1].tail = paragraph.tail
        parent[place : place + 1] = [p for p in pieces if len(p) or _words(p.text)]


def _as_figure(unit: Element) -> Element:
    """A figure of a captioned picture, or of the link around one, in place."""
    figure = Element("figure")
    if unit.tag == "a":
        unit[0], caption = _parts(unit[0])
        figure.extend((_copied(unit), caption))
    else:
        figure.extend(_parts(unit))
    unit.tag, unit.text = "figure", None
    unit.attrib.clear()
    unit[:] = figure
    return unit


def _copied(link: Element) -> Element:
    copy = Element("a", link.attrib)
    copy.extend(link)
    return copy


def _apart(holder: Element) -> list[bool]:
    """Of each element of a paragraph, whether it is a captioned picture that is to be a figure.

    It is where it stands in a line of its own, or where its title is a sentence.
    """
    around = [None, *holder, None]
    before = [holder.text, *(child.tail for child in holder)]
    found = []
    for number, child in enumerate(holder, 1):
        group = child[0] if _is_link_of_picture(child) else child
        alone = _ends_line(before[number - 1], around[number - 1]) and _ends_line(
            (child.tail or "")[::-1], around[number + 1]
        )
        words = len("".join(group[1].itertext()).split()) if group.tag == CAPTIONED else 0
        found.append(group.tag == CAPTIONED and (alone or words >= SENTENCE))
    return found


def _is_link_of_picture(element: Element) -> bool:
    """Whether an element is a link with nothing in it but a captioned picture."""
    inside = [each.tag for each in element]
    words = _words(element.text) or any(_words(each.tail) for each in element)
    return element.tag == "a" and inside == [CAPTIONED] and not words


def _ends_line(text: str | None, beside: Element | None) -> bool:
    """Whether a line ends between a picture and the text before it, or the element before that."""
    if _words(text):
        return (text or "").rstrip(" ").endswith("\n")
    return beside is None or beside.tag in {"br", CAPTIONED} or "\n" in (text or "")


def _put_back(group: Element) -> None:
    """Makes a picture in a line of text of the element, with a title of plain words."""
    picture, caption = _parts(group)
    for call in caption.iter("a"):
        if call.get("class") == "note-call":
            call.text = ""
    group.tag = "img"
    group.attrib.update({**picture.attrib, "title": "".join(caption.itertext())})
    group[:] = []


def _parts(group: Element) -> tuple[Element, Element]:
    """The picture, with the attributes that were given after the bracket, and the caption."""
    picture, caption = group
    picture.attrib.update(group.attrib)
    return picture, caption
