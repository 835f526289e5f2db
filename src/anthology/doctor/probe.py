"""Load the libraries and set a test page: run by `diagnosis` in a process of its own.

A missing library makes the import of WeasyPrint fail, and a broken one may end the process.
The last line printed is the report, as JSON.
"""

from __future__ import annotations

import json

from anthology.cache.libraries import version
from anthology.doctor.needs import LIBRARIES


def report() -> dict[str, object]:
    """The libraries' versions, why others cannot be loaded, and what a test page failed with."""
    libraries = {need.name: _library(names) for names, need in LIBRARIES.items()}
    return {"libraries": libraries, "page": _page()}


def _library(names: tuple[str, ...]) -> dict[str, str]:
    """{"version": ...}, which may be "", or {"missing": the reason}."""
    try:
        return {"version": version(names)}
    except OSError as fault:
        return {"missing": str(fault).partition("\n")[0]}


def _page() -> str:
    """Why a test page cannot be set; "" if it can."""
    try:
        from anthology.pdf.typeset.section import sample  # noqa: PLC0415  it may fail

        sample()
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is the answer
        return str(fault).partition("\n")[0] or type(fault).__name__
    return ""


if __name__ == "__main__":
    print(json.dumps(report()))  # noqa: T201
