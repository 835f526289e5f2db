"""Read and check anthology.toml; without a title the book is named after its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from anthology.config import toml_lines, volumes
from anthology.config.mistakes import mistakes
from anthology.config.settings import FILE, Settings
from anthology.config.toml_file import parsed
from anthology.report import Place, Problem, Refused, error, note
from anthology.text.folder_names import printable

# Controls but tab and line ends, and what is not a character: XML can hold none of them.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def read(root: Path, volume: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the project in `root`, or of one of its volumes, and notes.

    Without anthology.toml every setting has its default. Raises Refused with all mistakes.
    """
    if volume:
        return _of_volume(root, volume)
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return _titled(Settings().unwritten(), root), (_no_file(),)
    return _checked(*parsed(root, FILE), root)


def _of_volume(root: Path, volume: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the whole project with those of the volume over them."""
    file = volumes.file(root, volume)
    there = (root / FILE).exists() or (root / FILE).is_symlink()
    common, places = parsed(root, FILE) if there else ({}, {})
    own, own_places = parsed(root, file)
    values = volumes.over(common, own)
    places = {**volumes.without(places, own_places, own), **own_places}
    settings, problems = _checked(values, places, root)
    return settings.of_volume(volume), problems


def _checked(
    values: dict[str, Any], places: Mapping[toml_lines.Path, Place], root: Path
) -> tuple[Settings, tuple[Problem, ...]]:
    if illegal := tuple(_illegal(values, places)):
        raise Refused(*illegal)
    try:
        settings = Settings.model_validate(values, context=places)
    except ValidationError as invalid:
        raise Refused(*mistakes(invalid, values, places, FILE)) from None
    if outside := tuple(_outside(settings, root, places)):
        raise Refused(*outside)
    return _titled(settings, root), tuple(_remarks(settings))


def _illegal(
    values: Mapping[str, Any], places: Mapping[toml_lines.Path, Place]
) -> Iterator[Problem]:
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
            yield error(place, message, "Remove it.")


def _outside(
    settings: Settings, root: Path, places: Mapping[toml_lines.Path, Place]
) -> Iterator[Problem]:
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
            yield error(
                places.get(key, Place(FILE)),
                message,
                "Copy the file or folder into the project.",
            )


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
