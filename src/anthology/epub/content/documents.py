"""Sections become the e-book's documents: page breaks, notes, semantics, files not too large."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from anthology.cache.buckets import named
from anthology.edition import Edition, PageStart, Section
from anthology.epub import names, xhtml
from anthology.epub.container import Deflated
from anthology.epub.content import notes, page_list, split, spoilers
from anthology.epub.content.earlier import NONE, Earlier, Record
from anthology.epub.content.page_list import PageBreak
from anthology.epub.content.traits import Traits, traits_of
from anthology.epub.labels import Labels
from anthology.memory import is_sparing

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
    section: Section  # the first
    tree: Element | bytes | Callable[[], Element]  # packed where memory is spared
    traits: Traits
    page_breaks: tuple[PageBreak, ...] = ()
    others: tuple[Section, ...] = ()  # of its flow, which follow in the same file
    source: str = ""  # the hash of what it was made from; "" where it may be part of that
    earlier: tuple[Record, Deflated] | None = None  # the same, made from the same

    @property
    def root(self) -> Element:
        """Its tree, which is another each time where it is packed or made when it is needed."""
        if isinstance(self.tree, bytes):
            return xhtml.unpacked(self.tree)
        return self.tree() if callable(self.tree) else self.tree

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections that begin in it or go on."""
        return (self.section, *self.others)


def documents(
    edition: Edition,
    starts: Mapping[str, Sequence[PageStart]],
    labels: Labels,
    title: str,
    earlier: Earlier = NONE,
) -> list[Document]:
    """The sections' documents in reading order, without the cover; links are still "#id"."""
    found: list[Document] = []
    for section in edition.sections:
        if section.kind != "cover":
            found += _documents(
                _Source(section, starts.get(section.id, ()), labels, title), earlier
            )
    return joined(found)


@dataclass(frozen=True)
class _Source:
    """What the documents of a section follow from."""

    section: Section
    starts: Sequence[PageStart]
    labels: Labels
    title: str  # of the book

    def trees(self) -> tuple[list[Element], tuple[PageBreak, ...]]:
        """The roots of its documents, and their page breaks."""
        section = self.section
        root = xhtml.parse(_source(section, self.title))
        body = xhtml.body_of(root)
        breaks = page_list.mark(body[0], self.starts, self.labels)
        _drop_folios(root)
        notes.pop_up(root, self.labels)
        spoilers.fold(root)
        _set_semantics(section, body[0])
        _set_languages(root)
        _label_landmarks(body[0], self.labels)
        return split.by_size(root, len(section.xhtml)), breaks

    def root(self) -> Element:
        """The root of its only document."""
        return self.trees()[0][0]


def _documents(source: _Source, earlier: Earlier) -> list[Document]:
    section = source.section
    name = names.text_name(section.id)
    whole = "" if section.flow or is_sparing() else named(source)
    if found := earlier.find(name, whole):
        traits, page_breaks = found[0].traits, found[0].page_breaks
        return [Document(name, section, source.root, traits, page_breaks, (), whole, found)]
    parts, breaks = source.trees()
    return [
        Document(
            names.text_name(section.id, number),
            section,
            xhtml.packed(part) if is_sparing() and not section.flow else part,
            traits_of(part),
            _within(breaks, part, parts),
            source=whole if len(parts) == 1 else "",
        )
        for number, part in enumerate(parts, start=1)
    ]


def _within(
    breaks: tuple[PageBreak, ...], part: Element, parts: list[Element]
) -> tuple[PageBreak, ...]:
    if len(parts) == 1:
        return breaks
    own = set(ids(part))
    return tuple(each for each in breaks if each.id in own)


def joined(documents: Sequence[Document]) -> list[Document]:
    """The documents of one flow in one, as far as old e-readers read it; the others as they are."""
    found: list[Document] = []
    numbers: Counter[str] = Counter()  # of the files of each flow
    size, flow = 0, ""
    for document in documents:
        section, own = document.section, len(document.section.xhtml)
        if not section.flow or document.name != names.text_name(section.id) or own > split.LIMIT:
            found.append(document)
            flow = ""
        elif flow == section.flow and size + own <= split.LIMIT:
            found[-1] = _with(found[-1], document)
            size += own
        else:
            size, flow = own, section.flow
            numbers[flow] += 1
            name = names.text_name(f"flow-{flow}", numbers[flow])
            found.append(replace(document, name=name))
    return [_finished(document) if document.others else document for document in found]


def _finished(document: Document) -> Document:
    """The document of several sections, with traits of its own."""
    root = document.root
    _name_apart(xhtml.body_of(root))
    return replace(document, traits=traits_of(root))


def _with(document: Document, other: Document) -> Document:
    """The document with the section of another after its own."""
    body, added = xhtml.body_of(document.root), xhtml.body_of(other.root)[0]
    added.set("dir", other.section.dir)
    added.tail = "\n"
    body.append(added)
    breaks = (*document.page_breaks, *other.page_breaks)
    return replace(document, page_breaks=breaks, others=(*document.others, other.section))


def _name_apart(body: Element) -> None:
    """Number the labels that several landmarks of a document share."""
    seen: Counter[str] = Counter()
    for element in body.iter(*map(xhtml.tag, ("section", "aside", "nav"))):
        label = element.get("aria-label")
        if label:
            seen[label] += 1
            if seen[label] > 1:
                element.set("aria-label", f"{label} ({seen[label]})")


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
