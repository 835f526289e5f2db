"""Stage 1: manuscripts become reviews, each with one clean XHTML body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from anthology.book import Person, Picture, Piece, Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load.cache import read_all
from anthology.load.formats import names
from anthology.load.model import Manuscript, ParsedManuscript, PictureReference
from anthology.load.pictures.place import placed
from anthology.load.project import classify
from anthology.load.project.files import ProjectFiles
from anthology.pool import Failure, Pool
from anthology.report import Place, Problem, Refused, Severity, error, ordered, question


@dataclass(frozen=True)
class Loaded:
    """Everything that the project's files hold, and what went wrong on the way."""

    reviews: tuple[Review, ...] = ()  # in the order of their paths
    front: tuple[Piece, ...] = ()  # from front/: foreword, dedication ...
    back: tuple[Piece, ...] = ()  # from back/: afterword ...
    people: tuple[Person, ...] = ()  # from reviewers/; sort_name "" where none is given
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    left_out: Mapping[str, int] = field(default_factory=dict)  # reason -> number of files
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Found:
    """The manuscripts of a project, by what they are, and what is none."""

    manuscripts: tuple[Manuscript, ...]
    left_out: Counter[str]
    problems: tuple[Problem, ...]


def load(root: Path, settings: Settings, pool: Pool, cache: Cache) -> Loaded:
    """The reviews, pieces and people of the project at `root`, with every problem found."""
    files = ProjectFiles(root, settings.limits)
    found = _find(files, settings)
    limits = settings.limits
    answers = read_all(found.manuscripts, limits, pool, cache)
    reads = [
        _refused(manuscript, answer) if isinstance(answer, Failure) else answer
        for manuscript, answer in zip(found.manuscripts, answers, strict=True)
    ]
    pictured, pictures = placed([*reads, *_portraits(settings)], files, limits, pool)
    withheld = sum(r.withheld for r in pictured)
    problems = [*classify.mistaken(settings, [t.path for t in found.manuscripts])]
    problems += [*found.problems, *(p for r in pictured for p in r.problems), *_asks(pictured)]
    if not found.manuscripts and not any(p.severity is Severity.ERROR for p in problems):
        problems.append(_nothing(root))
    return Loaded(
        reviews=tuple(r.review for r in pictured if r.review),
        front=_pieces(pictured, classify.FRONT),
        back=_pieces(pictured, classify.BACK),
        people=tuple(r.person for r in pictured if r.person),
        pictures=pictures,
        left_out=found.left_out + Counter({"drafts": withheld} if withheld else {}),
        problems=ordered(problems),
    )


def _portraits(settings: Settings) -> list[ParsedManuscript]:
    """The people of anthology.toml who have a portrait, as if files told of them."""
    found = []
    for name, table in settings.reviewers.items():
        if table.portrait:
            place = settings.place("reviewers", name, "portrait")
            person = Person(name, "", portrait=table.portrait)
            asked = (PictureReference(table.portrait, place.line),)
            found.append(ParsedManuscript(place.path, person=person, pictures=asked))
    return found


def _find(files: ProjectFiles, settings: Settings) -> _Found:
    """Every file that is to be read, as a manuscript."""
    home = classify.MANUSCRIPTS if (files.root / classify.MANUSCRIPTS).is_dir() else ""
    folders = (home, classify.FRONT, classify.BACK, classify.REVIEWERS)
    manuscripts: list[Manuscript] = []
    left_out: Counter[str] = Counter()
    problems: list[Problem] = []
    for folder in folders:
        if folder and not (files.root / folder).is_dir():
            continue
        listing = files.listing(folder, classify.WORD_PROCESSORS | classify.EXPORTS)
        paths = [p for p in listing.manuscripts if folder or p.split("/")[0] not in folders[1:]]
        left_out.update(listing.left_out)
        problems += listing.problems
        manuscripts += _tasks(paths, folder, files, settings, (left_out, problems))
    return _Found(tuple(manuscripts), left_out, tuple(problems))


def _tasks(
    paths: list[str],
    folder: str,
    files: ProjectFiles,
    settings: Settings,
    notes: tuple[Counter[str], list[Problem]],
) -> list[Manuscript]:
    left_out, problems = notes
    made = []
    prefix = {classify.FRONT: "front", classify.BACK: "back", classify.REVIEWERS: "reviewer"}
    named = classify.ids(prefix.get(folder, "review"), paths, folder)
    for path, name in zip(paths, named, strict=True):
        source = classify.source_of(path, settings)
        reason = "excluded" if classify.excluded(path, source) else classify.not_a_review(path)
        if reason:
            left_out[reason] += 1
            continue
        if fault := classify.unreadable(path):
            problems.append(fault)
            continue
        try:
            data = files.read(path)
        except Refused as refused:
            problems += refused.problems
            continue
        kind = classify.kind_of(path, folder)
        made.append(
            Manuscript(data, path, name, source, settings.limits, settings.book.language, kind)
        )
    return made


def _refused(manuscript: Manuscript, failure: Failure) -> ParsedManuscript:
    """A manuscript that crossed its limits, or on which we stumbled, as an error that names it."""
    message = f"the manuscript {failure.reason}"
    hint = "Look for what is odd in it; [limits] in anthology.toml allows more."
    if failure.trace:
        message = f"reading this manuscript failed, which is a bug of ours: {failure.reason}"
        hint = "Please report it, with the manuscript if you can."
    return ParsedManuscript(
        manuscript.path, problems=(error(Place(manuscript.path), message, hint, failure.trace),)
    )


def _pieces(reads: list[ParsedManuscript], folder: str) -> tuple[Piece, ...]:
    return tuple(r.piece for r in reads if r.piece and r.path.startswith(f"{folder}/"))


def _asks(reads: list[ParsedManuscript]) -> list[Problem]:
    """One question for all headers that leave it open who their `author` is."""
    asked = [r.ambiguous_author for r in reads if r.ambiguous_author]
    if not asked:
        return []
    many = f" (and {len(asked) - 1} more files)" if len(asked) > 1 else ""
    return [
        question(
            asked[0],
            f"is this “author”{many} the reviewer, or the author of the work? Nobody is printed",
            'Say author = "reviewer" or author = "work" in a [[source]] of anthology.toml.',
        )
    ]


def _nothing(root: Path) -> Problem:
    where = classify.MANUSCRIPTS if (root / classify.MANUSCRIPTS).is_dir() else ""
    return error(
        Place(where),
        "there is no manuscript here: nothing to print",
        f"Put reviews as files of {names()} into manuscripts/.",
    )
