"""References of manuscripts to other files of the project, as paths."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from anthology.report import Place, Problem, Refused, error

INSIDE_ONLY = "only files inside the project are read; copy it into the project"


ROOTS = ("", "static", "public", "assets")  # where sites keep what is at /
SITE = re.compile(  # what Jekyll puts before an address, or around it
    r"\{\{-?\s*(?:site\.(?:baseurl|url)\s*-?\}\}|([\"'])(?P<path>[^\"'{}]*)\1\s*\|[^{}]*\}\})"
)
THUMBNAIL = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")  # of WordPress; the whole is without
# Folders of a machine, which no site has.
MACHINE = re.compile(
    r"/(?:bin|boot|dev|etc|home|lib|mnt|opt|private|proc|root|run|sbin|sys|tmp|usr|users|var|volumes)/",
    re.IGNORECASE,
)


class NotThere(Refused):
    """A file that a manuscript refers to is nowhere."""


@dataclass(frozen=True)
class Reference:
    """What a manuscript calls a file, and the paths at which it may be, the likeliest first."""

    text: str
    place: Place
    paths: tuple[str, ...]

    @property
    def of_site(self) -> bool:
        """Whether it begins at the root of a site."""
        return self.text.startswith(("/", "{"))

    def found(self, names: Callable[[str], Sequence[str]]) -> str:
        """The first of the paths that is there, as it is spelled there. Raises Refused.

        `names` gives the names in a folder.
        """
        for path in self.paths:
            if (spelling := spelled(path, names)) is not None:
                return spelling
        if MACHINE.match(self.text):
            raise Refused(error(self.place, f"{self.text} is outside the project", INSIDE_ONLY))
        raise NotThere(self._missing())

    def _missing(self) -> Problem:
        if not self.of_site:
            message = f"{self.text} was not found"
            return error(self.place, message, f"It was looked for at {self.paths[0]}.")
        folders = ", ".join(f"{root}/" for root in ROOTS[1:-1])
        message = f"{self.text} was not found in the project, {folders} or {ROOTS[-1]}/"
        hint = f"Copy it to {self.paths[0]}, or write its path from the manuscript."
        return error(self.place, message, hint)


def reference_of(manuscript: str, text: str, place: Place) -> Reference:
    """The paths that a reference in a manuscript may mean. Raises Refused.

    An address is decoded and loses its query (`?w=300`), unless a file is called so. One that
    begins with / is looked for in the project and where sites keep their files.
    """
    whole = unquote(text) if "{{" in text else text
    address = SITE.sub(lambda match: match["path"] or "", whole).strip()
    plain = unquote(address, errors="surrogateescape")
    if "\0" in plain:
        raise Refused(error(place, f"{text} contains a NUL character"))
    spellings = (plain, unquote(re.split("[?#]", address)[0], errors="surrogateescape"), address)
    paths: list[str] = []
    for spelling in filter(None, spellings):
        if _is_absolute(spelling):
            raise Refused(error(place, f"{text} is outside the project", INSIDE_ONLY))
        paths += _from_root(spelling) if spelling[0] == "/" else _from(manuscript, spelling)
    paths = [path for path in paths if path != "."]
    if not paths or any(path == ".." or path.startswith("../") for path in paths):
        raise Refused(error(place, f"{text} is outside the project", INSIDE_ONLY))
    paths += [THUMBNAIL.sub("", path) for path in paths if THUMBNAIL.search(path)]
    return Reference(text, place, tuple(dict.fromkeys(paths)))


def _from(manuscript: str, text: str) -> list[str]:
    return [posixpath.normpath(posixpath.join(posixpath.dirname(manuscript), text))]


def _from_root(text: str) -> list[str]:
    """The paths of an address of a site, whose first folders the project may not have."""
    whole = posixpath.normpath(text.lstrip("/"))
    if whole.startswith(".."):
        return [whole]
    parts = whole.split("/")
    tails = ["/".join(parts[first:]) for first in range(max(len(parts) - 1, 1))]
    return [posixpath.join(root, tail) for tail in tails for root in ROOTS]


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
    """Whether a path begins at the root of a machine, not of a project or a site."""
    windows = text.replace("\\", "/")
    scheme = text.partition(":")[0]
    return (
        windows.startswith("//")
        or text.startswith("\\")
        or text.lower().startswith("file:")
        or (":" in text and len(scheme) == 1 and scheme.isalpha())
        or any(part == ".." for part in windows.split("/") if "\\" in text)
    )
