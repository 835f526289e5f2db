"""Documents that are archives (Word, OpenDocument, Google's pages): their parts, within limits.

Nothing is unpacked to a disk, no part is read that is not asked for, and no XML that declares
entities is parsed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from anthology.report import NOWHERE, Place, Problem, Refused, error

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it
MEGABYTE = 1_000_000
LARGEST = 100 * MEGABYTE  # bytes of all the parts that are read
RATIO = 200  # of a part of more than a megabyte: prose is packed to a fifth
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # files of old programs, and protected new ones
PROTECTED = "EncryptedPackage".encode("utf-16-le")
AGAIN = "Open it in the program that wrote it, and save it again."


@dataclass
class Package:
    """A document's parts by name."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    taken: list[int] = field(default_factory=list)  # bytes of the parts read so far

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises Refused where it is too large or damaged."""
        info = self.archive.getinfo(name)
        packed_well = info.file_size > MEGABYTE and info.file_size > RATIO * info.compress_size
        if info.file_size + sum(self.taken) > LARGEST or packed_well:
            raise Refused(_too_large())
        try:
            with self.archive.open(name) as stream:
                data = stream.read(LARGEST + 1)
        except (OSError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile) as fault:
            raise Refused(_damaged(fault)) from None
        self.taken.append(len(data))
        if sum(self.taken) > LARGEST:
            raise Refused(_too_large())
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where there is none. Raises Refused where it cannot be read."""
        return parsed(self.read(name), name) if name in self.names else None


def opened(data: bytes, what: str) -> Package:
    """The package that a file is; `what` names its format. Raises Refused where it is none."""
    if data.startswith(OLE):
        raise Refused(_old(data, what))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = frozenset(archive.namelist())
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile) as fault:
        if not data.startswith(b"PK"):
            raise Refused(error(NOWHERE, f"this is not {what}, whatever its name says",
                                AGAIN)) from None  # fmt: skip
        raise Refused(_damaged(fault)) from None
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise Refused(error(NOWHERE, "the document has a password", "Save it without one."))
    return Package(archive, names)


def parsed(data: bytes, name: str) -> Element:
    """The root of XML without entities. Raises Refused."""
    head = data[:MEGABYTE].replace(b"\0", b"")  # UTF-16 as well
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused(error(NOWHERE, f"declares entities of XML ({name}), which no document does",
                            AGAIN))  # fmt: skip
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        message = f"the document is damaged: {name} is not XML ({fault})"
        raise Refused(error(NOWHERE, message, AGAIN)) from None


def _old(data: bytes, what: str) -> Problem:
    if PROTECTED in data:
        return error(NOWHERE, "the document has a password", "Save it without one.")
    return error(NOWHERE, f"this is a file of an old Word, not {what}, whatever its name says",
                 "Open it in Word or LibreOffice, and save it as .docx.")  # fmt: skip


def _too_large() -> Problem:
    message = f"unpacked it is larger than {LARGEST // MEGABYTE} MB, or packed too well to be true"
    return error(NOWHERE, message, "Take the pictures out of it, and save it again.")


def _damaged(fault: Exception) -> Problem:
    return error(NOWHERE, f"the document is damaged or cut off: {fault}",
                 "Ask for it again, or open it in its program and save it again.")  # fmt: skip


def picture(data: bytes, name: str, place: Place, most: int) -> bytes:
    """A picture inside a document, up to `most` bytes. Raises Refused at `place`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        with archive.open(name) as stream:
            found = stream.read(most + 1)
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError,
            zlib.error, zipfile.BadZipFile) as fault:  # fmt: skip
        message = f"the picture {name} inside the document cannot be read: {fault}"
        raise Refused(error(place, message, AGAIN)) from None
    if len(found) > most:
        hint = "[limits] picture_mb in anthology.toml allows more."
        message = f"the picture {name} is larger than {most // MEGABYTE} MB"
        raise Refused(error(place, message, hint))
    return found
