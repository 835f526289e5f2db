"""What an import does to each file: new, changed, as before, the editor's, or in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from anthology.imports.earlier import Earlier, Entry, digest
from anthology.imports.headers import manuscript
from anthology.imports.model import Record
from anthology.text.sort_keys import slug

BESIDE = "-from-the-export"  # after the name of the editor's file: the export's text of a conflict


class State(StrEnum):
    """What becomes of a review's file, in words of the table."""

    NEW = "new"
    CHANGED = "changed on the site, and written anew"
    SAME = "as before"
    EDITED = "as before on the site, edited by you: yours are kept"
    CONFLICT = "changed on the site and by you: yours are kept"
    DELETED = "deleted by you, and not written again"


@dataclass(frozen=True)
class Step:
    """A review of the export and its file."""

    record: Record
    state: State
    file: str  # relative to the folder of the import
    files: Mapping[str, bytes | None]  # what is written; None: the file is deleted
    digest: str  # of the export's text

    @property
    def beside(self) -> str:
        """The file with the export's text in a conflict; "" where there is none."""
        return next(iter(self.files)) if self.state is State.CONFLICT else ""


def planned(
    records: Iterable[Record], earlier: Earlier, source: str, reviewer: str
) -> tuple[Step, ...]:
    """A step for each record."""
    used = {_stem(name) for name in earlier.digests} | {
        _stem(e.file) for e in earlier.entries.values()
    }
    return tuple(_step(record, earlier, (source, reviewer), used) for record in records)


def same_account(records: Iterable[Record], earlier: Earlier, source: str) -> bool:
    """Whether an export is by the one whose reviews are there: one is the same under that name."""
    return any(
        entry.digest == digest(manuscript(record, source, earlier.reviewer).data)
        for record in records
        if (entry := earlier.entries.get(record.key))
    )


def _step(record: Record, earlier: Earlier, of: tuple[str, str], used: set[str]) -> Step:
    text = manuscript(record, *of)
    new = digest(text.data)
    before = earlier.entries.get(record.key)
    file = earlier.file_of(record.key, f"{of[0]} {record.key}")
    if not file and before:
        return Step(record, State.DELETED, before.file, {}, before.digest)
    if not file:
        file = f"{_name(record, used)}{text.suffix}"
        return Step(record, State.NEW, file, {file: text.data}, new)
    state = _state(earlier.digests[file], new, before)
    if state is State.CHANGED:
        now = str(PurePosixPath(file).with_suffix(text.suffix))
        gone = {file: None} if now != file else {}
        return Step(record, state, now, {now: text.data, **gone}, new)
    if state is State.CONFLICT:
        copy = manuscript(record, *of, draft=True)
        return Step(record, state, file, {_beside(file, copy.suffix, used): copy.data}, new)
    return Step(record, state, file, {}, new)


def _state(there: str, new: str, before: Entry | None) -> State:
    """By the hashes of the file, of the export's text, and of what was written last."""
    if there == new:
        return State.SAME
    if before and before.digest == new:
        return State.EDITED
    return State.CHANGED if before and before.digest == there else State.CONFLICT


def _name(record: Record, used: set[str]) -> str:
    """A free name without suffix: the work's title and year, with the day, or a number."""
    title = record.title or (record.work.title if record.work else "")
    year = str(record.work.year or "") if record.work else ""
    if record.work:
        title = record.work.title
    first = "-".join(filter(None, (slug(title, "review"), year)))
    day = str(record.written or (record.met[-1] if record.met else ""))
    names = (first, f"{first}-{day}" if day else first)
    numbered = (f"{first}-{number}" for number in range(2, 1_000_000))
    stem = next(name for name in (*names, *_some(numbered, used)) if name not in used)
    used.add(stem)
    return stem


def _some(names: Iterable[str], used: set[str]) -> Iterable[str]:
    yield next(name for name in names if name not in used)


def _beside(file: str, suffix: str, used: set[str]) -> str:
    """The file name of the export's text beside the editor's."""
    path = PurePosixPath(file)
    stem = f"{path.stem}{BESIDE}"
    if stem in used:
        stem = next(iter(_some((f"{stem}-{number}" for number in range(2, 10_000)), used)))
    used.add(stem)
    return str(path.with_name(f"{stem}{suffix}"))


def _stem(name: str) -> str:
    return PurePosixPath(name).stem.casefold()


def entries(steps: Iterable[Step], earlier: Earlier) -> dict[str, Entry]:
    """The entries of the next record; reviews that are no longer in the export stay in it."""
    found = {step.record.key: Entry(step.file, step.digest) for step in steps}
    return {**earlier.entries, **found}
