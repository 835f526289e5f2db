"""Bylines: lines such as “Reviewed by Ada Moor” below a title."""

from __future__ import annotations

import re

LINE = re.compile(
    r"\s*[*_]{0,3}(?:(?P<review>reviewed|review|a review)\s+)?by\s*:?\s+"
    r"(?P<name>[^\d,.;:!?*_]{2,60}?)[*_]{0,3}\s*$",
    re.IGNORECASE,
)
WORDS = 5  # of a name


def named(line: str) -> tuple[str, str] | None:
    """The key and the name of a byline; None for any other line.

    A bare “by” may name the author of the work, as the key `author` may.
    """
    match = LINE.match(line)
    if match is None:
        return None
    parts = match["name"].split()
    is_name = len(parts) <= WORDS and parts[0][0].isupper() and parts[-1][0].isupper()
    return ("reviewer" if match["review"] else "author", " ".join(parts)) if is_name else None
