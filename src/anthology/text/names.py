"""Lists of names as a language writes them: "A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anthology.text.words import Words


def joined(names: Sequence[str], words: Words) -> str:
    """The names as "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _pair(words, names[-1]).format(words["comma"].join(names[:-1]), names[-1])


def _pair(words: Words, last: str) -> str:
    """The pattern of two names: in Spanish “y” becomes “e” before the sound of i."""
    for start, pattern in words.get("and_before", {}).items():
        if re.match(start, last, re.IGNORECASE):
            return str(pattern)
    return str(words["and"])
