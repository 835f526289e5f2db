"""Exports of other programs become manuscripts, again and again: export -> records -> files.

`source` opens a file, an archive or a folder; `formats` has the table of formats and recognises
one; its reader returns records (`model`); `choose` leaves out what is private or not wanted;
`plan` compares the rest with what lies in the project; `write` writes all files or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from anthology.imports import earlier, formats, plan, source, write
from anthology.imports.choose import Choice, chosen
from anthology.imports.model import Importer, Reading
from anthology.imports.plan import State, Step
from anthology.report import Place, Problem, note, warning

FOLDER = "manuscripts"
EVERYTHING = Choice()
GONE = "no longer in the export, and kept"


@dataclass(frozen=True)
class Import:
    """What an import is going to do; nothing is written yet."""

    importer: Importer
    reading: Reading
    folder: Path  # that it writes to
    place: str  # the same, relative to the project
    reviewer: str
    steps: tuple[Step, ...]
    left_out: Mapping[str, int]  # why, and how many
    before: earlier.Earlier

    @property
    def states(self) -> Counter[State]:
        """How many files are new, changed ..."""
        return Counter(step.state for step in self.steps)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Conflicts, columns that were not read, and what the reader found."""
        conflicts = (_conflict(step, self.place) for step in self.steps if step.beside)
        return (*self.reading.problems, *conflicts, *_lost(self.steps), *_columns(self.reading))

    @property
    def gone(self) -> int:
        """How many reviews of earlier imports are no longer in the export."""
        there = {record.key for record in self.reading.records}
        return sum(key not in there for key in self.before.entries)


@dataclass(frozen=True)
class Order:
    """What somebody asks for: an export, a project, and how to read it."""

    source: Path
    project: Path
    format: str = ""  # its name, "" to recognise it
    reviewer: str = ""
    choice: Choice = EVERYTHING


def prepare(order: Order) -> Import:
    """The import that an order is; nothing is written. Raises Refused."""
    export = source.opened(order.source)
    importer, paths = formats.recognised(export, order.format)
    folder = order.project / FOLDER / importer.name
    write.check(order.project, folder)
    reading = importer.read(export, paths)
    records, left_out = chosen(reading, order.choice)
    before = earlier.look(folder)
    reviewer = order.reviewer or reading.reviewer
    steps = plan.planned(records, before, importer.name, reviewer)
    place = f"{FOLDER}/{importer.name}"
    return Import(importer, reading, folder, place, reviewer, steps, left_out, before)


def carry_out(ready: Import) -> int:
    """Write what an import is to write; the number of manuscripts. Raises Refused."""
    files: dict[str, bytes | None] = {
        name: data for step in ready.steps for name, data in step.files.items()
    }
    entries = plan.entries(ready.steps, ready.before)
    if entries != ready.before.entries:
        files[earlier.RECORD] = earlier.record(ready.importer.name, entries)
    if files:
        write.write(ready.folder, files)
    return len(files) - (earlier.RECORD in files)


def _conflict(step: Step, folder: str) -> Problem:
    message = "was changed on the site and by you: yours is kept"
    hint = f"The site's text is in {step.beside}, which stays out of the book; delete it when done."
    return warning(Place(f"{folder}/{step.file}"), message, hint)


def _lost(steps: Iterable[Step]) -> Iterable[Problem]:
    lost = Counter(what for step in steps if step.files for what in step.record.text.lost)
    for what, number in sorted(lost.items()):
        yield note(Place(), f"left out of texts: {number:,} {what}")


def _columns(reading: Reading) -> Iterable[Problem]:
    if reading.not_read:
        names = ", ".join(reading.not_read)
        yield note(Place(), f"columns that mean nothing here, and were not read: {names}")
