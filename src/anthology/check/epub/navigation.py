"""Checks of the navigation: contents in the text's order, landmarks, page list, NCX."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from anthology.check.epub.file import DC, EPUB_TYPE, OPF, XHTML, Opened, target
from anthology.report import Place, Problem, error, note, warning

KINDLE_DEPTH = 2
LANDMARKS = {"toc": "contents", "bodymatter": "start of the text"}


def checked(book: Opened) -> Iterator[Problem]:
    """What is wrong with the navigation."""
    root = book.documents.get(book.nav)
    if root is None:
        yield error(Place(book.opf_name), "it has no navigation document; readers show no contents")
        return
    lists = {nav.get(EPUB_TYPE) or "": nav for nav in root.iter(f"{XHTML}nav")}
    if "toc" not in lists:
        yield error(Place(book.nav), "the navigation has no contents")
    else:
        yield from _contents(book, lists["toc"])
    yield from _landmarks(book, lists.get("landmarks"))
    yield from _pages(book, lists.get("page-list"))
    if not any(item.media_type == "application/x-dtbncx+xml" for item in book.manifest.values()):
        yield warning(
            Place(book.opf_name), "it has no NCX; old readers and Kindle show no contents"
        )


def _targets(book: Opened, nav: Element) -> list[tuple[str, str]]:
    return [target(book.nav, a.get("href") or "") for a in nav.iter(f"{XHTML}a")]


def _contents(book: Opened, nav: Element) -> Iterator[Problem]:
    place = Place(book.nav)
    orders = {name: number for number, name in enumerate(book.spine)}
    numbers = [orders[file] for file, _ in _targets(book, nav) if file in orders]
    if numbers != sorted(numbers):
        yield warning(place, "the contents do not follow the order of the text")
    listed = {file for file, _ in _targets(book, nav)}
    for item in nav.iter(f"{XHTML}li"):
        if not "".join(str(part) for part in item.itertext()).strip():
            yield error(place, "a line of the contents is empty")
    for name in book.spine:
        root = book.documents.get(name)
        if root is not None and name not in listed and _is_chapter(root):
            yield warning(place, f"“{book.title(name)}” is not in the contents")
    depth = max((_depth(link) for link in nav.iter(f"{XHTML}a")), default=0)
    if depth > KINDLE_DEPTH:
        words = f"the contents have {depth} levels; Kindle shows 2, Kobo one"
        yield note(place, words)


def _is_chapter(root: Element) -> bool:
    return any("chapter" in (e.get(EPUB_TYPE) or "").split() and e.get("id") for e in root.iter())


def _depth(link: Element) -> int:
    return sum(1 for ancestor in link.iterancestors() if ancestor.tag == f"{XHTML}ol")


def _landmarks(book: Opened, nav: Element | None) -> Iterator[Problem]:
    place = Place(book.nav)
    links = [] if nav is None else list(nav.iter(f"{XHTML}a"))
    kinds = [link.get(EPUB_TYPE) or "" for link in links]
    for kind, words in LANDMARKS.items():
        if kind not in kinds:
            yield warning(place, f"the landmarks do not name the {words}")
    for kind in kinds:
        if len(kind.split()) != 1:
            yield warning(place, "a landmark has no kind, or several; Apple Books skips it")
    if next(book.opf.iter(f"{OPF}guide"), None) is None:
        yield note(
            Place(book.opf_name), "it has no guide; old Kindles do not know where to open it"
        )


def _pages(book: Opened, nav: Element | None) -> Iterator[Problem]:
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
        yield error(place, "the page list does not name every page mark of the text once")
    elif marks != listed:
        yield warning(place, "the page list is not in the order of the text")
    said = book.meta()
    sources = [(source.text or "").strip() for source in book.opf.iter(DC + "source")]
    if marks and not ("pageBreakSource" in said or any(sources)):
        words = "it has page numbers, but does not say of which print edition"
        yield error(Place(book.opf_name), words)
