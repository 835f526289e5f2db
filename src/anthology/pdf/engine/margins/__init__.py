"""What stands in the outer margin: blocks of the text that reach into it."""

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
from anthology.pdf.engine.margins.reach import move_outwards, reaches

__all__ = ["move_outwards", "reaches"]
