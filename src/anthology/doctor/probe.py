"""Load the libraries and set a test page: run by `diagnosis` in a process of its own.

A missing library makes the import of WeasyPrint fail, and a broken one may end the process.
The last line printed is the report, as JSON.
"""

from __future__ import annotations

import json
from ctypes import CDLL, c_char_p
from ctypes.util import find_library

from anthology.doctor.needs import LIBRARIES

VERSIONS = {"Pango": "pango_version_string", "HarfBuzz": "hb_version_string"}


def report() -> dict[str, object]:
    """The libraries' versions, why others cannot be loaded, and what a test page failed with."""
    libraries = {need.name: _library(need.name, names) for names, need in LIBRARIES.items()}
    return {"libraries": libraries, "page": _page()}


def versions() -> dict[str, str]:
    """The versions of the libraries that say theirs, "" for one that is missing."""
    wanted = {need.name: files for files, need in LIBRARIES.items() if need.name in VERSIONS}
    return {name: _library(name, files).get("version", "") for name, files in wanted.items()}


def _library(name: str, files: tuple[str, ...]) -> dict[str, str]:
    """{"version": ...}, which may be "", or {"missing": the reason}."""
    reasons = []
    for file in files:
        try:
            library = _loaded(file)
        except OSError as fault:
            reasons.append(str(fault).partition("\n")[0])
        else:
            return {"version": _version(library, VERSIONS.get(name, ""))}
    return {"missing": reasons[0]}


def _loaded(name: str) -> CDLL:
    """The library of that file name, or found by that name. Raises OSError."""
    try:
        return CDLL(name)
    except OSError:
        found = find_library(name)
        if found is None:
            raise
        return CDLL(found)


def _version(library: CDLL, function: str) -> str:
    if not function:
        return ""
    call = getattr(library, function)
    call.restype = c_char_p
    return str(call().decode("ascii", "replace"))


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
