"""The record beside the finished books: their hashes, by which they are known as ours."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

RECORD = "build.json"
_LARGEST = 1_000_000  # bytes; a record has some hundred
_HASH = re.compile(r"[0-9a-f]{64}")


def record(hashes: Mapping[str, str]) -> bytes:
    """The record's file, for hashes by file name."""
    return (json.dumps({"sha256": dict(sorted(hashes.items()))}, indent=1) + "\n").encode()


def digest(data: bytes) -> str:
    """The hash of a book, as a record holds it."""
    return hashlib.sha256(data).hexdigest()


def recorded(folder: Path) -> dict[str, str] | None:
    """The hashes by file name in a folder's record; None where it has none that we wrote."""
    try:
        if not _is_file(folder / RECORD, _LARGEST):
            return None
        found = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    hashes = found.get("sha256") if isinstance(found, dict) else None
    if not isinstance(hashes, dict) or set(found) != {"sha256"}:
        return None
    ours = all(isinstance(h, str) and _HASH.fullmatch(h) for h in hashes.values())
    return hashes if ours and all(Path(name).name == name for name in hashes) else None


def unchanged(folder: Path, records: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The hashes of the files in a folder that are as one of the records has them."""
    found = {}
    for name, value in (pair for each in records for pair in each.items()):
        with suppress(OSError):
            if _is_file(folder / name) and _digest_of(folder / name) == value:
                found[name] = value
    return found


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def holds_books(folder: Path) -> bool:
    """Whether finished books of ours lie in a folder, by its record; no other file is proof."""
    hashes = recorded(folder)
    return bool(hashes and unchanged(folder, [hashes]))


def _is_file(path: Path, most: int | None = None) -> bool:
    """Whether this is a regular file, not a link, of at most so many bytes."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and (most is None or status.st_size <= most)
