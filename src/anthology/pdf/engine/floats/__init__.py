"""Figures that float to the heads of pages, and figures and tables of whole lines."""

from anthology.pdf.engine.floats.heads import (
    CLASS,
    NUMBER,
    PAGE,
    Floats,
    called_by,
    first_figure,
    is_float,
    number,
    room,
)

__all__ = [
    "CLASS",
    "NUMBER",
    "PAGE",
    "Floats",
    "called_by",
    "first_figure",
    "is_float",
    "number",
    "room",
]
