"""Checks of the navigation: contents in the text's order, landmarks, page list, NCX."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from anthology.check.epub.file import DC, EPUB_TYPE, OPF, XHTML, Epub, target
from anthology.report import Place, Problem, error, note, warning

KINDLE_DEPTH = 2
LANDMARKS = {"toc": "table of contents", "bodymatter": "start of the text"}


def check(book: Epub) -> Iterator[Problem]:
    """Everything that is wrong with the navigation document and the NCX."""
    root = book.documents.get(book.nav)
    if root is None:
        message = "the book has no navigation document, so e-readers show no table of contents"
        yield error(Place(book.opf_name), message)
        return
    lists = {nav.get(EPUB_TYPE) or "": nav for nav in root.iter(f"{XHTML}nav")}
    if "toc" not in lists:
        yield error(Place(book.nav), "the navigation document has no table of contents")
    else:
        yield from _contents(book, lists["toc"])
    yield from _landmarks(book, lists.get("landmarks"))
    yield from _pages(book, lists.get("page-list"))
    if not any(item.media_type == "application/x-dtbncx+xml" for item in book.manifest.values()):
        message = "the book has no NCX, so old e-readers and Kindle show no table of contents"
        yield warning(Place(book.opf_name), message)


def _targets(book: Epub, nav: Element) -> list[tuple[str, str]]:
    return [target(book.nav, a.get("href") or "") for a in nav.iter(f"{XHTML}a")]


def _contents(book: Epub, nav: Element) -> Iterator[Problem]:
    place = Place(book.nav)
    orders = {name: number for number, name in enumerate(book.spine)}
    numbers = [orders[file] for file, _ in _targets(book, nav) if file in orders]
    if numbers != sorted(numbers):
        yield warning(place, "the table of contents is not in the order of the text")
    listed = {file for file, _ in _targets(book, nav)}
    for item in nav.iter(f"{XHTML}li"):
        if not "".join(str(part) for part in item.itertext()).strip():
            yield error(place, "an entry of the table of contents is empty")
    for name in book.spine:
        root = book.documents.get(name)
        if root is not None and name not in listed and _is_chapter(root):
            yield warning(place, f"“{book.title(name)}” is not in the table of contents")
    depth = max((_depth(link) for link in nav.iter(f"{XHTML}a")), default=0)
    if depth > KINDLE_DEPTH:
        message = f"the table of contents has {depth} levels; Kindle shows two, Kobo one"
        yield note(place, message)


def _is_chapter(root: Element) -> bool:
    return any("chapter" in (e.get(EPUB_TYPE) or "").split() and e.get("id") for e in root.iter())


def _depth(link: Element) -> int:
    return sum(1 for ancestor in link.iterancestors() if ancestor.tag == f"{XHTML}ol")


def _landmarks(book: Epub, nav: Element | None) -> Iterator[Problem]:
    place = Place(book.nav)
    links = [] if nav is None else list(nav.iter(f"{XHTML}a"))
    kinds = [link.get(EPUB_TYPE) or "" for link in links]
    for kind, words in LANDMARKS.items():
        if kind not in kinds:
            yield warning(place, f"the landmarks do not name the {words}")
    for kind in kinds:
        if len(kind.split()) != 1:
            yield warning(place, "a landmark needs exactly one epub:type, or Apple Books skips it")
    if next(book.opf.iter(f"{OPF}guide"), None) is None:
        message = "the package file has no guide, so old Kindles do not know where to open the book"
        yield note(Place(book.opf_name), message)


def _pages(book: Epub, nav: Element | None) -> Iterator[Problem]:
    targets = [] if nav is None else _targets(book, nav)
    listed = [(file, id_) for file, id_ in targets if file not in book.broken]
    marks = [
        (name, mark.get("id") or "")
        for name in book.spine
        if name in book.documents
        for mark in book.documents[name].iter()
        if "pagebreak" in (mark.get(EPUB_TYPE) or "").split()
    ]
    place = Place(book.nav)
    if set(marks) != set(listed):
        yield error(place, "the page list must name each page break of the text once")
    elif marks != listed:
        yield warning(place, "the page list is not in the order of the text")
    sources = [(source.text or "").strip() for source in book.opf.iter(DC + "source")]
    if marks and not ("pageBreakSource" in book.meta() or any(sources)):
        message = "the book has page numbers, but does not name the print edition they are from"
        yield error(Place(book.opf_name), message, "Name it in pageBreakSource or dc:source.")
