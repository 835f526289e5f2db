"""Which file is what: reviews, front and back matter, reviewers; ids; the source of each."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from anthology.config import Settings, SourceTable
from anthology.load import formats
from anthology.load.header import ratings
from anthology.load.project.model import COMPANION, EXCLUDED, UNKNOWN
from anthology.load.project.not_reviews import (
    NOTHING_NAMED,
    Wanted,
    holds,
    kind_of_file,
    kind_of_folder,
)
from anthology.load.project.unread import is_unread
from anthology.report import Place, Problem, error, note, shown, warning
from anthology.save.record import RECORD
from anthology.text.sort_keys import latin

MANUSCRIPTS, FRONT, BACK, REVIEWERS = "manuscripts", "front", "back", "reviewers"
SLUG_LENGTH = 60
NO_SOURCE = SourceTable()
READ_ME = frozenset(  # as it is called in other languages
    ["liesmich", "lisezmoi", "leeme", "léeme", "llegeixme", "leggimi", "leiame", "leesmij",
     "czytajto", "čtime", "läsmig", "læsmig", "lesmeg", "luetut", "olvassel", "прочти", "прочитай"]
)  # fmt: skip
COMPANIONS = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".toml", ".css", ".epub", ".pdf"}
)


def wanted(settings: Settings) -> Wanted:
    """What the settings name of the project's files."""
    folders = [each.path.strip("/") for each in settings.source]
    folders += [path.strip("/") for each in settings.source for path in each.people]
    included = tuple(glob for source in settings.source for glob in source.include)
    return Wanted(tuple(folder for folder in folders if folder), included)


def why_left_out(path: str, named: Wanted = NOTHING_NAMED) -> str:
    """Why a file cannot be a manuscript, "" where it may be one.

    Raises Refused where the package that adds its format is broken.
    """
    name, suffix = path.rpartition("/")[2], formats.suffix_of(path)
    if name.startswith((".", "~$")) or name in {"Thumbs.db", "desktop.ini"}:
        return "hidden"
    if not named.holds(path):
        if name.lower().startswith("readme") or _squeezed(name) in READ_ME:
            return "README"
        if name.startswith("_") and formats.stem_of(path) != "_index":
            return "templates"
    if suffix in COMPANIONS:
        return COMPANION
    if name == RECORD:
        return "records of a build"
    known = formats.format_of(path) or is_unread(path)
    return "" if known else kind_of_file(path) or UNKNOWN


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", formats.stem_of(name)).casefold()


def why_not_entered(path: str, named: Wanted = NOTHING_NAMED) -> str:
    """Why a folder is not looked into, "" where it is."""
    return "" if named.leads_into(path) else kind_of_folder(path)


def folder_note(path: str) -> Iterator[Problem]:
    """A note where a folder is named like a manuscript."""
    if formats.format_of(path):
        yield note(Place(path), "is a folder, although it is named like a manuscript")


def source_of(path: str, settings: Settings) -> SourceTable:
    """The table with the longest path that holds the file, its gaps filled from the book's."""
    fitting = [s for s in settings.source if holds(s.path, path)]
    source = max(fitting, key=lambda s: len(s.path), default=NO_SOURCE)
    scale, grades = settings.book.rating_scale, settings.ratings.grades
    if (source.scale or not scale) and (source.grades or not grades):
        return source
    return source.model_copy(
        update={"scale": source.scale or scale, "grades": source.grades or grades}
    )


def mistaken(settings: Settings, paths: Sequence[str]) -> Iterator[Problem]:
    """Errors for scales that are wrong, warnings for sources without a manuscript."""
    scales = [(settings.book.rating_scale, settings.place("book", "rating_scale"))]
    for number, source in enumerate(settings.source):
        if not any(holds(source.path, path) for path in paths):
            place = settings.place("source", number, "path")
            hint = "Paths are relative to the project: manuscripts/films."
            yield warning(place, f"the source “{shown(source.path)}” holds no manuscript", hint)
        scales.append((source.scale, settings.place("source", number, "scale")))
    for text, place in scales:
        try:
            ratings.scale(text)
        except ValueError as mistake:
            yield error(place, f"scale: {mistake}")


def why_excluded(path: str, settings: Settings) -> str:
    """Why a file is left out that could be a manuscript, "" where it is read."""
    source = source_of(path, settings)
    return EXCLUDED if any(holds(pattern, path) for pattern in source.exclude) else ""


def ids(prefix: str, paths: Sequence[str], root: str) -> list[str]:
    """An id for each path, the same whatever other files there are, and unique.

    It is the path's slug; where two paths have one slug, or it is too short or too long, a
    piece of the path's hash follows.
    """
    slugs = [_slug(path.removeprefix(root)) for path in paths]
    seen = Counter(slugs)
    named = [
        f"{prefix}-{slug}" if slug and seen[slug] == 1 and len(slug) < SLUG_LENGTH
        else f"{prefix}-{slug[:40]}-{_hash(_composed(path))}".replace("--", "-")
        for slug, path in zip(slugs, paths, strict=True)
    ]  # fmt: skip
    twice = Counter(named)  # paths that differ only in the composition of their letters
    return [
        f"{name}-{_hash(path)}" if twice[name] > 1 else name
        for name, path in zip(named, paths, strict=True)
    ]


def _slug(path: str) -> str:
    stem = path.rpartition(".")[0] or path
    stem = re.sub(r"(?<=/)_?index$", "", stem, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]+", "-", latin(stem)).strip("-")


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _hash(path: str) -> str:
    return sha256(path.encode("utf-8", "replace")).hexdigest()[:8]


def kind_of(path: str, folder: str) -> str:
    """What a file is: "review", "person", or a piece's kind by its name: "foreword"."""
    if folder == REVIEWERS:
        return "person"
    if folder in {FRONT, BACK}:
        stem = formats.stem_of(path).casefold()
        return re.sub(r"^\d+[-_. ]+", "", stem).replace("_", "-").replace(" ", "-")
    return "review"
