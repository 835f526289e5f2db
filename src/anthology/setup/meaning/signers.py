"""Folders with the names of those who wrote what is in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anthology.load.header import keys
from anthology.setup.finding import Finding, Source
from anthology.setup.seen.groups import Group

# Two to four words, each a name; between them what stands in names with a small letter.
WORD = r"[^\W\d_a-z][\w.'’-]*"
NAME = re.compile(rf"{WORD}(?: (?:[dvyz][aeilo]?[a-z]{{0,3}}|{WORD})){{1,3}}")
NO_NAMES = frozenset(
    ["action", "adult", "albums", "animated", "animation", "art", "best", "biography", "book",
     "books", "classic", "classics", "comedy", "comics", "contemporary", "crime",
     "documentary", "drafts", "drama", "essays", "fantasy", "fiction", "film", "films",
     "foreign", "games", "graphic", "history", "horror", "indie", "literary", "literature",
     "live", "memoir", "misc", "mixed", "movie", "movies", "music", "musical", "mystery",
     "new", "noir", "non", "nonfiction", "notes", "novels", "old", "opera", "other", "play",
     "plays", "poetry", "posts", "rap", "readings", "recent", "restaurants", "review",
     "reviews", "rock", "romance", "sci", "science", "season", "series", "short", "shorts",
     "shows", "silent", "stories", "story", "television", "thriller", "top", "translated",
     "tv", "war", "western", "world", "year", "young"]
)  # fmt: skip
SIGNED = 0.1  # of the texts: folders tell nothing where the headers do


def by_folder(group: Group, source: Source) -> tuple[Source, ...]:
    """The source for each folder with a person's name, who is the reviewer; or the source alone."""
    folders = _folders(group)
    if len(folders) < 2 or group.share("reviewer") > SIGNED or _says_reviewer(source):
        return (source,)
    others = tuple(each for each in source.findings if each.key != "reviewer")
    return tuple(
        Source(path, files, (_reviewer(path, len(folders)), *others))
        for path, files in sorted(folders.items())
    )


def _says_reviewer(source: Source) -> bool:
    """Whether the headers name the reviewer by `author`."""
    return any(each.key == "author" and each.value == "reviewer" for each in source.findings)


def _reviewer(path: str, folders: int) -> Finding:
    name = path.rpartition("/")[2].replace("_", " ")
    why = f"{folders} folders here have the names of persons, and no header names the reviewer."
    return Finding("reviewer", name, why, sure=False)


def _folders(group: Group) -> Counter[str]:
    """The folders of a group with how many texts are in each; none where one is no name."""
    found = Counter(_folder(sheet.path, group.path) for sheet in group.sheets)
    names = [path.rpartition("/")[2].replace("_", " ") for path in found]
    return found if found and all(map(_is_name, names)) else Counter()


def _folder(path: str, around: str) -> str:
    """The outermost folder of a text below that around its group; "" where it is in none."""
    inside = path.removeprefix(f"{around}/") if around else path
    first, there, _ = inside.partition("/")
    return f"{around}/{first}".lstrip("/") if there else ""


def _is_name(text: str) -> bool:
    words = set(_words(text))
    return bool(NAME.fullmatch(text)) and not words & (NO_NAMES | keys.KINDS.keys())


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in re.findall(r"\w+", text))
