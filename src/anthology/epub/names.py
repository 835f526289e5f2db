"""Names of files inside the EPUB: stable, plain ASCII, different even where case is lost."""

from __future__ import annotations

import hashlib
import re

PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 80  # letters; some readers unpack the book to disk


def text_name(section_id: str, number: int = 1) -> str:
    """The file of the section's part `number`, counted from 1, relative to the package.

    Ids that are no plain words become a hash, so that the name never depends on its neighbours.
    """
    plain = len(section_id) <= LONGEST and PLAIN.fullmatch(section_id)
    stem = section_id if plain else f"section-{digest(section_id.encode())}"
    return f"text/{stem}.xhtml" if number == 1 else f"text/{stem}_{number}.xhtml"


def digest(data: bytes) -> str:
    """A short name for bytes: the first 16 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def relative(target: str, start: str) -> str:
    """The href that leads from the file `start` to `target`, both relative to the package."""
    folder = start.rpartition("/")[0]
    if target.startswith(folder + "/"):
        return target[len(folder) + 1 :]
    return "../" * (start.count("/")) + target
