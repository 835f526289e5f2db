"""ICC profiles as bytes: reading the header of any, and writing the few tags that ours have.

Layout and tag types are those of ICC.1:2001-04 (version 2.4), which every press reads.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anthology.report import NOWHERE, Refused, error

CHANNELS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
HEADER = 128  # bytes
D50 = (0x0000F6D6, 0x00010000, 0x0000D32D)  # the profile connection space's white, s15Fixed16


@dataclass(frozen=True)
class Profile:
    """An ICC profile, and what its header tells about it."""

    data: bytes
    kind: str  # device class: "prtr" for a printing condition
    channels: int
    name: str


def read(data: bytes) -> Profile:
    """The profile in `data`. Raises Refused for other data, and for colours we cannot convert."""
    if len(data) < HEADER + 4 or data[36:40] != b"acsp":
        raise Refused(error(NOWHERE, "the profile of [press] is not an ICC profile", _HINT))
    if int.from_bytes(data[:4]) != len(data):
        message = "the profile of [press] is damaged: its length is not what its header says"
        raise Refused(error(NOWHERE, message, _HINT))
    if data[16:20] not in CHANNELS:
        space = data[16:20].decode("ascii", "replace").strip()
        message = f"the profile of [press] is for {space} colours, not for grey or CMYK"
        raise Refused(error(NOWHERE, message, _HINT))
    kind = data[12:16].decode("ascii", "replace")
    return Profile(data, kind, CHANNELS[data[16:20]], _name(data))


_HINT = "Ask your printer for the output profile (.icc) of the paper the book is printed on."


def _name(data: bytes) -> str:
    """The description in a profile of version 2 or 4, "" where none can be read."""
    tags = int.from_bytes(data[HEADER : HEADER + 4])
    for entry in range(HEADER + 4, min(HEADER + 4 + 12 * tags, len(data) - 11), 12):
        signature, offset, size = struct.unpack_from(">4sII", data, entry)
        if signature == b"desc":
            return _described(data[offset : offset + size])
    return ""


def _described(tag: bytes) -> str:
    if tag[:4] == b"desc" and len(tag) >= 12:
        return tag[12 : 11 + int.from_bytes(tag[8:12])].decode("ascii", "replace").strip("\0 ")
    if tag[:4] == b"mluc" and len(tag) >= 28:
        length, offset = struct.unpack_from(">II", tag, 20)
        return tag[offset : offset + length].decode("utf-16-be", "replace").strip("\0 ")
    return ""


def to_bytes(space: bytes, pcs: bytes, tags: Mapping[bytes, bytes]) -> bytes:
    """An output profile with these tags: `space` "GRAY" or "CMYK", `pcs` "XYZ " or "Lab "."""
    table, body, places = b"", b"", dict[bytes, int]()
    start = HEADER + 4 + 12 * len(tags)
    for signature, data in tags.items():
        if data not in places:  # tags with the same content share it
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", signature, places[data], len(data))
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"", 0x02400000, b"prtr", space, pcs)
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    header += bytes(24) + struct.pack(">I3I", 1, *D50)
    return header.ljust(HEADER, b"\0") + struct.pack(">I", len(tags)) + table + body


def text(words: str) -> bytes:
    """A tag of type `text`."""
    return b"text" + bytes(4) + words.encode("ascii") + b"\0"


def description(words: str) -> bytes:
    """A tag of type `desc` with its ASCII part only."""
    name = words.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)


def xyz(values: Iterable[float]) -> bytes:
    """A tag of type `XYZ ` with one triple."""
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def curve(values: Iterable[float]) -> bytes:
    """A tag of type `curv`: `values` from 0 to 1, evenly spaced."""
    steps = [round(65535 * value) for value in values]
    return b"curv" + bytes(4) + struct.pack(f">I{len(steps)}H", len(steps), *steps)
