"""The name of a folder as words that can be printed."""

from __future__ import annotations

_JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them


def printable(name: str) -> str:
    """The name without characters that nobody can see, separated by single spaces.

    Bytes that are not UTF-8 count among them, as the system gives such names to Python.
    """
    seen = (c if c.isprintable() or c in _JOINERS else " " for c in name)
    return " ".join("".join(seen).split())
