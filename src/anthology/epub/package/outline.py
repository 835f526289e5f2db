"""The book's outline: its navigation, derived from its sections and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anthology.edition import Section
from anthology.epub.content.documents import Document
from anthology.epub.content.links import Targets
from anthology.epub.labels import Labels
from anthology.epub.package import navigation
from anthology.epub.package.navigation import Landmark, Navigation, NavPoint
from anthology.epub.resources import cover_page


def navigation_of(
    documents: Sequence[Document], where: Targets, labels: Labels, has_cover: bool
) -> Navigation:
    """Contents, landmarks and page list."""
    sections = list(dict.fromkeys(document.section for document in documents))
    pages = [NavPoint(p.label, f"{d.name}#{p.id}") for d in documents for p in d.page_breaks]
    return Navigation(
        navigation.nested([line for section in sections for line in _lines(section, where)]),
        tuple(_landmarks(sections, where, labels, has_cover)),
        tuple(pages),
    )


def _lines(section: Section, where: Targets) -> Iterator[tuple[int, str, str]]:
    """(level, label, href) of the section and of its headings, which are below it."""
    if not section.title:
        return
    yield section.level, section.label, where.file_of_id[section.id]
    for heading in section.headings:
        if heading.text and heading.id in where.file_of_id:
            yield (
                section.level + heading.level - 1,
                section.heading_label(heading),
                where.href(heading.id),
            )


def _landmarks(
    sections: Sequence[Section], where: Targets, labels: Labels, has_cover: bool
) -> Iterator[Landmark]:
    """At most one landmark of each kind, in the book's order."""
    if has_cover:
        yield Landmark("cover", "cover", labels.cover, cover_page.PAGE)
    title_page = _first(s for s in sections if s.kind == "title-page")
    contents = _first(s for s in sections if s.kind == "contents")
    body = _first(s for s in sections if s.matter == "body")
    index = _first(s for s in sections if s.kind.endswith("-index"))
    if title_page:
        file = where.file_of_id[title_page.id]
        yield Landmark("titlepage", "title-page", labels.title_page, file)
    toc = where.file_of_id[contents.id] if contents else f"{navigation.NAV}#toc"
    yield Landmark("toc", "toc", labels.contents, toc)
    if body:
        yield Landmark("bodymatter", "text", labels.start, where.file_of_id[body.id])
    if index:
        yield Landmark("index", "index", labels.index, where.file_of_id[index.id])


def _first(sections: Iterable[Section]) -> Section | None:
    return next(iter(sections), None)
