"""Names of files as they are meant: however they are composed, and in whatever case."""

from __future__ import annotations

import unicodedata


def alike(part: str, names: list[str]) -> str | None:
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
