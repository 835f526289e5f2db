"""The file structure of a PDF: header, objects, cross-references, trailer (ISO 32000-1, 7.5).

Bodies are put together here as they are: a thick book is written in the time of a copy.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import pack
from typing import Self

from anthology.pdf.bind.body import Body

_MARK = b"%\xbf\xf7\xa2\xfe\n"  # four bytes that say that the file is not text (7.5.2)
_TOGETHER = 100  # objects in an object stream
_NONE, _PLACE, _WITHIN = 0, 1, 2  # kinds of cross-references (7.5.8.3)

Object = tuple[int, bytes]  # its number, and what is written of it


def file(bodies: Sequence[Body], version: str, root: int, info: int, *, old: bool) -> bytes:
    """The file of these bodies, whose objects are numbered on from 1.

    `root` and `info` are the numbers of the catalogue and of the document's information. An `old`
    file has a cross-reference table that PDF 1.4 knows, and no object streams. The same bodies
    make the same bytes.
    """
    objects = [pair for body in bodies for pair in zip(body.texts, body.streams, strict=True)]
    draft = _Draft.of(version, len(objects))
    loose: list[Object] = []
    for number, (text, data) in enumerate(objects, 1):
        if data is None and not old:
            loose.append((number, text))
        else:
            draft.add(number, text, data)
    for at in range(0, len(loose), _TOGETHER):
        draft.add_together(loose[at : at + _TOGETHER])
    draft.end(b"/Root %d 0 R /Info %d 0 R" % (root, info), old=old)
    return b"".join(draft.pieces)


@dataclass
class _Draft:
    """What is written of the file so far."""

    pieces: list[bytes]
    length: int  # bytes
    places: list[tuple[int, int, int]]  # cross-references by number

    @classmethod
    def of(cls, version: str, objects: int) -> Self:
        """The header, and no place yet of so many objects."""
        header = b"%%PDF-%b\n%b" % (version.encode(), _MARK)
        return cls([header], len(header), [(_NONE, 0, 65535)] * (objects + 1))

    def write(self, *pieces: bytes) -> None:
        self.pieces += pieces
        self.length += sum(map(len, pieces))

    def add(self, number: int, text: bytes, data: bytes | None) -> None:
        """Write an object."""
        self.places[number] = (_PLACE, self.length, 0)
        if data is None:
            self.write(b"%d 0 obj\n%b\nendobj\n" % (number, text))
        else:
            head = b"%d 0 obj\n%b\nstream\n" % (number, text)
            self.write(head, data, b"\nendstream\nendobj\n")

    def add_together(self, objects: Sequence[Object]) -> None:
        """Write objects into an object stream with a number of its own (7.5.7)."""
        number = self._new()
        index, at = [], 0
        for place, (each, text) in enumerate(objects):
            self.places[each] = (_WITHIN, number, place)
            index.append(b"%d %d" % (each, at))
            at += len(text) + 1
        head = b" ".join(index) + b"\n"
        data = zlib.compress(head + b"\n".join(text for _, text in objects))
        kind = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
        self.add(number, _stream(kind, data), data)

    def end(self, trailer: bytes, *, old: bool) -> None:
        """Write the cross-references and the trailer. The identifier is a hash of all before."""
        name = sha256(b"".join(self.pieces)).hexdigest()[:32].encode()
        trailer += b" /ID [<%b> <%b>]" % (name, name)
        start = self.length
        if old:
            self.write(*_table(self.places))
            self.write(b"trailer\n<< /Size %d %b >>\n" % (len(self.places), trailer))
        else:
            number = self._new()
            self.places[number] = (_PLACE, start, 0)
            data = zlib.compress(b"".join(pack(">BIH", *place) for place in self.places))
            kind = b"/Type /XRef /W [1 4 2] /Size %d %b" % (len(self.places), trailer)
            self.add(number, _stream(kind, data), data)
        self.write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _new(self) -> int:
        """The number after the last one."""
        self.places.append((_NONE, 0, 0))
        return len(self.places) - 1


def _stream(kind: bytes, data: bytes) -> bytes:
    return b"<< %b /Filter /FlateDecode /Length %d >>" % (kind, len(data))


def _table(places: Sequence[tuple[int, int, int]]) -> Iterator[bytes]:
    """A cross-reference table (7.5.4); each line has 20 bytes."""
    yield b"xref\n0 %d\n" % len(places)
    yield b"0000000000 65535 f \n"
    for _, at, _ in places[1:]:
        yield b"%010d 00000 n \n" % at
