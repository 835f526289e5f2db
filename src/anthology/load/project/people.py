"""The people of a site: folders and data files beside the reviews that say who wrote them.

`people` in a [[source]] names them: Hugo's `content/critics`, Jekyll's `_authors`, Eleventy's
`_data/authors.yml`. Without it those are taken that can be nothing else.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from anthology.config import Settings
from anthology.load.header import keys
from anthology.load.model import Manuscript
from anthology.load.project import classify
from anthology.load.project.model import Files
from anthology.load.project.not_reviews import Wanted, holds
from anthology.report import Place, Problem, counted, note, shown, warning
from anthology.text.sort_keys import slug

CONTRIBUTOR = "contributor"  # the kind of a manuscript that is about such a person
CONTRIBUTORS = "contributors"  # and of a data file about several
KINDS = frozenset({CONTRIBUTOR, CONTRIBUTORS})
DATA = (".yml", ".yaml", ".json", ".toml")
DATA_FOLDERS = ("data", "_data", "src/_data", "src/data")
NAMES = frozenset(
    ["authors", "author", "contributors", "critics", "guild", "members", "people", "reviewers",
     "staff", "team", "writers"]
)  # fmt: skip
# Folders of people alone: nobody writes reviews of a site's own critics.
OF_A_SITE = frozenset({"contributors", "critics", "members", "reviewers", "staff"})
# Keys that a person has and a review has not.
OF_A_PERSON = frozenset(
    ["name", "short_name", "first_name", "last_name", "full_name", "display_name", "username",
     "login", "bio", "short_bio", "avatar", "photo", "portrait", "email", "twitter", "github",
     "mastodon", "instagram", "linkedin", "social", "socials", "website", "job", "job_title"]
)  # fmt: skip
TITLE = re.compile(rb"^(?:title|name)[ \t]*[:=](.*)$", re.MULTILINE | re.IGNORECASE)
NAMES_OF_ONE = 4
HEAD = 4000  # bytes of a file that are looked at for its keys
KEY = re.compile(rb"^[\"']?([A-Za-z][\w \t-]*)[\"']?[:=]", re.MULTILINE)
SIGNED = re.compile(
    rb"^(?:authors?|reviewers?|critics?|by|byline|contributors?)[ \t]*[:=](.*\n(?:[ \t]*- .*\n)*)",
    re.MULTILINE | re.IGNORECASE,
)


def declared(settings: Settings) -> tuple[str, ...]:
    """The folders, globs and files that the settings name as those of people."""
    return tuple(dict.fromkeys(path for source in settings.source for path in source.people))


def marked(
    manuscripts: Sequence[Manuscript], settings: Settings, wanted: Wanted
) -> tuple[list[Manuscript], list[Problem]]:
    """The manuscripts with those that are about a person marked, and remarks on such folders."""
    named = declared(settings)
    certain = {} if named else _certain(manuscripts, wanted)
    found = [
        replace(one, kind=CONTRIBUTOR, page="") if _is_person(one, named, certain) else one
        for one in manuscripts
    ]
    return found, [_remark(folder, number) for folder, number in certain.items()]


def beside(files: Files, settings: Settings, home: str, wanted: Wanted) -> Iterator[Manuscript]:
    """The people that are not among the manuscripts: other folders, and data files.

    Raises Refused for a file that is named in the settings and cannot be read.
    """
    named = declared(settings)
    for pattern in named:
        yield from _named(pattern, files, settings, home, wanted)
    if not named:
        for path in _usual(files):
            yield replace(_of_data(path, files, settings), page="name")


def missing(settings: Settings, paths: Iterable[str]) -> Iterator[Problem]:
    """A warning for each setting that names no file; `paths` are those of all people."""
    there = tuple(paths)
    for number, source in enumerate(settings.source):
        for pattern in source.people:
            if not any(holds(pattern, path) for path in there):
                place = settings.place("source", number, "people")
                hint = "Paths are relative to the project: _authors, or data/authors.yml."
                yield warning(place, f"people: there is nobody in “{shown(pattern)}”", hint)


def _fixed(pattern: str) -> str:
    """The folder of a pattern up to its first wildcard."""
    path = pattern.strip("/")
    if path.endswith(DATA):
        path = posixpath.dirname(path)
    parts = path.split("/")
    wild = next((i for i, part in enumerate(parts) if re.search(r"[*?\[]", part)), len(parts))
    return "/".join(parts[:wild])


def _is_person(one: Manuscript, named: Iterable[str], certain: Iterable[str]) -> bool:
    if one.kind != "review":
        return False
    folder_is_certain = posixpath.dirname(one.path) in certain
    return folder_is_certain or any(holds(pattern, one.path) for pattern in named)


def _named(
    pattern: str, files: Files, settings: Settings, home: str, wanted: Wanted
) -> Iterator[Manuscript]:
    if pattern.endswith(DATA) and not re.search(r"[*?\[]", pattern):
        yield _of_data(pattern.strip("/"), files, settings)
        return
    base = _fixed(pattern)
    if not files.is_folder(base):
        return
    listing = files.listing(base, wanted)
    for each in listing.skipped:
        if each.path.endswith(DATA) and holds(pattern, each.path):
            yield _of_data(each.path, files, settings)
    if home and not f"{base}/".startswith(f"{home}/"):
        for path in listing.manuscripts:
            if holds(pattern, path):
                yield _about(path, CONTRIBUTOR, files, settings)


def _of_data(path: str, files: Files, settings: Settings) -> Manuscript:
    return _about(path, CONTRIBUTORS, files, settings)


def _about(path: str, kind: str, files: Files, settings: Settings) -> Manuscript:
    source = classify.source_of(path, settings)
    language = settings.book.language
    return Manuscript(files.read(path), path, path, source, settings.limits, language, kind)


def _usual(files: Files) -> Iterator[str]:
    """The data files that are named like those of site generators."""
    for folder in filter(files.is_folder, DATA_FOLDERS):
        for path in files.listing(folder, Wanted((folder,))).skipped:
            stem, suffix = posixpath.splitext(posixpath.basename(path.path))
            if suffix in DATA and stem in NAMES and posixpath.dirname(path.path) == folder:
                yield path.path


def _certain(manuscripts: Sequence[Manuscript], wanted: Wanted) -> dict[str, int]:
    """The folders that can only be those of people, with the number of their files."""
    candidates: dict[str, list[Manuscript]] = defaultdict(list)
    for one in manuscripts:
        folder = posixpath.dirname(one.path)
        is_named = posixpath.basename(folder).lstrip("_") in NAMES and not wanted.holds(one.path)
        if one.kind == "review" and is_named and not one.page:
            candidates[folder].append(one)
    if not candidates:
        return {}
    signed = {name for one in manuscripts for name in _signatures(one.data)}
    return {
        folder: len(files)
        for folder, files in candidates.items()
        if all(_may_be_person(one) for one in files)
        and (any(_is_certain(one, signed) for one in files) or _all_named(folder, files))
    }


def _signatures(data: bytes) -> Iterator[bytes]:
    """Who signed a manuscript, as its header calls them."""
    for match in SIGNED.finditer(data[:HEAD]):
        for part in re.split(rb"[,;\[\]\n]", match[1]):
            yield part.strip(b" \t\r\"'-").lower()


def _keys(one: Manuscript) -> frozenset[str]:
    found = KEY.findall(one.data[:HEAD].partition(b"\n---")[0])
    return frozenset(keys.named(key.decode()) for key in found)


def _may_be_person(one: Manuscript) -> bool:
    return not keys.of_a_review(_keys(one) - {"name", "title"}, {})


def _is_certain(one: Manuscript, signed: Iterable[bytes]) -> bool:
    """Whether a file has a person's key, or a review is signed with its name."""
    stem = posixpath.splitext(posixpath.basename(one.path))[0]
    return bool(_keys(one) & OF_A_PERSON) or stem.lower().encode() in signed


def _all_named(folder: str, files: Iterable[Manuscript]) -> bool:
    """Whether every file of a folder of critics has a person's name as its title, and no date."""
    return posixpath.basename(folder).lstrip("_") in OF_A_SITE and all(map(_is_named, files))


def _is_named(one: Manuscript) -> bool:
    stem = posixpath.splitext(posixpath.basename(one.path))[0]
    title = TITLE.search(one.data[:HEAD])
    name = title[1].decode(errors="replace").strip(" \t\r\"'") if title else ""
    parts = name.split()
    is_name = 1 < len(parts) <= NAMES_OF_ONE and all(part[0].isupper() for part in parts)
    return is_name and slug(name, "") == slug(stem, "") and "date" not in _keys(one)


def _remark(folder: str, number: int) -> Problem:
    return note(
        Place(folder),
        f"this folder was read as people, not as reviews: {counted(number, 'file')}",
        f'Write people = "{shown(folder)}" in a [[source]] to say so; '
        f'include = ["{shown(folder)}/*"] makes them reviews.',
    )
