"""The tasks that workers run. They import the engine when it is needed.

All but `face` import the same module, so that a few tasks go to the worker that has it.
"""

from __future__ import annotations

from anthology.pdf.model import FurnitureInput, PageSetup, SectionInput
from anthology.pdf.packing import pack_face, pack_leaves, pack_pdf


def typeset(setup: PageSetup, section: SectionInput) -> bytes:
    """The leaves of a section, packed."""
    from anthology.pdf.typeset.section import typeset as run  # noqa: PLC0415  half a second

    return pack_leaves(run(setup, section))


def furniture(setup: PageSetup, section: FurnitureInput) -> bytes:
    """The folios and running heads of a section, packed."""
    from anthology.pdf.typeset.section import furniture as run  # noqa: PLC0415

    return pack_pdf(run(setup, section))


def warm_up(_: None) -> None:
    """Make the worker ready for the other tasks."""
    from anthology.pdf.typeset.section import warm_up as run  # noqa: PLC0415

    run()


def face(task: tuple[bytes, dict[int, str]]) -> bytes:
    """The subset of a font file with these glyphs, packed."""
    from anthology.pdf.bind.fonts import subset  # noqa: PLC0415  fontTools

    return pack_face(subset(*task))
