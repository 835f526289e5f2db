"""The book's own words, by language: "Contents", "Edited by …", the months, the stars."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from anthology.report import Place, Refused, error

Words = Mapping[str, Any]  # as in words/en.toml: texts with {places}, lists, and [roles]

SPOKEN = "en"  # what stands where a language has no file


def read(folders: Sequence[Path]) -> Mapping[str, Words]:
    """The words of each language, the first folder's before the others'. Raises Refused."""
    found: dict[str, dict[str, Any]] = {}
    for folder in reversed(folders):
        for path in sorted((folder / "words").glob("*.toml")):
            found.setdefault(path.stem, {}).update(_file(path))
    english = found.get(SPOKEN, {})
    return {lang: {**english, **own} for lang, own in found.items()}


def spoken(words: Mapping[str, Words], lang: str) -> Words:
    """The words for a BCP 47 language: "de-AT" is served by de.toml, an unknown one by English."""
    return words.get(lang) or words.get(lang.partition("-")[0].lower()) or words[SPOKEN]


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        place = Place(f"words/{path.name}")
        raise Refused(error(place, f"this cannot be read: {mistake}", "See toml.io.")) from None
