"""What earlier imports left in a folder: which file is which review, and whether it was edited."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology.report import Place, Refused, error

RECORD = ".imported.json"
VERSION = 1
LARGEST = 50_000_000  # bytes of a record; a review has some hundred
ID = re.compile(r'^id: (?:"((?:[^"\\]|\\.)*)"|(.+?))\s*$', re.MULTILINE)
MANUSCRIPTS = (".md", ".html")


@dataclass(frozen=True)
class Entry:
    """A review that was imported: its file, and the hash of what was written there."""

    file: str  # relative to the folder
    digest: str


@dataclass(frozen=True)
class Earlier:
    """The folder before an import."""

    entries: Mapping[str, Entry] = field(default_factory=dict)  # by the reviews' keys
    reviewer: str = ""  # of all of them, as they were written
    digests: Mapping[str, str] = field(default_factory=dict)  # of the files that are there
    ids: Mapping[str, str] = field(default_factory=dict)  # the file of each `id` in a header
    pictures: Mapping[str, str] = field(default_factory=dict)  # hashes of those that were written

    def file_of(self, key: str, id_: str) -> str:
        """The file of a review, also where somebody has moved it; "" where there is none."""
        entry = self.entries.get(key)
        if entry and entry.file in self.digests:
            return entry.file
        return self.ids.get(id_, "")


def digest(data: bytes) -> str:
    """The hash of a file, as the record holds it."""
    return hashlib.sha256(data).hexdigest()


def look(folder: Path) -> Earlier:
    """What lies in the folder. Raises Refused where it cannot be read."""
    digests: dict[str, str] = {}
    ids: dict[str, str] = {}
    try:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix not in MANUSCRIPTS or path.is_symlink() or not path.is_file():
                continue
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            digests[name] = digest(data)
            if found := _id(data):
                ids.setdefault(found, name)
    except OSError as fault:
        words = (fault.strerror or str(fault)).lower()
        raise Refused(error(Place(str(folder)), f"cannot be read: {words}")) from None
    return replace(_recorded(folder / RECORD), digests=digests, ids=ids)


def _id(data: bytes) -> str:
    """The `id` of a header; drafts are copies of an export's text beside the editor's own."""
    head = data[:3000].decode("utf-8", "replace").partition("\n---")[0]
    match = ID.search(head)
    if not match or "\ndraft: yes" in head:
        return ""
    return str(json.loads(f'"{match[1]}"', strict=False)) if match[1] else match[2]


def record(name: str, earlier: Earlier) -> bytes:
    """The record of the next import as a file."""
    value = {
        "version": VERSION,
        "from": name,
        "reviewer": earlier.reviewer,
        "reviews": {
            key: {"file": each.file, "sha256": each.digest}
            for key, each in sorted(earlier.entries.items())
        },
    }
    pictures = {"pictures": dict(sorted(earlier.pictures.items()))} if earlier.pictures else {}
    return (json.dumps({**value, **pictures}, ensure_ascii=False, indent=1) + "\n").encode()


def _recorded(path: Path) -> Earlier:
    """What a record holds. Raises Refused where it is not ours: an import needs it."""
    if not path.exists():
        return Earlier()
    try:
        if path.is_symlink() or path.stat().st_size > LARGEST:
            raise ValueError
        value = json.loads(path.read_bytes())
        reviews = value["reviews"].items()
        entries = {key: Entry(str(each["file"]), str(each["sha256"])) for key, each in reviews}
        pictures = {str(name): str(hash_) for name, hash_ in value.get("pictures", {}).items()}
        return Earlier(entries, str(value.get("reviewer", "")), pictures=pictures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "this record of the last import cannot be read"
        hint = "Restore it, or delete it: manuscripts are then known by the id in their headers."
        raise Refused(error(Place(str(path)), message, hint)) from None
