"""Find the manuscripts of a project: reviews, front and back matter, and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anthology.config import FILE, Settings
from anthology.config.volumes import FOLDER as VOLUMES
from anthology.load import formats
from anthology.load.model import Manuscript
from anthology.load.project import classify, file_names, headers, people, sheet
from anthology.load.project.model import UNREAD, Files, Listing, Skipped, left_out_in_words
from anthology.load.project.not_reviews import kind_of_file, texts_below
from anthology.load.project.site_pages import may_be_page
from anthology.load.project.unread import (
    ORIGINAL,
    archived_pages,
    is_unread,
    named_unread,
    originals,
)
from anthology.report import Place, Problem, Refused, Severity, counted, error

PREFIXES = {classify.FRONT: "front", classify.BACK: "back", classify.REVIEWERS: "reviewer"}


@dataclass(frozen=True)
class Found:
    """The manuscripts of a project, and the files that are not."""

    manuscripts: tuple[Manuscript, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()  # lists of manuscripts


def find(files: Files, settings: Settings) -> Found:
    """Every manuscript of a project with its bytes, and what is wrong with its other files."""
    home = classify.MANUSCRIPTS if files.is_folder(classify.MANUSCRIPTS) else ""
    found = [_in_folder(home, files, settings)]
    found += [_in_folder(folder, files, settings) for folder in PREFIXES if files.is_folder(folder)]
    manuscripts, problems = people.marked(
        headers.compared(one for each in found for one in each.manuscripts),
        settings,
        classify.wanted(settings),
    )
    problems += classify.mistaken(settings, [one.path for one in manuscripts])
    problems += [problem for each in found for problem in each.problems]
    others, wrong = _people(files, settings, home)
    manuscripts, problems = [*manuscripts, *others], [*problems, *wrong]
    sheets = [path for each in found for path in each.sheets]
    sheets += sheet.beside(files) if home else ()
    manuscripts, wrong_rows = sheet.laid_over(manuscripts, sheets, files)
    problems += wrong_rows
    persons = [one.path for one in manuscripts if one.kind in people.KINDS]
    problems += people.missing(settings, persons)
    skipped = tuple(each for one in found for each in one.skipped if not _is_own(each.path))
    if not manuscripts and not any(p.severity is Severity.ERROR for p in problems):
        problems.append(_no_manuscript(home, skipped, named=any(p.one_remedy for p in problems)))
    return Found(tuple(manuscripts), skipped, tuple(problems))


def _is_own(path: str) -> bool:
    """Whether the project's settings are meant, which nobody expects among the reviews."""
    return path == FILE or path.split("/", maxsplit=1)[0] == VOLUMES


def _people(
    files: Files, settings: Settings, home: str
) -> tuple[list[Manuscript], tuple[Problem, ...]]:
    """The people who are not among the manuscripts, and why they cannot be read."""
    try:
        return list(people.beside(files, settings, home, classify.wanted(settings))), ()
    except Refused as refused:
        return [], refused.problems


def _in_folder(folder: str, files: Files, settings: Settings) -> Found:
    """The manuscripts below a folder; "" is the project without its front and back matter."""
    wanted = classify.wanted(settings)
    listing = files.listing(folder, wanted)
    paths = [p for p in listing.manuscripts if folder or p.split("/")[0] not in PREFIXES]
    skipped = [
        each for each in listing.skipped if folder or each.path.split("/")[0] not in PREFIXES
    ]
    manuscripts, problems = [], [*listing.problems, *_uncounted(folder, listing, files)]
    names = classify.ids(PREFIXES.get(folder, "review"), paths, folder)
    texts, titles = texts_below(paths), file_names.read(paths)
    archived = archived_pages(paths, files, settings.limits.picture_mb)
    finished, unread = originals(paths, archived), list[str]()
    sheets = [path for path in (*paths, *(one.path for one in skipped)) if sheet.is_sheet(path)]
    skipped = [one for one in skipped if one.path not in sheets]
    for path, name in zip(paths, names, strict=True):
        reason = classify.why_excluded(path, settings) or kind_of_file(path, wanted)
        reason = reason or (ORIGINAL if path in finished else "")
        if reason:
            skipped.append(Skipped(path, reason))
            continue
        if is_unread(path) and path not in archived:
            unread += [] if path in sheets else [path]
            continue
        try:
            one = _manuscript(path, name, folder, files, settings)
            page = "" if wanted.holds(path) else may_be_page(path, texts)
            manuscripts.append(replace(one, page=page, name=titles[path]))
        except Refused as refused:
            problems += refused.problems
    named, others = named_unread(unread, files)
    found = Found(tuple(manuscripts), (*skipped, *others), (*problems, *named), tuple(sheets))
    return replace(found, problems=(*found.problems, *_unnamed(paths, found)))


def _unnamed(paths: Sequence[str], found: Found) -> Iterator[Problem]:
    """An error for each file that is neither read nor named, which would be lost in silence."""
    named = {one.path for one in found.manuscripts} | {one.path for one in found.skipped}
    named |= {problem.place.path for problem in found.problems} | {*found.sheets}
    for path in paths:
        if path not in named:
            message = "this file is neither read nor left out, which is a bug in Anthology"
            yield error(Place(path), message, "Please report it.")


def _uncounted(folder: str, listing: Listing, files: Files) -> Iterator[Problem]:
    """An error where more files are there than the listing accounts for: none goes unseen."""
    there = files.count(folder)
    if there != listing.files:
        yield error(
            Place(folder),
            f"there are {counted(there, 'file')}, but the listing has {listing.files:,}",
            "Build again if files were changed just now; otherwise please report it.",
        )


def _manuscript(path: str, name: str, folder: str, files: Files, settings: Settings) -> Manuscript:
    """The manuscript in a file. Raises Refused where it cannot be read."""
    most = settings.limits.picture_mb if formats.is_document(path) else None
    return Manuscript(
        data=files.read(path, megabytes=most),
        path=path,
        id=name,
        source=classify.source_of(path, settings),
        limits=settings.limits,
        language=settings.book.language,
        kind=classify.kind_of(path, folder),
        text_needed=settings.book.without_text == "leave out",
        guess=not settings.written,
    )


def _no_manuscript(home: str, skipped: Sequence[Skipped], *, named: bool) -> Problem:
    if any(each.reason == UNREAD for each in skipped):
        message = "there is no review here yet that can be read"
        return error(Place(home), message, "What to do is named with the files below.")
    if named:
        message = "there is no review here yet that could be printed, only exports"
        hint = "Turn them into files with one review each: the way is named with each export."
        return error(Place(home), message, hint)
    message = "there is no manuscript here: nothing to print"
    left_out = left_out_in_words(skipped)
    message += f" (left out: {left_out})" if left_out else ""
    return error(
        Place(home), message, f"Put reviews as files of {formats.names()} into manuscripts/."
    )
