"""What the engine asks of workers. Large modules are imported there, when they are needed."""

from __future__ import annotations

from anthology.pdf.model import Copy, Kit, Margins, packed, packed_face, packed_pages


def typeset(kit: Kit, copy: Copy) -> bytes:
    """The leaves of a section, packed."""
    from anthology.pdf.typeset.section import typeset as made  # noqa: PLC0415  half a second

    return packed(made(kit, copy))


def furniture(kit: Kit, margins: Margins) -> bytes:
    """The folios and heads of a section, packed."""
    from anthology.pdf.typeset.furniture import furniture as made  # noqa: PLC0415

    return packed_pages(made(kit, margins))


def face(task: tuple[bytes, dict[int, str]]) -> bytes:
    """The subset of a font's file that has these glyphs, packed."""
    from anthology.pdf.bind.fonts import united  # noqa: PLC0415  fontTools

    return packed_face(united(*task))
