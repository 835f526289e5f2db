"""Sections become the e-book's documents: page breaks, notes, semantics, files not too large."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from anthology.edition import Edition, PageStart, Section
from anthology.epub import names, xhtml
from anthology.epub.content import notes, page_list, split, spoilers
from anthology.epub.content.page_list import PageBreak
from anthology.epub.labels import Labels

STYLE = "style.css"

# Section.kind -> (epub:type, role); other kinds have neither.
MEANING = {
    "half-title": ("halftitlepage", ""),
    "title-page": ("titlepage", ""),
    "copyright-page": ("copyright-page", ""),
    "picture-list": ("loi", ""),
    "dedication": ("dedication", "doc-dedication"),
    "epigraph": ("epigraph", "doc-epigraph"),
    "foreword": ("foreword", "doc-foreword"),
    "preface": ("preface", "doc-preface"),
    "introduction": ("introduction", "doc-introduction"),
    "part": ("part", "doc-part"),
    "review": ("chapter", "doc-chapter"),
    "afterword": ("afterword", "doc-afterword"),
    "acknowledgments": ("acknowledgments", "doc-acknowledgments"),
    "colophon": ("colophon", "doc-colophon"),
}
MATTER = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}


@dataclass(frozen=True)
class Document:
    """One file of the book's text, its links not yet resolved."""

    name: str  # "text/review-x.xhtml", relative to the package
    section: Section
    root: Element
    page_breaks: tuple[PageBreak, ...] = ()


def documents(
    edition: Edition,
    starts: Mapping[str, Sequence[PageStart]],
    labels: Labels,
    title: str,
) -> list[Document]:
    """The sections' documents in reading order, without the cover; links are still "#id"."""
    found: list[Document] = []
    for section in edition.sections:
        if section.kind != "cover":
            found += _documents(section, starts.get(section.id, ()), labels, title)
    return found


def _documents(
    section: Section, starts: Sequence[PageStart], labels: Labels, title: str
) -> list[Document]:
    root = xhtml.parse(_source(section, title))
    body = xhtml.body_of(root)
    breaks = page_list.mark(body[0], starts, labels)
    _drop_folios(root)
    notes.pop_up(root, labels)
    spoilers.fold(root)
    _set_semantics(section, body[0])
    _set_languages(root)
    _label_landmarks(body[0], labels)
    parts = split.by_size(root, len(section.xhtml))
    return [
        Document(names.text_name(section.id, number), section, part, _within(breaks, part, parts))
        for number, part in enumerate(parts, start=1)
    ]


def _within(
    breaks: tuple[PageBreak, ...], part: Element, parts: list[Element]
) -> tuple[PageBreak, ...]:
    if len(parts) == 1:
        return breaks
    own = set(ids(part))
    return tuple(each for each in breaks if each.id in own)


def ids(root: Element) -> list[str]:
    """Every id in document order."""
    return xhtml.values(root, "id")


def _source(section: Section, title: str) -> str:
    head = xhtml.Head(
        title=section.title or title,
        lang=section.lang,
        dir=section.dir,
        style=names.relative(STYLE, "text/x"),
        matter=MATTER.get(section.matter, "bodymatter"),
    )
    return xhtml.document(head, section.xhtml)


def _drop_folios(root: Element) -> None:
    """Remove the empty page references, with the comma and the space before them."""
    for folio in xhtml.of_class(root, "a", "folio"):
        before, parent = folio.getprevious(), folio.getparent()
        if before is not None:
            before.tail = LEADING.sub("", before.tail or "") or None
        elif parent is not None:
            parent.text = LEADING.sub("", parent.text or "") or None
        xhtml.drop(folio)


LEADING = re.compile(r"[,;\s]+\Z")


def _set_semantics(section: Section, element: Element) -> None:
    kind, role = MEANING.get(section.kind, ("", ""))
    if section.kind.endswith("-index"):
        kind, role = "index", "doc-index"
    if kind:
        element.set(xhtml.EPUB_TYPE, kind)
    if role:
        element.set("role", role)
    if role and section.title:
        element.set("aria-label", section.title)


def _set_languages(root: Element) -> None:
    """Set xml:lang where lang is set: XHTML parsers read the one, HTML parsers the other."""
    for element in root.iter():
        lang = element.get("lang")
        if lang:
            element.set(xhtml.XML_LANG, lang)


def _label_landmarks(section: Element, labels: Labels) -> None:
    """Label asides and navs without a label, so that a screen reader can distinguish them."""
    unnamed = 0
    for element in section.iter(xhtml.tag("aside"), xhtml.tag("nav")):
        named = element.get("aria-label") or element.get("aria-labelledby") or element.get("role")
        if not named:
            unnamed += 1
            element.set("aria-label", labels.aside if unnamed == 1 else f"{labels.aside} {unnamed}")
