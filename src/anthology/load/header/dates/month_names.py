"""Months by their names in the languages that have a file of words: "5. Mai", "28 июня"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from anthology.text import words

TOKEN = re.compile(r"\d+|[^\W\d_]+")
SHORTEST = 3  # letters of an abbreviated month: "Okt.", "févr."
HEBREW_IN = "ב"  # “in”, written with its word
# Words beside the month of a date: "5 de mayo de 2019", "28 июня 2026 г.", "le 1er mai".
BESIDE = frozenset(
    ("a", "am", "an", "d", "da", "de", "del", "den", "der", "di", "do", "dne", "el", "er", "et",
     "il", "la", "le", "l", "m", "nd", "of", "os", "o", "p", "r", "rd", "roku", "st", "th", "the",
     "г", "го", "год", "года", "року", "рік")
)  # fmt: skip


def find(text: str, language: str = "") -> tuple[str, str, str | None] | None:
    """Year, month and day of a date with the month's name; None where there is no such date.

    One unknown word may come before a whole date: the name of a weekday.
    """
    tokens = [_folded(token) for token in TOKEN.findall(text)]
    numbers = [token for token in tokens if token.isdecimal()]
    names = [token for token in tokens if not token.isdecimal() and token not in BESIDE]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if len(years) != 1 or len(days) > 1 or len(years + days) != len(numbers):
        return None
    if len(names) == 2 and days and tokens[0] == names[0]:
        names = names[1:]
    month = number_of(names[0], language) if len(names) == 1 else 0
    return (years[0], str(month), days[0] if days else None) if month else None


def number_of(name: str, language: str = "") -> int:
    """The number of a month by its folded name or three letters of it, 0 where it is none.

    “listopad” is October in Croatian and November in Polish: the language decides, and where it
    does not, all languages must agree.
    """
    found = _matching(name, words.names(language)[-1]) if language else set()
    found = found or {number for tag in words.languages() for number in _matching(name, tag)}
    return found.pop() if len(found) == 1 else 0


def _matching(name: str, language: str) -> set[int]:
    """The months that `name` is in one language, or else those that it begins."""
    if language not in words.languages():
        return set()
    known = _months(language)
    plain = name.removeprefix(HEBREW_IN)
    exact = {number for number, month in known if month in {name, plain}}
    if exact or len(plain) < SHORTEST:
        return exact
    return {number for number, month in known if month.startswith(plain)}


@cache
def _months(language: str) -> tuple[tuple[int, str], ...]:
    return tuple(dict.fromkeys(_read(language)))


def _read(language: str) -> Iterator[tuple[int, str]]:
    of_language = words.of_language(language)
    for key in ("months", "months_after_day"):
        for number, name in enumerate(of_language.get(key, ()), 1):
            yield number, max(TOKEN.findall(_folded(name)), key=len)


def _folded(text: str) -> str:
    """The text in lower case and without accents: “FÉVR” and “fevr” are one."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c))
