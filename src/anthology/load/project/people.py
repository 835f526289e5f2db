"""The people of a site: folders and data files beside the reviews that say who wrote them.

`people` in a [[source]] names them: Hugo's `content/critics`, Jekyll's `_authors`, Eleventy's
`_data/authors.yml`. Without it those are taken that can be nothing else.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.config import Settings
from anthology.load.formats import name_of_page
from anthology.load.header import foreign, keys
from anthology.load.header.keys import words
from anthology.load.model import FileName, Manuscript
from anthology.load.project import classify
from anthology.load.project.model import Files
from anthology.load.project.not_reviews import Wanted, holds
from anthology.report import Place, Problem, counted, note, question, shown, warning
from anthology.text.sort_keys import slug

CONTRIBUTOR = "contributor"  # the kind of a manuscript that is about such a person
CONTRIBUTORS = "contributors"  # and of a data file about several
KINDS = frozenset({CONTRIBUTOR, CONTRIBUTORS})
DATA = (".yml", ".yaml", ".json", ".toml")
DATA_FOLDERS = ("data", "_data", "src/_data", "src/data")
NAMES = frozenset(
    ["authors", "author", "contributors", "critics", "guild", "members", "people", "reviewers",
     "staff", "team", "writers", "autoren", "kritiker", "mitarbeiter", "redaktion", "rezensenten",
     "auteurs", "chroniqueurs", "critiques", "equipe", "redaction", "autores", "colaboradores",
     "criticos", "equipo", "resenadores", "redaccion", "autori", "collaboratori", "critici",
     "recensori", "redazione", "equipa", "resenhistas", "auteur", "medewerkers", "recensenten",
     "redactie", "autorzy", "recenzenci", "redakcja", "forfattere", "anmeldere", "recensenter",
     "redaktionen", "skribenter", "kirjoittajat", "toimitus", "autoři", "recenzenti", "redakce"]
)  # fmt: skip
# Folders of people alone: nobody writes reviews of a site's own critics.
OF_A_SITE = frozenset({"contributors", "critics", "members", "reviewers", "staff", "kritiker",
                       "rezensenten", "recensenten", "recensori", "recenzenci"})  # fmt: skip
# Keys that a person has and a review has not.
OF_A_PERSON = frozenset(
    ["name", "short_name", "first_name", "last_name", "full_name", "display_name", "username",
     "login", "bio", "short_bio", "avatar", "photo", "portrait", "email", "twitter", "github",
     "mastodon", "instagram", "linkedin", "social", "socials", "website", "job", "job_title"]
)  # fmt: skip
TITLE = re.compile(rb"^(?:title|name)[ \t]*[:=](.*)$", re.MULTILINE | re.IGNORECASE)
NAMES_OF_ONE = 4
HEAD = 4000  # bytes of a file that are looked at for its keys
_KEY = r"^[\"':]?([^\W\d_][\w -]{0,39}?)[\"']?[ \t\u00a0]*(?:::?|=|：)"
KEY = re.compile(_KEY, re.MULTILINE)
SIGNED = re.compile(rf"{_KEY}(.*\n?(?:[ \t]*- .*\n)*)", re.MULTILINE)
SIGNS = frozenset({"author", "reviewer"})
BETWEEN = re.compile(r"[,;&\[\]{}\n]|\s(?:and|und|et|y|e|en|i|og|och|ja)\s")
HALF = 2


def declared(settings: Settings) -> tuple[str, ...]:
    """The folders, globs and files that the settings name as those of people."""
    return tuple(dict.fromkeys(path for source in settings.source for path in source.people))


def marked(
    manuscripts: Sequence[Manuscript], settings: Settings, wanted: Wanted
) -> tuple[list[Manuscript], list[Problem]]:
    """The manuscripts with those that are about a person marked, and remarks on such folders."""
    named = declared(settings)
    certain, doubts = ({}, []) if named else _evident(manuscripts, wanted)
    found = [
        _about_person(one, certain) if _is_person(one, named, certain) else one
        for one in manuscripts
    ]
    return found, [*(_remark(folder, len(names)) for folder, names in certain.items()), *doubts]


def _about_person(one: Manuscript, certain: Mapping[str, Mapping[str, str]]) -> Manuscript:
    """A manuscript marked as one about a person, with the name as reviews are signed."""
    signed = certain.get(posixpath.dirname(one.path), {}).get(one.path, "")
    name = FileName(signed, None, signed, 0) if signed else one.name
    return replace(one, kind=CONTRIBUTOR, page="", name=name)


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


def _evident(
    manuscripts: Sequence[Manuscript], wanted: Wanted
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The folders that are those of people, with the names of their files, and questions.

    A name is the one with which a review is signed, "" where none is.
    """
    folders: dict[str, list[Manuscript]] = defaultdict(list)
    for one in manuscripts:
        if one.kind == "review":
            folders[posixpath.dirname(one.path)].append(one)
    candidates = {
        folder: persons
        for folder, files in folders.items()
        if (persons := [one for one in files if _may_name(one, folder) and _may_be_person(one)])
    }
    if not candidates:
        return {}, []
    signed = {_words(name): name for one in manuscripts for name in _signatures(one.data)}
    certain, doubts = dict[str, dict[str, str]](), list[Problem]()
    for folder, persons in candidates.items():
        names = {one.path: _signer(one, signed) for one in persons}
        signing = [one for one in persons if names[one.path]]
        is_whole = len(persons) == len(folders[folder]) and not wanted.holds(persons[0].path)
        if is_whole and _is_of_people(folder, persons, signing):
            certain[folder] = names
        elif not any(wanted.holds(one.path) for one in signing):
            doubts += [_question(one) for one in signing]
    return certain, doubts


