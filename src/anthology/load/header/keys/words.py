"""The words of keys in other languages, and of values that stand for no rating."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from anthology.load.header import keys

WORD = re.compile(r"[^\W\d_]+|\d+")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
UNUSUAL = re.compile(r"[\W_]+")


def meaning(raw: str) -> str | None:
    """The key of ours that a foreign one means by its words: “Gesamtwertung”, `date_watched`.

    "" is one to be ignored; None where the words say nothing.
    """
    words = WORD.findall(CAPITAL.sub("_", raw).lower())
    meanings, table = _meanings(), _table()
    if any(word in table["others"] for word in words):
        return None
    whole = "".join(words)
    if whole in meanings:
        return meanings[whole]
    telling = [word for word in words if word in meanings]
    rest = [word for word in words if word not in meanings and not word.isdecimal()]
    if not telling or any(word not in table["beside"] for word in rest):
        return None
    return _joined({meanings[word] for word in telling}, words)


def is_unrated(text: str) -> bool:
    """Whether a text stands in place of a rating that was not given: “n/a”, “k. A.”."""
    return _letters(text) in _unrated()


def _joined(meanings: set[str], words: Sequence[str]) -> str | None:
    """What two words mean together: “movie name” is the film, “book rating” the rating."""
    plain = meanings - keys.WORKS.keys() - {"work", ""}
    if "title" in meanings and len(meanings) > 1:
        plain -= {"title"}
    if not plain:
        works = sorted(meanings & keys.WORKS.keys()) or sorted(meanings & {"work"})
        return works[0] if works and set(words) != {"book", "books"} else None
    if plain in ({"reviewer", "rating"}, {"date", "rating"}):
        return "rating"
    return plain.pop() if len(plain) == 1 else None


@cache
def _meanings() -> Mapping[str, str]:
    """Word -> the key that it means, "" where it is to be ignored."""
    return {
        word: "" if name == "ignored" else name
        for name, words in _table().items()
        if name not in {"beside", "others", "unrated"}
        for word in words
    }


@cache
def _unrated() -> frozenset[str]:
    return frozenset(map(_letters, _table()["unrated"]))


def _letters(text: str) -> str:
    return UNUSUAL.sub("", text).casefold()


@cache
def _table() -> Mapping[str, Sequence[str]]:
    """The words of each heading of words.toml, and phrases."""
    text = (files(keys) / "words.toml").read_text("utf-8")
    return {
        name: table["phrases"] if "phrases" in table else table["words"].split()
        for name, table in tomllib.loads(text).items()
    }
