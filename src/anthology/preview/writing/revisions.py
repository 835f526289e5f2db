"""A change of a text that is shown before it is written, and can be taken back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from anthology.preview.writing.texts import Door, Text


@dataclass(frozen=True)
class Revision:
    """A text before and after a change; None: there is no such file."""

    path: str
    before: str | None
    after: str | None
    seen: str  # the hash of the file as the editor has seen it, "" for none

    @classmethod
    def of(cls, text: Text, after: str | None) -> Revision:
        """The change of a text that was read."""
        return cls(text.path, text.text, after, text.digest)

    @property
    def difference(self) -> str:
        """What it alters, as a unified diff."""
        return difference(self.before or "", self.after or "", self.path)


def difference(before: str, after: str, path: str) -> str:
    """What a change alters, as a unified diff."""
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), path, path, lineterm="", n=1
    )
    return "\n".join(lines)


def carried_out(revisions: Sequence[Revision], door: Door) -> list[Revision]:
    """Write all of them, or none; the revisions that take them back. Raises Closed."""
    for each in revisions:
        door.confirm(each.path, each.seen)
    return [_taken_back(each, door) for each in revisions]


def _taken_back(one: Revision, door: Door) -> Revision:
    if one.after is None:
        door.remove(one.path, one.seen)
        return Revision(one.path, None, one.before, "")
    written = door.write(one.path, one.after, one.seen)
    return Revision(one.path, one.after, one.before, written.digest)
