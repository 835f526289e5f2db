"""Read and check anthology.toml; without a title the book is named after its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from anthology.config import toml_lines, volumes
from anthology.config.mistakes import Mistake, mistakes, without
from anthology.config.settings import FILE, Settings
from anthology.config.toml_file import parsed, parsed_text
from anthology.report import Place, Problem, Refused, Severity, error, note, ordered
from anthology.text.folder_names import printable

Places = Mapping[toml_lines.Path, Place]
ROUNDS = 10  # of validation: a mistake can hide another
# Controls but tab and line ends, and what is not a character: XML can hold none of them.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def read(root: Path, volume: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the project in `root`, or of one of its volumes, and notes.

    Without anthology.toml every setting has its default. Raises Refused with all mistakes.
    """
    settings, problems = read_in_part(root, volume)
    if is_wrong(problems):
        raise Refused(*problems)
    return settings, problems


def is_wrong(problems: Iterable[Problem]) -> bool:
    """Whether a mistake is among the problems of settings."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def read_in_part(root: Path, volume: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """The same without what is wrong, and errors: the manuscripts can be read all the same.

    Raises Refused where there is no such volume.
    """
    if volume:
        return _of_volume(root, volume)
    if not _is_there(root):
        return _titled(Settings().unwritten(), root), (_no_file(),)
    values, places, problems = _parsed(root, FILE)
    return _checked(values, places, root, problems)


def check(text: str, root: Path) -> tuple[Problem, ...]:
    """What is wrong with a text that would be the anthology.toml of a project."""
    try:
        values, places = parsed_text(text, FILE)
    except Refused as refused:
        return refused.problems
    return _checked(values, places, root, ())[1]


def _is_there(root: Path) -> bool:
    return (root / FILE).exists() or (root / FILE).is_symlink()


def _of_volume(root: Path, volume: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the whole project with those of the volume over them."""
    file = volumes.file(root, volume)
    common, places, problems = _parsed(root, FILE) if _is_there(root) else ({}, {}, ())
    own, own_places, own_problems = _parsed(root, file)
    values = volumes.over(common, own)
    places = {**volumes.without(places, own_places, own), **own_places}
    settings, problems = _checked(values, places, root, (*problems, *own_problems))
    return settings.of_volume(volume), problems


def _parsed(root: Path, name: str) -> tuple[dict[str, Any], Places, tuple[Problem, ...]]:
    """The values of a file and their places; nothing and the reason where it is not TOML."""
    try:
        return *parsed(root, name), ()
    except Refused as refused:
        return {}, {}, refused.problems


def _checked(
    values: dict[str, Any], places: Places, root: Path, problems: tuple[Problem, ...]
) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings without what is wrong in them, and all problems."""
    found = list(problems)
    for _ in range(ROUNDS):
        settings, wrong = _tried(values, places, root)
        if not wrong:
            found += () if found else _remarks(settings)
            return _titled(settings, root), ordered(found)
        found += [mistake.problem for mistake in wrong]
        values = without(values, wrong)
    return _titled(Settings(), root), ordered(found)


def _tried(values: dict[str, Any], places: Places, root: Path) -> tuple[Settings, list[Mistake]]:
    """The settings if nothing is wrong in them, or else some mistakes."""
    if illegal := list(_illegal(values, places)):
        return Settings(), illegal
    try:
        settings = Settings.model_validate(values, context=places)
    except ValidationError as invalid:
        return Settings(), list(mistakes(invalid, values, places, FILE))
    return settings, list(_outside(settings, root, places))


def _illegal(values: Mapping[str, Any], places: Places) -> Iterator[Mistake]:
    """Errors for the characters that TOML can write by their numbers and no book can hold."""
    waiting: list[tuple[toml_lines.Path, Any]] = [((), values)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), inside) for key, inside in value.items()]
            waiting += [(path, key) for key in value]
        elif isinstance(value, list):
            waiting += [((*path, number), inside) for number, inside in enumerate(value)]
        elif isinstance(value, str) and (found := ILLEGAL.search(value)):
            place = toml_lines.nearest(path, places) or Place(FILE)
            message = f"the character U+{ord(found[0]):04X} cannot be printed"
            yield Mistake(path, error(place, message, "Remove it."))


def _outside(settings: Settings, root: Path, places: Places) -> Iterator[Mistake]:
    """Errors for paths that lead out of the project: anthology.toml may be a stranger's."""
    style = settings.style.name
    named = [
        (("style", "name"), style),
        (("style", "name"), style and f"styles/{style}"),
        (("press", "profile"), settings.press.profile),
    ]
    for key, path in named:
        if path and not (root / path).resolve().is_relative_to(root.resolve()):
            message = f"“{path}” is outside the project"
            hint = "Copy the file or folder into the project."
            yield Mistake(key, error(places.get(key, Place(FILE)), message, hint))


def title_of_folder(name: str) -> str:
    """The title of a book that is named after its folder."""
    words = re.sub(r"[\s_-]+", " ", printable(name)).strip() or "Reviews"
    return words if any(c.isupper() for c in words) else words.title()


def _titled(settings: Settings, root: Path) -> Settings:
    if settings.book.title:
        return settings
    title = title_of_folder(root.resolve().name)
    book = settings.book.model_copy(update={"title": title})
    return settings.model_copy(update={"book": book})


def _no_file() -> Problem:
    return note(
        Place(FILE),
        "there is no anthology.toml; the book's title is the folder's name",
        "“anthology setup” reads the folder and proposes one, with a reason for each setting.",
    )


def _remarks(settings: Settings) -> Iterator[Problem]:
    if not settings.book.title:
        yield note(
            Place(FILE),
            "the book has no title; it is named after its folder",
            'Write title = "…" under [book].',
        )
