"""What workers do with the engine; it is imported there, when it is needed.

All but `face` import the same module, so that a few tasks go to the worker that has it.
"""

from __future__ import annotations

from anthology.pdf.model import FurnitureInput, PageSetup, SectionInput
from anthology.pdf.packing import pack_face, pack_leaves, pack_pdf


def typeset(setup: PageSetup, section: SectionInput) -> bytes:
    """The leaves of a section, packed."""
    from anthology.pdf.typeset.section import typeset as run  # noqa: PLC0415  half a second

    return pack_leaves(run(setup, section))


def furniture(setup: PageSetup, margins: FurnitureInput) -> bytes:
    """The folios and heads of a section, packed."""
    from anthology.pdf.typeset.section import furniture as run  # noqa: PLC0415

    return pack_pdf(run(setup, margins))


def warm_up(_: None) -> None:
    """Nothing, but the worker is ready for the others then."""
    from anthology.pdf.typeset.section import warm_up as run  # noqa: PLC0415

    run()


def face(task: tuple[bytes, dict[int, str]]) -> bytes:
    """The subset of a font's file that has these glyphs, packed."""
    from anthology.pdf.bind.fonts import united  # noqa: PLC0415  fontTools

    return pack_face(united(*task))
