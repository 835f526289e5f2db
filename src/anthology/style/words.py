"""The book's own words, by language: "Contents", "Edited by …", the months, the stars."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from anthology.report import Place, Refused, error

Words = Mapping[str, Any]  # as in words/en.toml: texts with {places}, lists, and [roles]

FALLBACK = "en"  # for languages without a file


def read(folders: Sequence[Path]) -> Mapping[str, Words]:
    """The words by language; the first folder has precedence. Raises Refused."""
    found: dict[str, dict[str, Any]] = {}
    for folder in reversed(folders):
        for path in sorted((folder / "words").glob("*.toml")):
            found.setdefault(path.stem, {}).update(_file(path))
    english = found.get(FALLBACK, {})
    return {lang: {**english, **own} for lang, own in found.items()}


def of_language(words: Mapping[str, Words], lang: str) -> Words:
    """The words for a BCP 47 tag: de.toml serves "de-AT"; English serves unknown languages."""
    return words.get(lang) or words.get(lang.partition("-")[0].lower()) or words[FALLBACK]


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        place = Place(f"words/{path.name}")
        raise Refused(error(place, f"this is not valid TOML: {mistake}", "See toml.io.")) from None
