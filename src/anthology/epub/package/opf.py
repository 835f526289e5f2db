"""The package document (OPF; EPUB 3.3, 5): metadata, manifest, spine and guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from anthology.epub.container import File
from anthology.epub.package import metadata
from anthology.epub.package.metadata import Property
from anthology.epub.package.navigation import Landmark


@dataclass(frozen=True)
class Package:
    """The contents of the package document, without the manifest of files."""

    language: str
    metadata: tuple[Property, ...]
    spine: tuple[str, ...]  # names of files, in reading order
    landmarks: tuple[Landmark, ...] = ()
    direction: str = "ltr"
    ncx: str = ""  # the NCX's name
    cover: str = ""  # the cover picture's name
    report: str = ""  # address of the certifier's report, "" for none


def opf(package: Package, files: Iterable[File]) -> bytes:
    """The package document."""
    lang = escape(package.language)
    rtl = ' page-progression-direction="rtl"' if package.direction == "rtl" else ""
    by_name = {file.name: file for file in files}
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        f' unique-identifier="identifier" xml:lang="{lang}" dir="{package.direction}">\n'
    )
    parts = [
        head,
        '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n',
        *_metadata(package, by_name),
        "  </metadata>\n  <manifest>\n",
        *map(_item, by_name.values()),
        f'  </manifest>\n  <spine toc="{by_name[package.ncx].item_id}"{rtl}>\n',
        *(f'    <itemref idref="{by_name[name].item_id}"/>\n' for name in package.spine),
        "  </spine>\n",
        _guide(package.landmarks),
        "</package>\n",
    ]
    return "".join(parts).encode()


def _metadata(package: Package, by_name: dict[str, File]) -> Iterator[str]:
    yield from map(metadata.as_opf, package.metadata)
    if package.report:
        href = escape(package.report)
        yield f'    <link rel="a11y:certifierReport" refines="#conformance" href="{href}"/>\n'
    if package.cover:
        # For e-readers of EPUB 2; the Nook needs the attributes in this order.
        yield f'    <meta name="cover" content="{by_name[package.cover].item_id}"/>\n'


def _item(file: File) -> str:
    properties = f' properties="{" ".join(file.properties)}"' if file.properties else ""
    return (
        f'    <item id="{escape(file.item_id)}" href="{escape(file.name)}"'
        f' media-type="{file.media_type}"{properties}/>\n'
    )


def _guide(landmarks: Iterable[Landmark]) -> str:
    lines = "".join(
        f'    <reference type="{mark.guide}" title="{escape(mark.label)}"'
        f' href="{escape(mark.href)}"/>\n'
        for mark in landmarks
        if mark.guide
    )
    return f"  <guide>\n{lines}  </guide>\n" if lines else ""
