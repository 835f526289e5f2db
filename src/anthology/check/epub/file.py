"""An EPUB in memory: its files, its package file, its documents."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from anthology.report import Place, Problem, error

MOST_BYTES = 2_000_000_000  # when unpacked; Apple's and Google's limit
CONTAINER = "META-INF/container.xml"
MEDIA_TYPE = b"application/epub+zip"
PACK = "Pack the files again with a program that makes EPUBs."
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XHTML_TYPE = "application/xhtml+xml"


class Unopenable(Exception):
    """No e-reader can open it; the message is the reason."""


@dataclass(frozen=True)
class Item:
    """An entry of the manifest."""

    id: str
    name: str  # the path in the archive
    media_type: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Epub:
    """A book's files by path in the archive, and its package file."""

    files: Mapping[str, bytes] = field(repr=False)
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
    def documents(self) -> dict[str, Element]:
        """The roots of the XHTML documents that can be parsed, by path."""
        parsed = ((name, parse(self.files[name])) for name in self._xhtml())
        return {name: root for name, root in parsed if isinstance(root, Element)}

    @cached_property
    def broken(self) -> dict[str, etree.XMLSyntaxError]:
        """Why XHTML documents cannot be parsed, by path."""
        parsed = ((name, parse(self.files[name])) for name in self._xhtml())
        return {name: root for name, root in parsed if isinstance(root, etree.XMLSyntaxError)}

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
        root = self.documents.get(name)
        title = root.find(f"{XHTML}head/{XHTML}title") if root is not None else None
        own = " ".join((title.text or "").split()) if title is not None else ""
        return own or self._listed.get(name, "")

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
        for item in self.manifest.values():
            if item.media_type == XHTML_TYPE and item.name in self.files:
                yield item.name

    def _item(self, element: Element) -> Item:
        return Item(
            element.get("id") or "",
            target(self.opf_name, element.get("href") or "")[0],
            element.get("media-type") or "",
            tuple((element.get("properties") or "").split()),
        )


def open_epub(data: bytes) -> Epub:
    """The book in `data`. Raises Unopenable where it is not an archive with a package file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Unopenable("it is larger than 2 GB when unpacked")
            files = {e.filename: archive.read(e) for e in entries if not e.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as reason:
        raise Unopenable(f"the archive is damaged ({reason})") from reason
    name = _package_name(files)
    opf = parse(files.get(name, b""))
    if not isinstance(opf, Element):
        raise Unopenable(f"its package file {name} cannot be read ({opf})")
    return Epub(files, opf, name, tuple(_media_type(entries, files)))


def _package_name(files: Mapping[str, bytes]) -> str:
    container = parse(files.get(CONTAINER, b""))
    if not isinstance(container, Element):
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


def parse(data: bytes) -> Element | etree.XMLSyntaxError:
    """The root of an XML file, or why it cannot be parsed. No entity is expanded or fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        return reason


def target(start: str, href: str) -> tuple[str, str]:
    """The path and the id that `href` leads to in the file `start`."""
    parts = urlsplit(href)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(start), unquote(parts.path)))
    return (path if parts.path else start), unquote(parts.fragment)


def is_remote(href: str) -> bool:
    """Whether an address leads out of the book."""
    return bool(urlsplit(href).scheme or urlsplit(href).netloc)


def line(element: Element) -> int:
    """The line on which the element begins, 0 if it is not known."""
    return int(cast("Any", element).sourceline or 0)
