"""Font programs as PDF/X-1a takes them: PDF 1.3 has no OpenType, but bare outlines (CFF)."""

from __future__ import annotations

from struct import unpack_from

import pikepdf
from pikepdf import Dictionary, Name, Stream

BARE = Name("/CIDFontType0C")


def outlines(program: bytes) -> bytes:
    """The table of outlines (CFF) of an OpenType font, which a PDF can hold by itself."""
    (tables,) = unpack_from(">H", program, 4)
    for number in range(tables):
        tag, _, start, length = unpack_from(">4sLLL", program, 12 + 16 * number)
        if tag == b"CFF ":
            return program[start : start + length]
    return program


def without_opentype(pdf: pikepdf.Pdf) -> None:
    """Replace the OpenType programs in a PDF by their outlines."""
    for thing in pdf.objects:
        program = thing.get("/FontFile3") if isinstance(thing, Dictionary) else None
        if isinstance(program, Stream) and program.get("/Subtype") == Name.OpenType:
            thing.FontFile3 = pdf.make_stream(outlines(program.read_bytes()), Subtype=BARE)
