"""The book's own words, by language: "Contents", "Edited by …", the months, the stars.

One file for each language, styles/classic/words/LANGUAGE.toml, has all of them. A style may
override any with files of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from anthology.text import direction
from anthology.text.built_in import BUILT_IN

Words = Mapping[str, Any]  # as in words/en.toml: texts with {places}, lists and tables

FALLBACK = "en"  # for languages without a file
FOLDER = BUILT_IN / "classic" / "words"
SAME = {"no": "nb", "nn": "nb", "iw": "he"}  # tags served by the file of another


@cache
def languages() -> frozenset[str]:
    """The languages that have a file."""
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


def names(tag: str) -> tuple[str, ...]:
    """The names that a file for a BCP 47 tag may have, the closest first: "de-at", "de"."""
    whole = tag.lower()
    primary = whole.partition("-")[0]
    return tuple(dict.fromkeys((tag, whole, primary, SAME.get(primary, primary))))


def is_known(tag: str) -> bool:
    """Whether a file serves the language of a BCP 47 tag."""
    return not languages().isdisjoint(names(tag))


@cache
def of_language(tag: str) -> Words:
    """The words for a BCP 47 tag: de.toml serves "de-AT"; English serves unknown languages."""
    known = languages()
    return _file(next((name for name in names(tag) if name in known), FALLBACK))


@cache
def _file(name: str) -> Words:
    words = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return {**words, "direction": direction.of_language(name)}


def merged(words: Words, own: Words) -> Words:
    """The words with those of `own` in their place, tables entry by entry."""
    return {**words, **{key: _entry(words.get(key), value) for key, value in own.items()}}


def _entry(before: object, value: object) -> object:
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return {**before, **value}
    return value
