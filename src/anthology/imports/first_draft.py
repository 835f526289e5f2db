"""Exports in a folder without settings, read as if they had been imported; nothing is written.

Whoever puts an export into a folder and builds it sees a book; `anthology import` then writes the
manuscripts to be edited. Here they exist in memory, each under its export: `books.csv/dune.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from anthology.cache import Cache
from anthology.config import Settings
from anthology.imports import formats, pictures, plan, source
from anthology.imports.choose import Choice, chosen
from anthology.imports.earlier import Earlier
from anthology.imports.model import NO_TEXT, Importer
from anthology.imports.pictures import Pictures
from anthology.imports.source import Source
from anthology.load import Loaded, MemoryFiles, ProjectFiles, load
from anthology.load.project import exports
from anthology.load.project.classify import MANUSCRIPTS
from anthology.load.project.model import Skipped
from anthology.load.project.not_reviews import NO_TEXT as WITHOUT_TEXT
from anthology.pool import Pool
from anthology.report import Place, Problem, Refused, ordered

ZIP = ".zip"


@dataclass
class _Taken:
    """What the exports of a folder hold."""

    manuscripts: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # the exports that are recognised
    exports: list[str] = field(default_factory=list)  # those that have a review


def drafted(
    found: Loaded, root: Path, settings: Settings, pool: Pool, cache: Cache
) -> tuple[Loaded, tuple[str, ...]]:
    """What a folder without a review holds, with the reviews of its exports, and their paths.

    The same as before, and no path, where no export has a review with a text.
    """
    taken = _taken(root, settings)
    if not taken.manuscripts:
        return found, ()
    files = {**taken.pictures, **taken.manuscripts}
    loaded = load(MemoryFiles(files, settings.limits), settings, pool, cache)
    settled = {"", MANUSCRIPTS, *taken.known}  # that there is nothing, and what to do about it
    before = [problem for problem in found.problems if problem.place.path not in settled]
    whole = replace(
        found,
        reviews=loaded.reviews,
        pictures={**found.pictures, **loaded.pictures},
        skipped=(*found.skipped, *taken.skipped, *loaded.skipped),
        problems=ordered([*before, *taken.problems, *loaded.problems]),
    )
    return whole, tuple(taken.exports)


def _taken(root: Path, settings: Settings) -> _Taken:
    """What an import of each export would take. One that is damaged is an error at its place."""
    taken = _Taken()
    for path, importer, whole, paths in _recognised(root, settings):
        taken.known.add(path)
        try:
            _add(taken, path, importer, (whole, paths))
        except Refused as refused:
            taken.problems += (replace(p, place=Place(path)) for p in refused.problems)
    return taken


def _recognised(
    root: Path, settings: Settings
) -> Iterator[tuple[str, Importer, Source, tuple[str, ...]]]:
    """Each export: its path, its format, and which files of what it is part of are read.

    One that lies beside others can see them: Letterboxd has its owner's name in one.
    """
    there = ProjectFiles(root, settings.limits).listing().manuscripts
    paths = [path for path in there if PurePosixPath(path).suffix.lower() in exports.SUFFIXES]
    folder = Source(root, tuple(paths))
    for path in paths:
        try:
            is_archive = path.lower().endswith(ZIP)
            alone = source.opened(root / path) if is_archive else Source(root, (path,))
            importer, known = formats.recognised(alone)
        except Refused:  # no export, and named as what it is already
            continue
        yield path, importer, alone if is_archive else folder, known


def _add(taken: _Taken, path: str, importer: Importer, of: tuple[Source, tuple[str, ...]]) -> None:
    """Add the reviews of an export, but for those that an earlier export has in the same words."""
    export, paths = of
    reading = importer.read(export, paths)
    chosen_, left_out = chosen(reading, Choice())
    records = pictures.placed(chosen_, Pictures.of(export.paths))
    steps = plan.planned(records, Earlier(), importer.name, reading.reviewer)
    known = set(taken.manuscripts.values())
    new = [step for step in steps if known.isdisjoint(step.files.values())]
    for step in new:
        taken.manuscripts |= {f"{path}/{name}": data for name, data in step.files.items() if data}
        taken.pictures |= {
            f"{path}/{each.name}": export.picture(each.path) for each in step.record.pictures
        }
    taken.exports += [path] if new else []
    taken.problems += (replace(p, place=Place(path, p.place.line)) for p in reading.problems)
    taken.problems += pictures.problems((step.record for step in new), path)
    reasons = {NO_TEXT: WITHOUT_TEXT}
    taken.skipped += (Skipped(path, reasons.get(why, why), n) for why, n in left_out.items() if n)
