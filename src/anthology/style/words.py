"""The words that a style overrides, by language, over the book's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from anthology.config import toml_file
from anthology.style.sources.files import Files
from anthology.text import words
from anthology.text.words import FALLBACK, Words, merged, names


def read(styles: Sequence[Files]) -> Mapping[str, Words]:
    """The words of styles by language; the first style has precedence. Raises Refused."""
    found: dict[str, Words] = {}
    for files in reversed(styles):
        if files.where != str(words.FOLDER.parent):  # the built-in words are read where needed
            for path in files.inside("words", ".toml"):
                name = PurePosixPath(path).stem
                found[name] = merged(found.get(name, {}), _file(files, path))
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


def _file(files: Files, path: str) -> Words:
    return toml_file.parsed_text(files.text(path), files.prefix + path)[0]
