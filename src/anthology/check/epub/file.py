"""An EPUB: its files, its package file, its documents, each parsed when it is needed."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, Any, cast
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from anthology.check.epub.archive import MOST_PARSED, Archive, Unopenable
from anthology.report import Place, Problem, error

CONTAINER = "META-INF/container.xml"
MEDIA_TYPE = b"application/epub+zip"
PACK = "Pack the files again with a program that makes EPUBs."
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XHTML_TYPE = "application/xhtml+xml"


@dataclass(frozen=True)
class Item:
    """An entry of the manifest."""

    id: str
    name: str  # the path in the archive
    media_type: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """Why an XML file cannot be parsed, and the line, 0 for the whole file."""

    reason: str
    line: int = 0


class Documents(Mapping[str, Element]):
    """The roots of the documents that can be parsed, by path.

    A document is parsed whenever it is asked for and not kept: its tree takes many times the
    memory of its file.
    """

    def __init__(self, files: Mapping[str, bytes], names: Iterable[str]) -> None:
        self._files = files
        self.titles: dict[str, str] = {}  # of the documents that can be parsed
        self.broken: dict[str, Broken] = {}
        for name in dict.fromkeys(names):
            root = parse(files[name])
            if isinstance(root, Broken):
                self.broken[name] = root
            else:
                self.titles[name] = _own_title(root)

    def __getitem__(self, name: str) -> Element:
        root = parse(self._files[name]) if name in self.titles else None
        if not isinstance(root, Element):
            raise KeyError(name)
        return root

    def __iter__(self) -> Iterator[str]:
        return iter(self.titles)

    def __len__(self) -> int:
        return len(self.titles)


@dataclass(frozen=True)
class Epub:
    """A book's files by path in the archive, and its package file."""

    files: Archive = field(repr=False)
    opf: Element
    opf_name: str
    problems: tuple[Problem, ...] = ()

    @cached_property
    def manifest(self) -> dict[str, Item]:
        """The entries of the manifest, by path in the archive."""
        items = (self._item(item) for item in self.opf.iter(f"{OPF}item"))
        return {item.name: item for item in items}

    @cached_property
    def spine(self) -> list[str]:
        """The paths of the documents in reading order."""
        names = {item.id: item.name for item in self.manifest.values()}
        refs = (ref.get("idref") or "" for ref in self.opf.iter(f"{OPF}itemref"))
        return [names[ref] for ref in refs if ref in names]

    @cached_property
    def documents(self) -> Documents:
        """The XHTML documents that can be parsed."""
        return Documents(self.files, self._xhtml())

    @property
    def broken(self) -> Mapping[str, Broken]:
        """Why XHTML documents cannot be parsed, by path."""
        return self.documents.broken

    @cached_property
    def nav(self) -> str:
        """The path of the navigation document, "" if there is none."""
        found = (i.name for i in self.manifest.values() if "nav" in i.properties)
        return next((name for name in found if name in self.files), "")

    @property
    def own_files(self) -> frozenset[str]:
        """The files that no manifest lists."""
        meta = {name for name in self.files if name.startswith("META-INF/")}
        return frozenset({"mimetype", self.opf_name} | meta)

    def meta(self) -> dict[str, list[str]]:
        """The values of the `meta` elements in the package file, by property."""
        values: dict[str, list[str]] = {}
        for element in self.opf.iter(f"{OPF}meta"):
            values.setdefault(element.get("property") or "", []).append(element.text or "")
        return values

    def title(self, name: str) -> str:
        """The title of a document, from its head or from the table of contents."""
        return self.documents.titles.get(name) or self._listed.get(name, "")

    @cached_property
    def _listed(self) -> dict[str, str]:
        """The titles of the documents in the navigation document."""
        root = self.documents.get(self.nav)
        listed: dict[str, str] = {}
        for link in root.iter(f"{XHTML}a") if root is not None else ():
            words = " ".join("".join(map(str, link.itertext())).split())
            listed.setdefault(target(self.nav, link.get("href") or "")[0], words)
        return listed

    def _xhtml(self) -> Iterator[str]:
        readable = self.files.keys() - self.files.unread.keys()
        for item in self.manifest.values():
            if item.media_type == XHTML_TYPE and item.name in readable:
                yield item.name

    def _item(self, element: Element) -> Item:
        return Item(
            element.get("id") or "",
            target(self.opf_name, element.get("href") or "")[0],
            element.get("media-type") or "",
            tuple((element.get("properties") or "").split()),
        )


def open_epub(file: IO[bytes]) -> Epub:
    """The book in `file`, which stays open. Raises Unopenable if it has no package file."""
    files = Archive(file)
    name = _package_name(files)
    opf = parse(files[name]) if name in files else Broken("it is missing")
    if isinstance(opf, Broken):
        raise Unopenable(f"its package file {name} cannot be read ({opf.reason})")
    problems = (*_media_type(files.entries, files), *files.unread.values())
    return Epub(files, opf, name, problems)


def _package_name(files: Mapping[str, bytes]) -> str:
    container = parse(files.get(CONTAINER, b""))
    if isinstance(container, Broken):
        raise Unopenable(f"{CONTAINER} is missing or damaged")
    roots = (element.get("full-path") for element in container.iter("{*}rootfile"))
    return next((root for root in roots if root), "")


def _media_type(entries: list[zipfile.ZipInfo], files: Mapping[str, bytes]) -> Iterator[Problem]:
    place = Place("mimetype")
    if not entries or entries[0].filename != "mimetype":
        yield error(place, "the file mimetype must be the first in the archive", PACK)
    elif entries[0].compress_type != zipfile.ZIP_STORED:
        yield error(place, "the file mimetype must not be compressed", PACK)
    if files.get("mimetype", b"").strip() != MEDIA_TYPE:
        yield error(place, f"the file mimetype must contain {MEDIA_TYPE.decode()}", PACK)


def parse(data: bytes) -> Element | Broken:
    """The root of an XML file, or why it cannot be parsed. No entity is expanded or fetched."""
    if len(data) > MOST_PARSED:
        return Broken(f"it has {len(data) // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        return Broken(fault.msg or "", fault.lineno or 0)


def _own_title(root: Element) -> str:
    title = root.find(f"{XHTML}head/{XHTML}title")
    return " ".join((title.text or "").split()) if title is not None else ""


def split(href: str) -> SplitResult:
    """The parts of an address; what is not an address is a path."""
    try:
        return urlsplit(href)
    except ValueError:  # "http://[x": not an address of any host
        return SplitResult("", "", href, "", "")


def target(start: str, href: str) -> tuple[str, str]:
    """The path and the id that `href` leads to in the file `start`."""
    parts = split(href)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(start), unquote(parts.path)))
    return (path if parts.path else start), unquote(parts.fragment)


def is_remote(href: str) -> bool:
    """Whether an address leads out of the book."""
    return bool(split(href).scheme or split(href).netloc)


def line(element: Element) -> int:
    """The line on which the element begins, 0 if it is not known."""
    return int(cast("Any", element).sourceline or 0)
