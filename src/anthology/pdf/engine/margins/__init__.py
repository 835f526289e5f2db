"""What stands in the outer margin: notes, and blocks of the text that reach into it."""

from typing import Any

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
from anthology.pdf.engine.margins.notes import Notes, beside, crowded, place
from anthology.pdf.engine.margins.reach import move_outwards, reaches

__all__ = ["Notes", "beside", "crowded", "fill", "is_used"]


def is_used(page: Any) -> bool:
    """Whether something of a page stands in a margin."""
    return bool(beside(page)) or reaches(page)


def fill(page: Any) -> None:
    """Moves what is for the outer margin of a page to its place there."""
    move_outwards(page)
    place(page)
