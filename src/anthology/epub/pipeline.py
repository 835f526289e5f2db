"""From an edition to its EPUB: the steps in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition, PageStarts
from anthology.epub import container
from anthology.epub.container import File
from anthology.epub.content import documents as text
from anthology.epub.content import links
from anthology.epub.content.documents import Document
from anthology.epub.content.earlier import Record, Shelf
from anthology.epub.content.links import Targets
from anthology.epub.labels import Labels, labels_of
from anthology.epub.package import accessibility, metadata, navigation, opf, outline
from anthology.epub.package.accessibility import BookFeatures
from anthology.epub.package.navigation import Navigation
from anthology.epub.package.opf import Package
from anthology.epub.package.outline import Shown
from anthology.epub.resources import cover_page, fonts, pictures
from anthology.report import Problem, ordered
from anthology.text import direction

NCX = "toc.ncx"
Taken = TypeVar("Taken")


def publish(  # noqa: PLR0913, PLR0917  the seam of the pipeline
    edition: Edition,
    book: Book,
    settings: Settings,
    cover: bytes | Callable[[], bytes],
    page_starts: PageStarts | None,
    cache: Cache,
) -> tuple[bytes, tuple[Problem, ...]]:
    """The EPUB and what is wrong with it; see `anthology.epub.publish`."""
    labels, shelf = labels_of(book.language), Shelf(cache, settings.volume)
    documents = text.documents(edition, page_starts or {}, labels, book.title, shelf.earlier())
    shown = pictures.prepared(links.referenced_pictures(documents), edition.assets, cache)
    where = links.targets(documents, shown.file_of)
    plan = outline.navigation_of(documents, where, labels, Shown(edition.toc_depth, bool(cover)))
    found = _findings(documents, plan, bool(cover))
    others = [*_contents(plan, book, labels), *_style(edition, _characters(documents, book))]
    before = _following_navigation(documents)
    finished = [_finished(document, where) for document in _taken(documents)]
    jpeg = cover() if callable(cover) else cover  # last: a worker may still be drawing it
    covers = cover_page.files(jpeg, book, labels, direction.of_language(book.language))
    texts = [*covers[:1], *(each.file for each in finished)]
    files = [*texts, *others, *covers[1:], *shown.files]
    spine = _spine(texts, before)
    problems = ordered([*shown.problems, *(p for each in finished for p in each.problems)])
    records = {each.file.name: each.record for each in finished if each.record}
    del texts, finished, others  # so that each file can be let go when it is packed
    package = opf.opf(_package(book, settings, found, plan, spine), files)
    epub = container.packed(_taken(files), package)
    shelf.keep(records, epub)
    return epub, problems


@dataclass(frozen=True)
class _Finished:
    """A finished document, with a record where the next e-book can have the same."""

    file: File
    problems: tuple[Problem, ...]
    record: Record | None


def _finished(document: Document, where: Targets) -> _Finished:
    file, problems = links.file_of(document, where)
    if problems or not document.source:
        return _Finished(file, problems, None)
    leads = links.leads(document, where)
    record = Record(document.source, document.traits, document.page_breaks, leads)
    return _Finished(file, problems, record)


def _findings(documents: Sequence[Document], plan: Navigation, has_cover: bool) -> BookFeatures:
    traits = [document.traits for document in documents]
    described = [words for each in traits for words in each.descriptions]
    return BookFeatures(
        pictures=len(described) + has_cover,
        without_alt=sum(1 for words in described if not words.strip()),
        pages=bool(plan.pages),
        index=any(mark.kind == "index" for mark in plan.landmarks),
        formulas=any("mathml" in each.properties for each in traits),
        languages=frozenset(lang for each in traits for lang in each.languages),
    )


def _contents(plan: Navigation, book: Book, labels: Labels) -> Iterator[File]:
    way = direction.of_language(book.language)
    nav = navigation.nav(plan, labels, book.language, way, text.STYLE)
    yield File(navigation.NAV, links.XHTML_TYPE, nav, ("nav",), id="nav")
    ncx = navigation.ncx(plan, book.title, metadata.identifier(book), book.language)
    yield File(NCX, "application/x-dtbncx+xml", ncx, id="ncx")


def _characters(documents: Sequence[Document], book: Book) -> frozenset[str]:
    """The characters of the text and of the navigation, which may be a page of the book.

    Printable ASCII is not among them: every font that is subset has it.
    """
    found = set(book.title)
    for document in documents:
        found.update(document.traits.characters, *(each.title for each in document.sections))
    return frozenset(found)


def _style(edition: Edition, used: frozenset[str]) -> Iterator[File]:
    """The style sheet, the fonts it needs, and what else it asks for."""
    subsets = fonts.subset(edition, used)
    yield File(text.STYLE, "text/css", subsets.css.encode(), id="style")
    for font in edition.fonts:
        if font.path in subsets.faces:
            yield File(font.path, _font_type(font.path), subsets.faces[font.path])
    paths = {font.path for font in edition.fonts}
    for name, asset in sorted(edition.assets.items()):
        if name not in paths and name in subsets.css:
            yield File(name, asset.media_type, asset.data)


def _font_type(path: str) -> str:
    return "font/otf" if path.endswith(".otf") else "font/ttf"


def _taken(things: list[Taken]) -> Iterator[Taken]:
    """Each of the things, which the list does not keep: all together take a lot of memory."""
    things.reverse()
    while things:
        yield things.pop()


def _following_navigation(documents: Sequence[Document]) -> str:
    """The document before which the contents are shown; "" where a section shows them."""
    if any(document.section.kind == "contents" for document in documents):
        return ""
    body = (document.name for document in documents if document.section.matter == "body")
    return next(body, documents[-1].name)


def _spine(texts: Sequence[File], after: str) -> tuple[str, ...]:
    """The texts in reading order; the contents before the text `after` it, if any."""
    spine = [file.name for file in texts]
    if after:
        spine.insert(spine.index(after), navigation.NAV)
    return tuple(spine)


def _package(
    book: Book, settings: Settings, found: BookFeatures, plan: Navigation, spine: tuple[str, ...]
) -> Package:
    claim = settings.accessibility
    print_isbn = metadata.digits(book.isbn_print)
    edition = labels_of(book.language).print_edition
    named = f"urn:isbn:{print_isbn}" if print_isbn else f"{book.title}, {edition}"
    properties = (*metadata.properties(book), *accessibility.properties(found, claim, named))
    return Package(
        language=book.language,
        metadata=properties,
        spine=spine,
        landmarks=plan.landmarks,
        direction=direction.of_language(book.language),
        ncx=NCX,
        cover=cover_page.PICTURE if cover_page.PAGE in spine else "",
        report=claim.report if claim.conforms_to and claim.certified_by else "",
    )
