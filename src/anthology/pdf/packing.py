"""Leaves, pages, faces and finished PDFs as bytes for the cache: a JSON header, then the file.

JSON and not pickle, because reading a forged pickle could run code.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from anthology.memory import laid_aside
from anthology.pdf.model import Face, Leaves, Moved, SectionPdf, Spot
from anthology.report import Place, Problem, Severity

_SIZE = 8  # bytes before the header that give its length


def pack(header: dict[str, Any], data: bytes) -> bytes:
    """A header that JSON can express, and a file."""
    encoded = json.dumps(header).encode()
    return len(encoded).to_bytes(_SIZE, "big") + encoded + data


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """The header and the file that were packed."""
    end = _SIZE + int.from_bytes(packed[:_SIZE], "big")
    header: dict[str, Any] = json.loads(packed[_SIZE:end])
    return header, packed[end:]


def pack_leaves(leaves: Leaves) -> bytes:
    """The leaves of a section."""
    plain = asdict(leaves)
    data: bytes = plain["pdf"]["data"]
    return pack({**plain, "pdf": _shown(leaves.pdf)}, data)


def unpack_leaves(packed: bytes) -> Leaves:
    """The leaves that were packed."""
    plain, data = unpack(packed)
    return Leaves(
        pdf=_section_pdf(plain["pdf"], data),
        pages=plain["pages"],
        spots={name: Spot(**spot) for name, spot in plain["spots"].items()},
        starts=tuple(plain["starts"]),
        opens=plain["opens"],
        names=tuple(plain["names"]),
        inner=plain["inner"],
        sections=plain["sections"],
        mirror=plain["mirror"],
        moved=tuple(Moved(*each) for each in plain["moved"]),
        problems=tuple(problem(each) for each in plain["problems"]),
    )


def pack_pdf(pdf: SectionPdf) -> bytes:
    """The pages of a section, without what is known of them."""
    return pack(_shown(pdf), pdf.data)


def unpack_pdf(packed: bytes) -> SectionPdf:
    """The pages that were packed."""
    return _section_pdf(*unpack(packed))


def pack_face(face: Face) -> bytes:
    """A face."""
    plain = asdict(replace(face, program=b""))
    del plain["program"]
    return pack(plain, face.program)


def unpack_face(packed: bytes) -> Face:
    """The face that was packed."""
    plain, program = unpack(packed)
    plain["box"] = tuple(plain["box"])
    for name in ("widths", "text"):
        plain[name] = {int(glyph): value for glyph, value in plain[name].items()}
    return Face(program=program, **plain)


def problem(plain: Any) -> Problem:
    """A problem, from the dictionary that `asdict` makes of one."""
    severity, place = Severity(plain["severity"]), Place(**plain["place"])
    return Problem(**{**plain, "severity": severity, "place": place})


def _shown(pdf: SectionPdf) -> dict[str, Any]:
    """What is known of pages; the glyphs as a list of them and one of their texts.

    JSON would make their numbers strings, and a book has a hundred thousand.
    """
    pairs = ((path, [list(shown), list(shown.values())]) for path, shown in pdf.glyphs.items())
    return {"glyphs": dict(pairs)}


def _section_pdf(plain: dict[str, Any], data: bytes) -> SectionPdf:
    glyphs = {path: dict(zip(*shown, strict=True)) for path, shown in plain["glyphs"].items()}
    return laid_aside(SectionPdf(data, glyphs))
