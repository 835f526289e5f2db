"""The book's outline: its navigation, derived from its sections and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anthology.edition import Section
from anthology.epub.content.documents import Document
from anthology.epub.content.links import Targets
from anthology.epub.labels import Labels
from anthology.epub.package import navigation
from anthology.epub.package.navigation import Landmark, Navigation, NavPoint
from anthology.epub.resources import cover_page


@dataclass(frozen=True)
class Shown:
    """What e-readers list besides the sections."""

    depth: int = 3  # 1: parts; 2: and their reviews; 3: and headings
    cover: bool = False


def navigation_of(
    documents: Sequence[Document], where: Targets, labels: Labels, shown: Shown
) -> Navigation:
    """Contents, landmarks and page list."""
    sections = list(dict.fromkeys(each for document in documents for each in document.sections))
    inside = {each.id for document in documents for each in document.others}
    pages = [NavPoint(p.label, f"{d.name}#{p.id}") for d in documents for p in d.page_breaks]
    lines: list[tuple[int, str, str]] = []
    for section in sections:
        if section.title and section.level - bool(section.group) <= shown.depth:
            after_others = section.id in inside
            href = where.href(section.id) if after_others else where.file_of_id[section.id]
            lines.append((section.level, section.label, href))
            lines += _headings(section, where) if shown.depth > 2 else ()
    return Navigation(
        navigation.nested(lines),
        tuple(_landmarks(sections, where, labels, shown.cover)),
        tuple(pages),
    )


def _headings(section: Section, where: Targets) -> Iterator[tuple[int, str, str]]:
    """(level, label, href) of the section's headings, which are below it."""
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
