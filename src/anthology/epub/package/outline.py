"""The book's outline: what the navigation lists, made from the sections and their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from anthology.edition import Section
from anthology.epub.content.documents import Document
from anthology.epub.content.links import Targets
from anthology.epub.package import navigation
from anthology.epub.package.navigation import Entry, Landmark, Navigation
from anthology.epub.resources import cover_page
from anthology.epub.words import Words


def drawn(
    documents: Sequence[Document], where: Targets, words: Words, has_cover: bool
) -> Navigation:
    """Contents, landmarks and page list."""
    sections = list(dict.fromkeys(document.section for document in documents))
    pages = [Entry(p.label, f"{d.name}#{p.id}") for d in documents for p in d.pages]
    return Navigation(
        navigation.nested([line for section in sections for line in _lines(section, where)]),
        tuple(_landmarks(sections, where, words, has_cover)),
        tuple(pages),
    )


def _lines(section: Section, where: Targets) -> Iterator[tuple[int, str, str]]:
    """The section and its headings; a heading hangs below the section, however deep it is."""
    if not section.title:
        return
    yield section.level, section.label, where.file_of_id[section.id]
    for heading in section.headings:
        if heading.text and heading.id in where.file_of_id:
            yield section.level + heading.level - 1, heading.text, where.href(heading.id)


def _landmarks(
    sections: Sequence[Section], where: Targets, words: Words, has_cover: bool
) -> Iterator[Landmark]:
    """One of each kind, in the book's order: readers skip what says two things."""
    if has_cover:
        yield Landmark("cover", "cover", words.cover, cover_page.PAGE)
    title_page = _first(s for s in sections if s.kind == "title-page")
    contents = _first(s for s in sections if s.kind == "contents")
    body = _first(s for s in sections if s.matter == "body")
    index = _first(s for s in sections if s.kind.endswith("-index"))
    if title_page:
        file = where.file_of_id[title_page.id]
        yield Landmark("titlepage", "title-page", words.title_page, file)
    toc = where.file_of_id[contents.id] if contents else f"{navigation.NAV}#toc"
    yield Landmark("toc", "toc", words.contents, toc)
    if body:
        yield Landmark("bodymatter", "text", words.start, where.file_of_id[body.id])
    if index:
        yield Landmark("index", "index", words.index, where.file_of_id[index.id])


def _first(sections: Iterable[Section]) -> Section | None:
    return next(iter(sections), None)
