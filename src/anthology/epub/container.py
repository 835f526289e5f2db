"""The OCF container (EPUB 3.3, 4): files packed into a zip; the only importer of ebooklib.

ebooklib only packs files here. It never parses our XHTML (it would re-indent <pre>, split
words and lower-case the names of SVG) and writes neither OPF, nav nor NCX (its own have no
xml:lang, order or roles, but the time and random ids). The zip is rewritten, so that it
contains no date, owner or system.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ebooklib import epub

FOLDER = "EPUB"
MEDIA_TYPE = "application/epub+zip"
OPF = f"{FOLDER}/content.opf"  # the path in the container.xml that ebooklib writes
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest date of a zip, for no date


@dataclass(frozen=True)
class Deflated:
    """A file as a zip holds it."""

    crc: int
    size: int  # in bytes, when it is inflated
    data: bytes = field(repr=False)


Contents = dict[str, bytes | Deflated]  # of a zip, by name


@dataclass(frozen=True)
class File:
    """One file of the package."""

    name: str  # relative to the package: "text/review-x.xhtml"
    media_type: str
    data: bytes | Deflated = field(repr=False)
    properties: tuple[str, ...] = ()  # "nav", "cover-image", "svg"
    id: str = ""  # in the manifest; "": derived from the name

    @property
    def item_id(self) -> str:
        """The id in the manifest, different from all ids of the metadata."""
        return self.id or "item-" + self.name.replace("/", "-")


class _Contents(Contents):
    """Takes the place of ebooklib's zip file: names and bytes in the order written."""

    def writestr(self, name: str, data: str | bytes | Deflated, **_: object) -> None:
        self[name] = data.encode() if isinstance(data, str) else data


class _Packer(epub.EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """ebooklib's writer with our package document, but without its zip file and its clock."""

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


def packed(files: Iterable[File], opf_: bytes) -> bytes:
    """The EPUB: the same bytes for the same files on every machine."""
    return zipped(_contents(files, opf_))


def _contents(files: Iterable[File], opf_: bytes) -> _Contents:
    book: Any = epub.EpubBook()
    for file in files:
        book.add_item(epub.EpubItem(file.item_id, file.name, file.media_type, file.data))
    packer = _Packer(book, opf_)
    packer.write()
    return packer.out


def zipped(contents: Contents) -> bytes:
    """The files as a zip without date, owner or system, the media type first and uncompressed.

    Nothing is left in `contents`.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [*contents]:
            info = zipfile.ZipInfo(name, STAMP)
            info.create_system = 3  # Unix, on every system
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            data = contents.pop(name)
            if isinstance(data, Deflated):
                _add(archive, stream, info, data)
            else:
                archive.writestr(info, data)
    return stream.getvalue()


def _add(
    archive: zipfile.ZipFile, stream: io.BytesIO, info: zipfile.ZipInfo, file: Deflated
) -> None:
    """Add a file as `writestr` does, but for deflating it."""
    info.CRC, info.file_size, info.compress_size = file.crc, file.size, len(file.data)
    info.header_offset = stream.seek(archive.start_dir)
    stream.write(info.FileHeader())
    stream.write(file.data)
    archive.start_dir = stream.tell()
    archive.filelist.append(info)


def deflated(epub: bytes) -> Iterator[tuple[str, Deflated]]:
    """The files of the package of an EPUB that was packed here, and their names."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        for info in archive.infolist():
            start = info.header_offset + len(info.FileHeader())
            data = epub[start : start + info.compress_size]
            name = info.filename.removeprefix(f"{FOLDER}/")
            yield name, Deflated(info.CRC, info.file_size, data)
