"""The kind of the works that are reviewed in a folder: by its name, its keys and its subjects."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anthology.load.header import keys
from anthology.setup.finding import Finding, files_of
from anthology.setup.seen.kind_names import kind_in_name

if TYPE_CHECKING:
    from anthology.setup.seen.groups import Group

SURE = 0.8  # of the files have the key that says the kind
BY_KEY = {
    "isbn": "book", "director": "film", "directors": "film", "directed_by": "film", "imdb": "film",
    "artist": "album", "artists": "album", "band": "album", "developer": "game",
    "bookauthor": "book", "book_author": "book", "chef": "restaurant",
}  # fmt: skip
# A word that is no kind by itself: “play”, “show” and “record” are verbs, too.
TOO_SHORT = frozenset({"show", "play", "record", "tv", "song", "music"})


def kind(group: Group) -> Finding | None:
    """The kind of a group's works, None where the headers say it or nothing does."""
    if group.share("kind") >= SURE or _named_by_key(group):
        return None
    if found := kind_in_name(group.path):
        return Finding("kind", found, f"By the name of the folder: {group.path}.")
    return _by_keys(group) or _by_subjects(group)


def likely(group: Group) -> str:
    """The kind of most of a group's works, as proposed or as the headers say it."""
    proposed = kind(group)
    if proposed:
        return str(proposed.value)
    given = Counter(keys.KINDS.get(texts[0].lower(), "") for _, texts in group.column("kind"))
    given += Counter(
        next((keys.WORKS[name] for name in map(_outer, each.values) if name in keys.WORKS), "")
        for each in group.sheets
    )
    del given[""]
    most = given.most_common(1)
    return most[0][0] if most and 2 * most[0][1] > group.files else kind_in_name(group.path)


def _named_by_key(group: Group) -> bool:
    """Whether most headers name the work by a key that says its kind: film, book."""
    there = sum(any(_outer(raw) in keys.WORKS for raw in each.values) for each in group.sheets)
    return there >= SURE * group.files


def _outer(raw: str) -> str:
    outer, _, inner = raw.partition(".")
    name = keys.named(outer)
    return _outer(inner) if inner and name in keys.OF_SITES else name


def _by_keys(group: Group) -> Finding | None:
    found = Counter(
        name for sheet in group.sheets for name in map(_outer, sheet.values) if name in BY_KEY
    )
    for name, files in found.most_common():
        if files >= SURE * group.files:
            why = f"By the key `{name}` of {files_of(files, group.files)}."
            return Finding("kind", BY_KEY[name], why, sure=files > 1)
    return None


def _by_subjects(group: Group) -> Finding | None:
    """By subjects like “book review”, where most files have them and all mean one kind."""
    found: Counter[str] = Counter()
    for _, texts in group.column("subjects"):
        named = {keys.KINDS[w] for text in texts for w in _words(text) if w in keys.KINDS}
        found.update(named if len(named) == 1 else ())
    for name, files in found.most_common(1):
        if 2 * files > group.files:
            return Finding("kind", name, f"By a subject of {files_of(files, group.files)}.")
    return None


def _words(text: str) -> tuple[str, ...]:
    """The words of a subject that may name a kind: “book review”, “Books”; none of “comic book”."""
    words = tuple(text.lower().replace(",", " ").split())
    kind_alone = len(words) == 1 or words[-1] in {"review", "reviews"}
    return tuple(w for w in words if w not in TOO_SHORT) if kind_alone else ()
