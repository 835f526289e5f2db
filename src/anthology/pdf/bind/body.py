"""Objects of a PDF as they are written, so that parts of files can be copied into others.

Only the numbers by which objects name each other depend on the file (ISO 32000-1, 7.3.10).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pikepdf import Dictionary, Name, Object, Pdf, Stream

Numbers = Mapping[tuple[int, int], int]  # what an object is called in its PDF and in the file

# Strings, which may hold anything, are passed over; qpdf puts a backslash before their brackets.
_NUMBER = rb"\((?:[^\\()]|\\.)*\)|\b(\d{%d,})(?= 0 R\b)"


@dataclass(frozen=True)
class Body:
    """Objects in the order of their numbers: what is written of each, without line breaks.

    Of one that is a stream, its bytes follow; for all others None stands in their place.
    """

    texts: tuple[bytes, ...]
    streams: tuple[bytes | None, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def renumbered(self, by: int, above: int) -> Body:
        """The same objects with larger numbers; those up to `above` are objects of other bodies."""
        if not by:
            return self

        def larger(found: re.Match[bytes]) -> bytes:
            return b"%d" % (int(found[1]) + by) if found[1] and int(found[1]) > above else found[0]

        texts = _numbers(above).sub(larger, b"\n".join(self.texts)).split(b"\n")
        return Body(tuple(texts), self.streams)


@cache
def _numbers(above: int) -> re.Pattern[bytes]:
    """The numbers of objects that have as many digits as `above`: no shorter one is larger."""
    return re.compile(_NUMBER % len(str(above)), re.DOTALL)


def body(pdf: Pdf, first: Sequence[Object], known: Numbers, after: int) -> Body:
    """Objects of a PDF and all that they lead to, in this order, with the numbers after `after`.

    Objects that are `known` are in other bodies of the file. Streams are compressed, but for XMP.
    """
    numbers, order = dict(known), list(first)
    numbers |= {thing.objgen: after + place for place, thing in enumerate(first, 1)}

    def number(found: re.Match[bytes]) -> bytes:
        if not found[1]:
            return found[0]
        name = int(found[1]), 0
        if name not in numbers:
            order.append(pdf.get_object(name))
            numbers[name] = after + len(order)
        return b"%d" % numbers[name]

    texts, streams = [], []
    for thing in order:  # it grows on the way
        text, data = _written(thing)
        texts.append(_numbers(0).sub(number, text))
        streams.append(data)
    return Body(tuple(texts), tuple(streams))


def _written(thing: Object) -> tuple[bytes, bytes | None]:
    """What is written of an object, and the bytes of a stream, None for all others."""
    if not isinstance(thing, Stream):
        return thing.unparse(resolved=True), None
    entries = Dictionary({key: value for key, value in thing.items() if key != "/Length"})
    data = thing.read_raw_bytes()
    if "/Filter" not in entries and entries.get("/Type") != Name.Metadata:
        data = zlib.compress(data)
        entries.Filter = Name.FlateDecode
    entries.Length = len(data)
    return entries.unparse(), data
