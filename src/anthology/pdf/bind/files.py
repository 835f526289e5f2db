"""Thick PDFs written and read as files: for one in memory, pikepdf calls Python for every word.

Where the disk has no room, they are written and read in memory.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pikepdf import Pdf

from anthology.pool.scratch import Scratch

NAME = "book.pdf"


def written(pdf: Pdf, **options: Any) -> bytes:
    """The bytes of a PDF that is saved with these options of pikepdf."""
    try:
        with Scratch() as folder:
            path = Path(folder, NAME)
            pdf.save(path, **options)
            return path.read_bytes()
    except OSError:
        file = io.BytesIO()
        pdf.save(file, **options)
        return file.getvalue()


def opened(data: bytes, **options: Any) -> Pdf:
    """The PDF of these bytes, opened with these options of pikepdf."""
    try:
        with Scratch() as folder:
            path = Path(folder, NAME)
            path.write_bytes(data)
            return Pdf.open(path, **options)  # it can be read on when its name is gone
    except OSError:
        return Pdf.open(io.BytesIO(data), **options)
