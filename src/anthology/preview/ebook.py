"""The e-book as a browser is given it: the files of the EPUB, one by one, without scripts."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from lxml import etree

XHTML = "application/xhtml+xml"
CONTAINER = "META-INF/container.xml"
SECTION = re.compile(rb'<section\b[^>]*\bid="([^"]+)"')
OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True)
class EBook:
    """An EPUB of ours, unpacked."""

    files: Mapping[str, tuple[str, bytes]] = field(repr=False)  # path -> media type, data
    spine: tuple[str, ...]  # the documents in reading order

    @classmethod
    def opened(cls, data: bytes) -> Self:
        """The files of an EPUB that we have just made."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        container = etree.fromstring(files[CONTAINER])
        package = str(container.xpath("string(//@full-path)"))
        root = etree.fromstring(files[package])
        folder = package.rpartition("/")[0]
        types = {}
        names = {}
        for item in root.iter(f"{OPF}item"):
            path = f"{folder}/{item.get('href')}" if folder else item.get("href", "")
            types[path], names[item.get("id")] = item.get("media-type", ""), path
        spine = tuple(names[ref.get("idref")] for ref in root.iter(f"{OPF}itemref"))
        return cls({n: (types.get(n) or _guessed(n), d) for n, d in files.items()}, spine)

    def digest(self, path: str) -> str:
        """A short hash of a file: whether it has changed."""
        return hashlib.sha256(self.files[path][1]).hexdigest()[:16]

    @property
    def styles(self) -> str:
        """A hash of the style sheets, fonts and pictures: whether a page may look otherwise."""
        others = sorted(path for path, (kind, _) in self.files.items() if kind != XHTML)
        shown = (self.digest(path) for path in others if not path.endswith((".opf", ".ncx")))
        return hashlib.sha256("".join(shown).encode()).hexdigest()[:16]

    def sections(self, path: str) -> tuple[str, ...]:
        """The ids of the sections of a document."""
        return tuple(name.decode() for name in SECTION.findall(self.files[path][1]))


def _guessed(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
