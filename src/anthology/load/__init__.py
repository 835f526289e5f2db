"""Stage 1: manuscripts become reviews, each with one clean XHTML body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anthology.book import Person, Picture, Piece, Review
from anthology.cache import FOLDER, Cache
from anthology.config import Settings
from anthology.load import authors
from anthology.load.cache import read_all
from anthology.load.model import ParsedManuscript, PictureReference
from anthology.load.pictures.place import placed
from anthology.load.project import classify
from anthology.load.project.files import ProjectFiles
from anthology.load.project.find import Found, find
from anthology.load.project.memory import MemoryFiles
from anthology.load.project.model import Files, Skipped, WatchedFiles, counts
from anthology.load.project.not_reviews import texts_below
from anthology.load.project.site_pages import without_pages
from anthology.pool import Pool
from anthology.report import Place, Problem, Severity, error, ordered

__all__ = ["Files", "Loaded", "MemoryFiles", "ProjectFiles", "load"]


@dataclass(frozen=True)
class Loaded:
    """The contents of a project's manuscripts, and every problem found."""

    reviews: tuple[Review, ...] = ()  # in the order of their paths
    front: tuple[Piece, ...] = ()  # from front/: foreword, dedication ...
    back: tuple[Piece, ...] = ()  # from back/: afterword ...
    people: tuple[Person, ...] = ()  # from reviewers/; sort_name "" where none is given
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)
    cover: Mapping[str, str] = field(default_factory=dict)  # key of [cover] -> name of a picture
    skipped: tuple[Skipped, ...] = ()  # the files that are left out
    problems: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many files are left out for which reason, but for pictures and the like."""
        return counts(self.skipped)


def load(project: Path | Files, settings: Settings, pool: Pool, cache: Cache) -> Loaded:
    """The reviews, pieces and people of a project, with every problem found.

    `project` is its folder on disk, or files that are elsewhere, like MemoryFiles.

    Raises Refused where a package that adds a format of manuscripts is broken.
    """
    all_files = ProjectFiles(project, settings.limits) if isinstance(project, Path) else project
    found = find(all_files, settings)
    files = WatchedFiles(all_files)
    everything = read_all(found.manuscripts, settings.limits, pool, cache)
    parsed = without_pages(everything, found.manuscripts)
    parsed, guesses = authors.decided(parsed, [*settings.reviewers, *settings.book.editors])
    covers = _covers(settings)
    parsed, pictures = placed([*parsed, *_portraits(settings), *covers], files, settings, pool)
    parsed, covers = parsed[: len(parsed) - len(covers)], parsed[len(parsed) - len(covers) :]
    unprinted = [Skipped(each.path, each.left_out) for each in parsed if each.left_out]
    opened = {*files.opened, *(one.path for one in found.manuscripts)}
    below = texts_below(opened) + Counter(opened)
    listed = (one.without(below) for one in found.skipped if one.path != FOLDER)
    unread = [each for each in listed if each]
    skipped = tuple(sorted([*unread, *unprinted], key=lambda each: each.path))
    return Loaded(
        reviews=tuple(each.review for each in parsed if each.review),
        front=_pieces(parsed, classify.FRONT),
        back=_pieces(parsed, classify.BACK),
        people=tuple(person for each in parsed for person in each.everybody),
        pictures=pictures,
        cover={each.person.name: each.person.portrait for each in covers if each.person},
        skipped=skipped,
        problems=ordered(
            [
                *found.problems,
                *(problem for each in (*parsed, *covers) for problem in each.problems),
                *guesses,
                *_unaccounted(found, parsed),
                *(each.note for each in skipped),
            ]
        ),
    )


def _unaccounted(found: Found, parsed: Sequence[ParsedManuscript]) -> Iterator[Problem]:
    """An error for each manuscript of which nothing came and nothing was reported."""
    there = {each.path for each in parsed if _is_accounted_for(each)}
    for manuscript in found.manuscripts:
        if manuscript.path not in there:
            message = "nothing came of this manuscript, which is a bug in Anthology"
            hint = "Please report it, with the manuscript if you can."
            yield error(Place(manuscript.path), message, hint)


def _is_accounted_for(one: ParsedManuscript) -> bool:
    is_wrong = any(each.severity is Severity.ERROR for each in one.problems)
    return is_wrong or bool(one.left_out) or any((one.review, one.piece, one.everybody))


def _portraits(settings: Settings) -> list[ParsedManuscript]:
    """The people of anthology.toml who have a portrait, like those of files in reviewers/."""
    found = []
    for name, table in settings.reviewers.items():
        if table.portrait:
            place = settings.place("reviewers", name, "portrait")
            person = Person(name, "", portrait=table.portrait)
            pictures = (PictureReference(table.portrait, place.line),)
            found.append(ParsedManuscript(place.path, person=person, pictures=pictures))
    return found


def _covers(settings: Settings) -> list[ParsedManuscript]:
    """The pictures of [cover], like portraits of persons called as their keys."""
    found = []
    table = settings.cover
    sources = {"artwork": table.artwork, "image": table.image, "wrap": table.wrap}
    for key, source in sources.items():
        if source:
            place = settings.place("cover", key)
            pictures = (PictureReference(source, place.line),)
            person = Person(key, "", portrait=source)
            found.append(ParsedManuscript(place.path, person=person, pictures=pictures))
    return found


def _pieces(parsed: Sequence[ParsedManuscript], folder: str) -> tuple[Piece, ...]:
    return tuple(each.piece for each in parsed if each.piece and each.path.startswith(f"{folder}/"))
