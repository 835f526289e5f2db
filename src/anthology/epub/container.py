"""The OCF container (EPUB 3.3, 4): files packed into a zip; the only importer of ebooklib.

ebooklib packs what it is given. It never sees our text as XHTML (it re-indents <pre>, splits
words and lower-cases SVG names), and writes no OPF, nav or NCX: its own lack xml:lang, order
and roles, and carry clocks and random ids. The archive is packed anew, so that no date,
owner or system is in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ebooklib import epub

FOLDER = "EPUB"
MEDIA_TYPE = "application/epub+zip"
OPF = f"{FOLDER}/content.opf"  # where ebooklib's container says it is
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: no clock is meant


@dataclass(frozen=True)
class File:
    """One file of the package: its name relative to the package, what it is, its bytes."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    properties: tuple[str, ...] = ()  # "nav", "cover-image", "svg"
    id: str = ""  # in the manifest; made from the name where empty

    @property
    def item_id(self) -> str:
        """The id in the manifest, which shares its space with those of the metadata."""
        return self.id or "item-" + self.name.replace("/", "-")


class _Contents(dict[str, bytes]):
    """What ebooklib writes into, in place of its archive: names and bytes in order."""

    def writestr(self, name: str, data: str | bytes, **_: object) -> None:
        self[name] = data.encode() if isinstance(data, str) else data


class _Packer(epub.EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """ebooklib's writer with our package document, and without its archive and its clock."""

    def __init__(self, book: epub.EpubBook, opf_: bytes) -> None:
        super().__init__("", book, {"raise_exceptions": True})
        self.opf = opf_
        self.out = _Contents()

    def _write_opf(self) -> None:
        self.out.writestr(OPF, self.opf)

    def write(self) -> None:
        self.out.writestr("mimetype", MEDIA_TYPE)
        self._write_container()
        self._write_opf()
        self._write_items()


def packed(files: Sequence[File], opf_: bytes) -> bytes:
    """The EPUB: the same bytes for the same files on every machine."""
    book: Any = epub.EpubBook()
    for file in files:
        book.add_item(epub.EpubItem(file.item_id, file.name, file.media_type, file.data))
    packer = _Packer(book, opf_)
    packer.write()
    return zipped(packer.out)


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """The files as a zip without clock, owner or system, the media type first and plain."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.create_system = 3  # Unix, wherever we are
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return stream.getvalue()
