"""The package of an EPUB as an export: its documents in their order, and its contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.entities import html5

from lxml import etree
from lxml import html as pages
from lxml.etree import ParserError
from lxml.etree import _Element as Element

from anthology.check.epub.archive import MOST_PARSED
from anthology.check.epub.file import CONTAINER, Broken, parse, target
from anthology.imports.model import Files
from anthology.report import Place, Refused, error

ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*;)")
TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


@dataclass(frozen=True)
class Entry:
    """An entry of the table of contents."""

    title: str
    path: str
    id: str  # of the place in the document; "" for its start
    depth: int


@dataclass(frozen=True)
class Package:
    """What the package file says."""

    title: str
    creators: tuple[str, ...]  # with the role of an author, or none
    language: str
    date: str
    spine: tuple[str, ...]  # paths of documents in reading order
    contents: tuple[Entry, ...]


def opened(files: Files) -> Package:
    """The package of the book. Raises Refused where no e-reader could open it."""
    container = _parsed(files, CONTAINER)
    roots = (each.get("full-path") or "" for each in container.iter("{*}rootfile"))
    path = next(filter(None, roots), "")
    opf = _parsed(files, path)
    items = {
        each.get("id") or "": (target(path, each.get("href") or "")[0], each)
        for each in opf.iter("{*}item")
    }
    refs = (
        each.get("idref") or "" for each in opf.iter("{*}itemref") if each.get("linear") != "no"
    )
    spine = [items[ref] for ref in refs if ref in items]
    return Package(
        _text(opf, "title"),
        tuple(_authors(opf)),
        _text(opf, "language"),
        _text(opf, "date"),
        tuple(name for name, item in spine if _is_text(item)),
        tuple(_contents(files, items)),
    )


def _is_text(item: Element) -> bool:
    """Whether an item of the manifest is a document, and not the table of contents."""
    is_nav = "nav" in (item.get("properties") or "").split()
    return item.get("media-type") in TEXT_TYPES and not is_nav


def _parsed(files: Files, path: str) -> Element:
    """An XML file of the package. Raises Refused."""
    found = parse(files.read(path)) if path in files.paths else Broken("it is missing")
    if isinstance(found, Broken):
        message = f"the book cannot be opened: {found.reason}"
        raise Refused(error(Place(path or CONTAINER, found.line), message))
    return found


def _text(opf: Element, name: str) -> str:
    found = (
        " ".join("".join(map(str, each.itertext())).split()) for each in opf.iter(f"{{*}}{name}")
    )
    return next(filter(None, found), "")


def _authors(opf: Element) -> Iterator[str]:
    """The creators, but for editors, translators and others whose role says so."""
    roles = {
        each.get("refines"): (each.text or "").strip()
        for each in opf.iter("{*}meta")
        if each.get("property") == "role"
    }
    for each in opf.iter("{*}creator"):
        role = roles.get(f"#{each.get('id')}") or each.get("{http://www.idpf.org/2007/opf}role")
        if role in {None, "", "aut", "cre"}:
            yield " ".join("".join(map(str, each.itertext())).split())


def _contents(files: Files, items: Mapping[str, tuple[str, Element]]) -> Iterator[Entry]:
    """The entries of the navigation document, else of the NCX; none where there is neither."""
    nav = next((path for path, each in items.values()
                if "nav" in (each.get("properties") or "").split()), "")  # fmt: skip
    if nav in files.paths:
        yield from _of_nav(document(files.read(nav), nav), nav)
        return
    ncx = next((path for path, each in items.values()
                if (each.get("media-type") or "") == "application/x-dtbncx+xml"), "")  # fmt: skip
    root = parse(files.read(ncx)) if ncx in files.paths else None
    if root is not None and not isinstance(root, Broken):
        yield from _of_ncx(root, ncx)


def _of_nav(root: pages.HtmlElement, path: str) -> Iterator[Entry]:
    navs = [each for each in root.iter("nav") if "toc" in (each.get("epub:type") or "").split()]
    for link in navs[0].iter("a") if navs else ():
        lists = list(link.iterancestors("ol"))
        depth = len(lists)
        if not any(each.get("hidden") is not None for each in lists):
            yield Entry(_words(link), *target(path, link.get("href") or ""), depth)


def _of_ncx(root: Element, path: str) -> Iterator[Entry]:
    for point in root.iter("{*}navPoint"):
        content = next(point.iterchildren("{*}content"), None)
        label = next(point.iterchildren("{*}navLabel"), None)
        if content is not None:
            depth = 1 + sum(1 for each in point.iterancestors("{*}navPoint"))
            words = "" if label is None else "".join(map(str, label.itertext()))
            yield Entry(" ".join(words.split()), *target(path, content.get("src") or ""), depth)


def _words(element: pages.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def document(data: bytes, path: str) -> pages.HtmlElement:
    """A document as HTML; one that is not quite XML is read as browsers do. Raises Refused."""
    if len(data) > MOST_PARSED:
        message = f"is larger than any e-reader can open ({MOST_PARSED // 1_000_000} MB)"
        raise Refused(error(Place(path), message, "Split it in the program that made the book."))
    root = parse(ENTITY.sub(_character, data))
    text = data if isinstance(root, Broken) else etree.tostring(root, method="html")
    try:
        whole = pages.document_fromstring(text or b"<p>", pages.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        whole = pages.document_fromstring("<p>")
    _without_page_numbers(whole)
    return whole


def _without_page_numbers(root: pages.HtmlElement) -> None:
    """Takes away the numbers of a printed book's pages."""
    for element in list(root.iter()):
        if "pagebreak" in f"{element.get('epub:type')} {element.get('role')}":
            element.drop_tree()


def _character(entity: re.Match[bytes]) -> bytes:
    """The character of an entity of HTML, which XML does not know."""
    return html5.get(entity[1].decode(), entity[0].decode()).encode()
