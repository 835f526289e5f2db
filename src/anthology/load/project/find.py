"""Find the manuscripts of a project: reviews, front and back matter, and people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from anthology.config import Settings
from anthology.load import formats
from anthology.load.model import Manuscript
from anthology.load.project import classify
from anthology.load.project.model import Files
from anthology.report import Place, Problem, Refused, Severity, error

PREFIXES = {classify.FRONT: "front", classify.BACK: "back", classify.REVIEWERS: "reviewer"}


@dataclass(frozen=True)
class Found:
    """The manuscripts of a project, and the files that are not."""

    manuscripts: tuple[Manuscript, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)  # reason -> number of files
    problems: tuple[Problem, ...] = ()


def find(files: Files, settings: Settings) -> Found:
    """Every manuscript of a project with its bytes, and what is wrong with its other files."""
    home = classify.MANUSCRIPTS if files.is_folder(classify.MANUSCRIPTS) else ""
    found = [_in_folder(home, files, settings)]
    found += [_in_folder(folder, files, settings) for folder in PREFIXES if files.is_folder(folder)]
    manuscripts = [one for each in found for one in each.manuscripts]
    problems = list(classify.mistaken(settings, [one.path for one in manuscripts]))
    problems += [problem for each in found for problem in each.problems]
    if not manuscripts and not any(p.severity is Severity.ERROR for p in problems):
        problems.append(_no_manuscript(home))
    left_out = sum((each.left_out for each in found), Counter[str]())
    return Found(tuple(manuscripts), left_out, tuple(problems))


def _in_folder(folder: str, files: Files, settings: Settings) -> Found:
    """The manuscripts below a folder; "" is the project without its front and back matter."""
    listing = files.listing(folder)
    paths = [p for p in listing.manuscripts if folder or p.split("/")[0] not in PREFIXES]
    left_out = Counter(listing.left_out)
    manuscripts, problems = [], list(listing.problems)
    names = classify.ids(PREFIXES.get(folder, "review"), paths, folder)
    for path, name in zip(paths, names, strict=True):
        if reason := classify.why_excluded(path, settings):
            left_out[reason] += 1
            continue
        try:
            manuscripts.append(_manuscript(path, name, folder, files, settings))
        except Refused as refused:
            problems += refused.problems
    return Found(tuple(manuscripts), left_out, tuple(problems))


def _manuscript(path: str, name: str, folder: str, files: Files, settings: Settings) -> Manuscript:
    """The manuscript in a file. Raises Refused where it cannot be read."""
    classify.refuse_unreadable(path)
    return Manuscript(
        data=files.read(path),
        path=path,
        id=name,
        source=classify.source_of(path, settings),
        limits=settings.limits,
        language=settings.book.language,
        kind=classify.kind_of(path, folder),
    )


def _no_manuscript(home: str) -> Problem:
    message = "there is no manuscript here: nothing to print"
    return error(
        Place(home), message, f"Put reviews as files of {formats.names()} into manuscripts/."
    )
