"""Our own preflight of a press file, since there is no free one for PDF/X.

Nineteen checks in the order of a printer's checklist. What they cannot see, other programs
check in the tests: veraPDF the fonts and the syntax, Ghostscript how much ink is printed on a
spot. A file is saved only when no check finds an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf

from anthology.cache import Cache
from anthology.pdf.bind.files import opened
from anthology.pdf.press.preflight import document, drawing, pages
from anthology.pdf.press.preflight.file import Faults, File
from anthology.pdf.press.preflight.inventory import Inventory, inventory
from anthology.pdf.press.preflight.scanned import Scanned
from anthology.report import NOWHERE, Problem, Severity

X4, X1A, ALL = frozenset({"x4"}), frozenset({"x1a"}), frozenset({"x4", "x1a", "plain"})
X = X4 | X1A
Check = tuple[frozenset[str], Severity, Callable[[File], Faults]]
CHECKS: Mapping[int, Check] = {  # flavours that are checked, and how bad a fault is
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

NOTHING = Scanned(Cache(None))
__all__ = ["CHECKS", "Scanned", "preflight"]
PAGES = 19  # the check that asks for an even number of pages
HINT = "Change the style or the picture that causes it; if you find none, please report it."
HINT_X = 'Change the style there, or set flavour = "plain" in [press]: then it need not be PDF/X.'


def preflight(
    data: bytes, flavour: str, scanned: Scanned = NOTHING, *, of_pages: bool = True
) -> tuple[Problem, ...]:
    """What a printer would refuse the file for, check by check.

    `scanned` is where it is kept which of its parts were right in the last file. `of_pages` is
    whether it has the pages of a book; a cover is a single sheet.
    """
    try:
        pdf = opened(data)
    except pikepdf.PasswordError:
        return (_problem(2, "it is encrypted"),)
    with pdf:
        file = File(pdf, data, flavour, Inventory(pdf))
        file = replace(file, contents=inventory(pdf, scanned.read(file)))
        found = tuple(
            _problem(number, fault)
            for number, (flavours, _, check) in CHECKS.items()
            if flavour in flavours and (of_pages or number != PAGES)
            for fault in dict.fromkeys(check(file))
        )
        if not found:
            scanned.write(file)
        return found


def _problem(number: int, fault: str) -> Problem:
    flavours, severity, _ = CHECKS[number]
    hint = HINT if "plain" in flavours else HINT_X
    message = f"the print PDF fails preflight check {number}: {fault}"
    return Problem(severity, NOWHERE, message, hint)
