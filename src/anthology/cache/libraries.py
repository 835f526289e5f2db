"""The C libraries that pages are set with: found by their names, and asked for their versions."""

from __future__ import annotations

from collections.abc import Mapping
from ctypes import CDLL, c_char_p
from ctypes.util import find_library

# Under the file names that WeasyPrint tries: of Linux, of macOS, and without a system's.
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0")
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz")
VERSIONS: Mapping[tuple[str, ...], str] = {
    PANGO: "pango_version_string",
    HARFBUZZ: "hb_version_string",
}


def loaded(names: tuple[str, ...]) -> CDLL:
    """The library of the first of those names that there is. Raises OSError of the first."""
    reasons = []
    for name in names:
        try:
            return _loaded(name)
        except OSError as fault:
            reasons.append(fault)
    raise reasons[0]


def version(names: tuple[str, ...]) -> str:
    """The version of a library, "" where it does not say it. Raises OSError if it is missing."""
    library = loaded(names)
    if names not in VERSIONS:
        return ""
    call = getattr(library, VERSIONS[names])
    call.restype = c_char_p
    return str(call().decode("ascii", "replace"))


def versions() -> str:
    """What pages depend on besides Python's packages: "Pango 1.50.12, HarfBuzz 6.0.0"."""
    return f"Pango {_known(PANGO)}, HarfBuzz {_known(HARFBUZZ)}"


def _known(names: tuple[str, ...]) -> str:
    try:
        return version(names)
    except OSError:
        return "missing"


def _loaded(name: str) -> CDLL:
    try:
        return CDLL(name)
    except OSError:
        found = find_library(name)
        if found is None:
            raise
        return CDLL(found)
