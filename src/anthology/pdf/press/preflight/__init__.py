"""Our own preflight of a press file: nobody offers a free one for PDF/X.

Nineteen rows in the order of a printer's checklist. What they cannot see is left to others in
the tests: veraPDF for fonts and syntax, Ghostscript for the ink that really falls on a spot.
A file is saved only when no row has an error.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pikepdf

from anthology.pdf.press.preflight import document, drawing, pages
from anthology.pdf.press.preflight.file import Complaints, File
from anthology.pdf.press.preflight.inventory import inventory
from anthology.report import NOWHERE, Problem, Severity

X4, X1A, ALL = frozenset({"x4"}), frozenset({"x1a"}), frozenset({"x4", "x1a", "plain"})
X = X4 | X1A
Row = tuple[frozenset[str], Severity, Callable[[File], Complaints]]
ROWS: Mapping[int, Row] = {
    1: (ALL, Severity.ERROR, document.version),
    2: (ALL, Severity.ERROR, document.trailer),
    3: (X, Severity.ERROR, document.info),
    4: (X1A, Severity.ERROR, document.conformance),
    5: (X4, Severity.ERROR, document.xmp),
    6: (X, Severity.ERROR, document.intent),
    7: (X, Severity.ERROR, document.profile),
    8: (ALL, Severity.ERROR, pages.boxes),
    9: (ALL, Severity.WARNING, pages.bleed),
    10: (ALL, Severity.ERROR, drawing.colours),
    11: (X1A, Severity.ERROR, drawing.transparency),
    12: (X4, Severity.ERROR, drawing.blending),
    13: (ALL, Severity.ERROR, pages.annotated),
    14: (ALL, Severity.ERROR, document.actions),
    15: (ALL, Severity.ERROR, drawing.fonts),
    16: (ALL, Severity.ERROR, drawing.streams),
    17: (ALL, Severity.ERROR, drawing.tones),
    18: (X, Severity.ERROR, drawing.layers),
    19: (ALL, Severity.WARNING, pages.press_rules),
}

HINT = 'Look at the style, or set flavour = "plain" in [press]: then no standard is promised.'


def preflight(data: bytes, flavour: str) -> tuple[Problem, ...]:
    """What a printer would have against the file, by row."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        return (_problem(2, Severity.ERROR, "the file is encrypted"),)
    with pdf:
        file = File(pdf, data, flavour, inventory(pdf))
        return tuple(
            _problem(row, severity, complaint)
            for row, (flavours, severity, check) in ROWS.items()
            if flavour in flavours
            for complaint in dict.fromkeys(check(file))
        )


def _problem(row: int, severity: Severity, complaint: str) -> Problem:
    return Problem(severity, NOWHERE, f"preflight {row}: {complaint}", HINT)
