"""Figures that float to the heads of pages, and what stays in its place: notes, whole lines."""

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
from anthology.pdf.engine.floats.bands import CLASS as BAND
from anthology.pdf.engine.floats.bands import stretch
from anthology.pdf.engine.floats.heads import (
    CLASS,
    NUMBER,
    OWNER,
    PAGE,
    Floats,
    called_by,
    first_figure,
    is_float,
    lowest,
    number,
    room,
)
from anthology.pdf.engine.floats.plates import (
    LEFT_HALF,
    RIGHT_HALF,
    TURNED,
    is_plate,
    is_too_high,
)

__all__ = [
    "BAND",
    "CLASS",
    "LEFT_HALF",
    "NUMBER",
    "OWNER",
    "PAGE",
    "RIGHT_HALF",
    "TURNED",
    "Floats",
    "called_by",
    "first_figure",
    "is_float",
    "is_plate",
    "is_too_high",
    "lowest",
    "number",
    "room",
    "stretch",
]