def _may_name(one: Manuscript, folder: str) -> bool:
    """Whether a file may be a person's by its name, or by that of its folder."""
    parts = slug(name_of_page(one.path), "").split("-")
    is_name = 1 < len(parts) <= NAMES_OF_ONE and all(part.isalpha() for part in parts)
    return not one.page and (is_name or _is_named_for_people(folder))


def _is_named_for_people(folder: str) -> bool:
    return slug(posixpath.basename(folder), "") in NAMES


def _is_of_people(folder: str, files: Sequence[Manuscript], signing: Sequence[Manuscript]) -> bool:
    """Whether a folder, all of whose files may be persons, is one of people."""
    if _is_named_for_people(folder):
        keyed = any(_keys(one) & OF_A_PERSON for one in files)
        return keyed or bool(signing) or _all_named(folder, files)
    others = [one for one in files if one not in signing]
    return bool(folder) and HALF * len(signing) >= len(files) and all(map(_is_named, others))


def _signatures(data: bytes) -> Iterator[str]:
    """Who signed a manuscript, as its header calls them."""
    for match in SIGNED.finditer(_head(data)):
        own = words.meaning(match[1]) or foreign.own_name(match[1])
        if own in SIGNS or keys.named(match[1]) == "contributors":
            for part in BETWEEN.split(match[2]):
                yield part.strip(" \t\"'-")


def _head(data: bytes) -> str:
    """The first lines of a manuscript up to the end of its header."""
    text = data[:HEAD].decode(errors="replace").replace("\r", "").lstrip("\ufeff")
    fence = text[:3] if text[:3] in {"---", "+++"} else "\n"
    return text[3:].partition(f"\n{fence}")[0] if fence != "\n" else text.partition("\n\n")[0]


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, however they are ordered: “Amsel, Jutta” is in `jutta-amsel`."""
    return tuple(sorted(slug(name, "").split("-")))


def _keys(one: Manuscript) -> frozenset[str]:
    """The keys of a header, those of other languages by our names."""
    named = {match[1]: keys.named(match[1]) for match in KEY.finditer(_head(one.data))}
    return frozenset(
        name if keys.known(name) else words.meaning(raw) or name for raw, name in named.items()
    )


def _may_be_person(one: Manuscript) -> bool:
    return not keys.of_a_review(_keys(one) - {"name", "title"}, {})


def _signer(one: Manuscript, signed: Mapping[tuple[str, ...], str]) -> str:
    """The name, as it is signed, that a file is called by which is not signed itself; or ""."""
    stem = name_of_page(one.path)
    without_umlauts = re.sub(r"([aou])e", r"\1", stem, flags=re.IGNORECASE)  # “juergen-mueller”
    for name in (_words(stem), _words(without_umlauts)):
        if name in signed and not any(foreign.own_name(key) in SIGNS for key in _keys(one)):
            return signed[name]
    return ""


def _all_named(folder: str, files: Iterable[Manuscript]) -> bool:
    """Whether every file of a folder of critics has a person's name as its title, and no date."""
    return slug(posixpath.basename(folder), "") in OF_A_SITE and all(map(_is_named, files))


def _is_named(one: Manuscript) -> bool:
    title = TITLE.search(one.data[:HEAD])
    name = title[1].decode(errors="replace").strip(" \t\r\"'") if title else ""
    parts = name.split()
    is_name = 1 < len(parts) <= NAMES_OF_ONE and all(part[0].isupper() for part in parts)
    return (
        is_name and slug(name, "") == slug(name_of_page(one.path), "") and "date" not in _keys(one)
    )


def _remark(folder: str, number: int) -> Problem:
    return note(
        Place(folder),
        f"this folder was read as people, not as reviews: {counted(number, 'file')}",
        f'Write people = "{shown(folder)}" in a [[source]] to say so; '
        f'include = ["{shown(folder)}/*"] makes them reviews.',
    )


def _question(one: Manuscript) -> Problem:
    name = shown(name_of_page(one.path))
    return question(
        Place(one.path),
        f"is this a review, or about the reviewer “{name}”? It was read as a review",
        f'Write people = ["{shown(one.path)}"] in a [[source]] if it is about the person, '
        f'include = ["{shown(one.path)}"] if it is a review.',
    )
