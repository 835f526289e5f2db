"""Names of files in the EPUB: stable, plain ASCII, different even if case is ignored."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80  # characters; some e-readers unpack the book to disk


def text_name(section_id: str, number: int = 1) -> str:
    """The file of the section's part `number`, counted from 1, relative to the package.

    An id that is not plain words becomes a hash, so that no other name can change this one.
    """
    plain = len(section_id) <= LONGEST and PLAIN.fullmatch(section_id)
    stem = section_id if plain else f"section-{digest(section_id.encode())}"
    return f"text/{stem}.xhtml" if number == 1 else f"text/{stem}_{number}.xhtml"


def digest(data: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()[:16]


def relative(target: str, start: str) -> str:
    """The href from the file `start` to `target`, both relative to the package."""
    folder = start.rpartition("/")[0]
    if target.startswith(folder + "/"):
        return target[len(folder) + 1 :]
    return "../" * (start.count("/")) + target
