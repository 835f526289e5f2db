"""The tasks that workers run. They import the engine when it is needed.

Those that typeset import the same modules, so that a few tasks go to the worker that has them.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the parent process names the tasks before it knows whether they are run
    from anthology.pdf.model import Face, FurnitureInput, PageSetup, SectionInput


def typeset(setup: PageSetup, section: SectionInput) -> bytes:
    """The leaves of a section, packed."""
    from anthology.pdf.packing import pack_leaves
    from anthology.pdf.typeset.section import typeset as run  # half a second

    return pack_leaves(run(setup, section))


def furniture(setup: PageSetup, section: FurnitureInput) -> bytes:
    """The folios and running heads of a section, packed."""
    from anthology.pdf.packing import pack_pdf
    from anthology.pdf.typeset.section import furniture as run

    return pack_pdf(run(setup, section))


def get_ready(setup: PageSetup) -> None:
    """Nothing, but the worker has read the style sheet and the fonts of that setup then."""
    from anthology.pdf.packing import pack_leaves  # noqa: F401  whoever has these typesets
    from anthology.pdf.typeset.section import ready as run

    run(setup)


def cover(setup: PageSetup, section: SectionInput) -> bytes:
    """The cover section as a JPEG."""
    from anthology.pdf.typeset.section import cover as run

    return run(setup, section)


def face(task: tuple[bytes, dict[int, str]]) -> bytes:
    """The subset of a font file with these glyphs, packed."""
    from anthology.pdf.packing import pack_face

    return pack_face(_subset(*task))


def _subset(font: bytes, glyphs: dict[int, str]) -> Face:
    from anthology.pdf.bind.fonts import subset  # fontTools: faces seldom change with an edit

    return subset(font, glyphs)
