"""A folder as setup sees it: the sheets of its manuscripts, its people, what the site says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anthology.book import Person
from anthology.config import Settings
from anthology.load.cache import BATCH
from anthology.load.manuscript import read as read_manuscript
from anthology.load.model import Manuscript
from anthology.load.project.classify import REVIEWERS
from anthology.load.project.files import ProjectFiles
from anthology.load.project.find import find
from anthology.load.project.people import KINDS
from anthology.pool import Failure, Pool
from anthology.report import NOWHERE, Place, Problem, Refused, Severity, counted, error
from anthology.setup.seen.sheets import Sheet, sheet
from anthology.setup.seen.site import Site, site

PERSON = frozenset({"person", *KINDS})


@dataclass(frozen=True)
class Folder:
    """Everything that a proposal follows from."""

    name: str  # of the folder
    sheets: tuple[Sheet, ...]  # of the manuscripts that become reviews
    people: tuple[Person, ...] = ()  # of the site, as its own files describe them
    people_paths: tuple[str, ...] = ()  # of these files, but for those in reviewers/
    site: Site = field(default_factory=Site)
    unread: int = 0  # manuscripts that no header could be read of


def read(root: Path, pool: Pool) -> Folder:
    """What is in a folder; an anthology.toml that is there already is not looked at.

    Raises Refused where there is no manuscript.
    """
    settings = Settings()
    files = ProjectFiles(root, settings.limits)
    found = find(files, settings)
    reviews = [one for one in found.manuscripts if one.kind == "review"]
    if not reviews:
        raise Refused(*(p for p in found.problems if p.severity is not Severity.NOTE))
    limits = settings.limits
    results = pool.run(sheet, reviews, limits.seconds, limits.memory_mb, batch=BATCH)
    _report_bugs(reviews, results)
    sheets = [one for one in results if not isinstance(one, Failure)]
    if all(one.left_out for one in sheets):
        raise Refused(_nothing(len(results)))
    persons = _people([one for one in found.manuscripts if one.kind in PERSON], pool)
    return Folder(
        name=root.resolve().name,
        sheets=tuple(one for one in sheets if not one.left_out),
        people=tuple(person for people in persons.values() for person in people),
        people_paths=tuple(path for path in persons if not path.startswith(f"{REVIEWERS}/")),
        site=site(files),
        unread=len(results) - len(sheets) + sum(one.unread for one in sheets),
    )


def _nothing(files: int) -> Problem:
    message = f"of {counted(files, 'text')} here, none becomes a review"
    return error(NOWHERE, message, "“anthology list” names each with the reason.")


def _report_bugs(manuscripts: Sequence[Manuscript], results: Sequence[Sheet | Failure]) -> None:
    """Raises Refused where it was our program that failed on a manuscript, and no limit."""
    message = "reading the header of this manuscript failed, which is a bug of ours"
    hint = "Please report it, with the manuscript if you can."
    pairs = zip(manuscripts, results, strict=True)
    failed = [(one, each) for one, each in pairs if isinstance(each, Failure) and each.trace]
    if failed:
        raise Refused(*(error(Place(one.path), message, hint, each.trace) for one, each in failed))


def _people(manuscripts: Sequence[Manuscript], pool: Pool) -> dict[str, tuple[Person, ...]]:
    """The people by the files that are about them."""
    results = pool.run(read_manuscript, manuscripts, batch=BATCH)
    found = (one for one in results if not isinstance(one, Failure))
    return {one.path: one.everybody for one in found if one.everybody}


def folders_of_people(paths: Sequence[str]) -> tuple[str, ...]:
    """The folders of files about one person each, and the data files about several."""
    folders = dict.fromkeys(
        path.rpartition("/")[0] if path.endswith((".md", ".markdown", ".html", ".txt")) else path
        for path in paths
    )
    return tuple(each for each in folders if each)
