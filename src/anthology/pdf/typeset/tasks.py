"""What the engine asks of workers. Large modules are imported there, when they are needed."""

from __future__ import annotations

from anthology.pdf.model import FurnitureInput, PageSetup, SectionInput
from anthology.pdf.packing import pack_face, pack_leaves, pack_pdf


def typeset(setup: PageSetup, section: SectionInput) -> bytes:
    """The leaves of a section, packed."""
    from anthology.pdf.typeset.section import typeset as made  # noqa: PLC0415  half a second

    return pack_leaves(made(setup, section))


def furniture(setup: PageSetup, margins: FurnitureInput) -> bytes:
    """The folios and heads of a section, packed."""
    from anthology.pdf.typeset.furniture import furniture as made  # noqa: PLC0415

    return pack_pdf(made(setup, margins))


def face(task: tuple[bytes, dict[int, str]]) -> bytes:
    """The subset of a font's file that has these glyphs, packed."""
    from anthology.pdf.bind.fonts import united  # noqa: PLC0415  fontTools

    return pack_face(united(*task))
