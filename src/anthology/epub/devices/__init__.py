"""The editions of one e-book: as it is, for Kobo, for Kindle."""

from __future__ import annotations

from collections.abc import Collection

from anthology.epub.devices import azw3, kepub
from anthology.report import Problem


def made(epub: bytes, editions: Collection[str]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The bytes of each e-book edition asked for, and remarks. Raises Refused without calibre."""
    files: dict[str, bytes] = {}
    problems: tuple[Problem, ...] = ()
    if "epub" in editions:
        files["epub"] = epub
    if "kepub" in editions:
        files["kepub"] = kepub.converted(epub)
    if "azw3" in editions:
        files["azw3"], problems = azw3.converted(epub, azw3.calibre())
    return files, problems
