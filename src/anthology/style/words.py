"""The words that a style overrides, by language, over the book's own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from anthology.report import Place, Refused, error
from anthology.text import words
from anthology.text.words import FALLBACK, Words, merged, names


def read(folders: Sequence[Path]) -> Mapping[str, Words]:
    """The words of styles' folders by file; the first folder has precedence. Raises Refused."""
    found: dict[str, Words] = {}
    for folder in reversed(folders):
        if folder / "words" != words.FOLDER:  # the built-in words are read where needed
            for path in sorted((folder / "words").glob("*.toml")):
                found[path.stem] = merged(found.get(path.stem, {}), _file(path))
    return found


def of_language(own: Mapping[str, Words], tag: str) -> Words:
    """The words for a BCP 47 tag: de.toml serves "de-AT"; English serves unknown languages."""
    name = next((name for name in names(tag) if name in own), "")
    if words.is_known(tag):
        return merged(words.of_language(tag), own.get(name, {}))
    english = merged(words.of_language(FALLBACK), own.get(FALLBACK, {}))
    return merged(english, own.get(name, {}))


def is_known(own: Mapping[str, Words], tag: str) -> bool:
    """Whether there are words for the language of a BCP 47 tag."""
    return words.is_known(tag) or any(name in own for name in names(tag))


def _file(path: Path) -> Words:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        place = Place(f"words/{path.name}")
        raise Refused(error(place, f"this is not valid TOML: {mistake}", "See toml.io.")) from None
