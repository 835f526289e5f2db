"""Exports of other programs become manuscripts, again and again: export -> records -> files.

`source` opens a file, an archive or a folder; `formats` has the table of formats and recognises
one; its reader returns records (`model`); `choose` leaves out what is private or not wanted;
`plan` compares the rest with what lies in the project; `write` writes all files or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from anthology.config import FILE
from anthology.imports import earlier, formats, pictures, plan, settings, source, write
from anthology.imports.choose import Choice, chosen, unmatched
from anthology.imports.model import Importer, Picture, Reading, Record
from anthology.imports.pictures import Pictures
from anthology.imports.plan import State, Step
from anthology.imports.source import Source
from anthology.report import Place, Problem, note, warning
from anthology.text.sort_keys import slug

FOLDER = "manuscripts"
EVERYTHING = Choice()
GONE = "no longer in the export, and kept"


@dataclass(frozen=True)
class Import:
    """What an import is going to do; nothing is written yet."""

    importer: Importer
    source: Source
    reading: Reading
    folder: Path  # that it writes to
    place: str  # the same, relative to the project
    reviewer: str
    choice: Choice
    steps: tuple[Step, ...]
    left_out: Mapping[str, int]  # why, and how many
    before: earlier.Earlier
    table: str  # for anthology.toml; "" where it has one for that folder
    settings: Mapping[str, bytes]  # anthology.toml with the table, where nobody else wrote it

    @property
    def states(self) -> Counter[State]:
        """How many files are new, changed ..."""
        return Counter(step.state for step in self.steps)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Conflicts, columns that were not read, and what the reader found."""
        conflicts = (_conflict(step, self.place) for step in self.steps if step.beside)
        missing = pictures.problems((s.record for s in self.steps if s.files), self.place)
        return (*unmatched(self.reading, self.choice), *self.reading.problems, *conflicts, *missing,
                *_lost(self.steps), *_columns(self.reading))  # fmt: skip

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of the texts that are written, once each."""
        shown = (each for step in self.steps if step.files for each in step.record.pictures)
        return tuple(dict.fromkeys(shown))

    @property
    def is_of_ratings(self) -> bool:
        """Whether no review of the export has a text, and ratings could be taken instead."""
        there = [each for each in self.reading.records if not each.withheld]
        has_text = any(each.text.html for each in there)
        return not (has_text or self.choice.without_text) and any(each.score for each in there)

    @property
    def gone(self) -> int:
        """How many reviews of earlier imports are no longer in the export."""
        there = {record.key for record in self.reading.records}
        there |= {step.record.key for step in self.steps}
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
    write.check(order.project, order.project / FOLDER / importer.name)
    reading = importer.read(export, paths)
    taken, left_out = chosen(reading, order.choice)
    records = pictures.placed(taken, Pictures.of(export.paths))
    reviewer = order.reviewer or reading.reviewer
    name, before = _folder(order.project, importer.name, reviewer, records)
    reviewer = reviewer or before.reviewer  # whoever forgets --reviewer the next time means it
    steps = plan.planned(records, before, importer.name, reviewer)
    folder, place = order.project / FOLDER / name, f"{FOLDER}/{name}"
    write.check(order.project, folder / pictures.FOLDER)
    table, written = _settings(order.project, place, importer.title, reviewer, records)
    return Import(importer, export, reading, folder, place, reviewer, order.choice, steps,
                  left_out, before, table, written)  # fmt: skip


def _settings(
    project: Path, place: str, title: str, reviewer: str, records: Sequence[Record]
) -> tuple[str, Mapping[str, bytes]]:
    """The table for anthology.toml, and the file with it where that is for us to write."""
    if not records or settings.has(project, place):
        return "", {}
    table = settings.table(place, title, reviewer, records)
    data = settings.added(project, table)
    return table, {} if data is None else {str((project / FILE).resolve()): data}


def _folder(
    project: Path, source: str, reviewer: str, records: Sequence[Record]
) -> tuple[str, earlier.Earlier]:
    """The folder's name and what lies in it: another person's account has one of its own."""
    before = earlier.look(project / FOLDER / source)
    is_other = reviewer and before.reviewer and reviewer != before.reviewer
    if not is_other or plan.same_account(records, before, source):
        return source, before
    name = f"{source}-{slug(reviewer, 'other')}"
    write.check(project, project / FOLDER / name)
    return name, earlier.look(project / FOLDER / name)


def carry_out(ready: Import) -> int:
    """Write what an import is to write; the number of manuscripts. Raises Refused."""
    files: dict[str, write.Content] = {
        name: data for step in ready.steps for name, data in step.files.items()
    }
    number = len(files)
    due = pictures.due(ready.pictures, ready.source, ready.before, ready.folder)
    files |= due.contents
    entries = plan.entries(ready.steps, ready.before)
    digests = {**ready.before.pictures, **due.digests}
    files |= ready.settings
    if entries != ready.before.entries or digests != ready.before.pictures:
        now = earlier.Earlier(entries, ready.reviewer, pictures=digests)
        files[earlier.RECORD] = earlier.record(ready.importer.name, now)
    if files:
        write.write(ready.folder, files)
    return number


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
