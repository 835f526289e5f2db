"""References of manuscripts to other files of the project, as paths."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from anthology.report import Place, Problem, Refused, error

INSIDE_ONLY = "only files inside the project are read; copy it into the project"


def path_of(manuscript: str, reference: str, place: Place) -> str:
    """The project path of a reference, first decoded and then normalised. Raises Refused."""
    text = unquote(reference, errors="surrogateescape")
    text = text.split("#")[0].split("?")[0] if "://" in reference else text
    if "\0" in text:
        raise Refused(error(place, f"{reference} contains a NUL character"))
    if _is_absolute(text):
        raise Refused(error(place, f"{reference} is outside the project", INSIDE_ONLY))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(manuscript), text))
    if path.startswith("../") or path in {"..", "."}:
        raise Refused(error(place, f"{reference} is outside the project", INSIDE_ONLY))
    return path


def missing(reference: str, path: str, place: Place) -> Problem:
    """An error for a reference to a file that does not exist."""
    return error(place, f"{reference} was not found", f"It was looked for at {path}.")


def spelled(path: str, names: Callable[[str], Sequence[str]]) -> str | None:
    """The path in the spelling of the files: exact, or with another composition or case.

    `names` gives the names in a folder. None where there is no such path, or more than one.
    """
    here = ""
    for part in path.split("/"):
        match = _alike(part, names(here))
        if match is None:
            return None
        here = posixpath.join(here, match)
    return here


def _alike(part: str, names: Sequence[str]) -> str | None:
    """The only name that is `part` after composition, or else after case folding too."""
    if part in names:
        return part
    for form in (_composed, _folded):
        matches = [name for name in names if form(name) == form(part)]
        if len(matches) == 1:
            return matches[0]
    return None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(_composed(name).casefold())


def _is_absolute(text: str) -> bool:
    windows = text.replace("\\", "/")
    scheme = text.partition(":")[0]
    return (
        windows.startswith("/")
        or text.lower().startswith("file:")
        or (":" in text and len(scheme) == 1 and scheme.isalpha())
        or any(part == ".." for part in windows.split("/") if "\\" in text)
    )
