"""Sections become the e-book's documents: marks, notes, languages, files of a bearable size."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from anthology.edition import Edition, PageStart, Section
from anthology.epub import names, xhtml
from anthology.epub.content import notes, page_list, split, spoilers
from anthology.epub.content.page_list import Page
from anthology.epub.words import Words

STYLE = "style.css"

# Section.kind -> (epub:type, role); what is not named here says nothing about itself.
MEANING = {
    "half-title": ("halftitlepage", ""),
    "title-page": ("titlepage", ""),
    "copyright-page": ("copyright-page", ""),
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
    """One file of the book's text, before its links are known to lead anywhere."""

    name: str  # "text/review-x.xhtml", relative to the package
    section: Section
    root: Element
    pages: tuple[Page, ...] = ()


def documents(
    edition: Edition,
    starts: Mapping[str, Sequence[PageStart]],
    words: Words,
    title: str,
) -> list[Document]:
    """The sections' documents in reading order, the cover left out; links still lead to ids."""
    made: list[Document] = []
    for section in edition.sections:
        if section.kind != "cover":
            made += _documents(section, starts.get(section.id, ()), words, title)
    return made


def _documents(
    section: Section, starts: Sequence[PageStart], words: Words, title: str
) -> list[Document]:
    root = xhtml.parsed(_source(section, title))
    body = xhtml.body_of(root)
    pages = page_list.mark(body[0], starts, words)
    _without_folios(root)
    notes.pop_up(root, words)
    spoilers.fold(root)
    _say_meaning(section, body[0])
    _say_languages(root)
    _label_landmarks(body[0], words)
    parts = split.by_size(root, len(section.xhtml))
    return [
        Document(names.text_name(section.id, number), section, part, _within(pages, part, parts))
        for number, part in enumerate(parts, start=1)
    ]


def _within(pages: tuple[Page, ...], part: Element, parts: list[Element]) -> tuple[Page, ...]:
    if len(parts) == 1:
        return pages
    own = set(ids(part))
    return tuple(page for page in pages if page.id in own)


def ids(root: Element) -> list[str]:
    """Every id of the document, in its order."""
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


def _without_folios(root: Element) -> None:
    """Takes out the empty page references, with the comma and the blank that led to them."""
    for folio in xhtml.of_class(root, "a", "folio"):
        before, parent = folio.getprevious(), folio.getparent()
        if before is not None:
            before.tail = LEADING.sub("", before.tail or "") or None
        elif parent is not None:
            parent.text = LEADING.sub("", parent.text or "") or None
        xhtml.drop(folio)


LEADING = re.compile(r"[,;\s]+\Z")


def _say_meaning(section: Section, element: Element) -> None:
    kind, role = MEANING.get(section.kind, ("", ""))
    if section.kind.endswith("-index"):
        kind, role = "index", "doc-index"
    if kind:
        element.set(xhtml.EPUB_TYPE, kind)
    if role:
        element.set("role", role)
    if role and section.title:
        element.set("aria-label", section.title)


def _say_languages(root: Element) -> None:
    """XHTML readers look for xml:lang, HTML readers for lang: both, with one value."""
    for element in root.iter():
        lang = element.get("lang")
        if lang:
            element.set(xhtml.XML_LANG, lang)


def _label_landmarks(section: Element, words: Words) -> None:
    """Names the asides and navs that have no name: two without one cannot be told apart."""
    seen = 0
    for element in section.iter(xhtml.tag("aside"), xhtml.tag("nav")):
        named = element.get("aria-label") or element.get("aria-labelledby") or element.get("role")
        if not named:
            seen += 1
            element.set("aria-label", words.aside if seen == 1 else f"{words.aside} {seen}")
