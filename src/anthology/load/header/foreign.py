"""Keys of headers in other languages: “Rezensent”, “Note”, “Fecha”, if their values fit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from anthology.load.header import dates, keys, ratings, years
from anthology.load.header.keys import words
from anthology.load.header.shape import single
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import Place, Problem, note, shown

YES, NO = {"yes", "true", "on", "1", "y"}, {"no", "false", "off", "0", "n", ""}
AMBIGUOUS = frozenset({"note", "nota", "karakter", "stelle", "voto", "evaluation"})
LONGEST = 40  # letters of a rating in words
SCHOOL = re.compile(r"\d{1,2}\s?[+–−-]")  # “2-”, a German or Czech teacher's grade
NAMES = frozenset(
    {"title", "work", "author", "reviewer", "translator", *keys.WORKS, *keys.CREATORS}
)


def translated(values: Table, renamed: Mapping[str, str]) -> Mapping[str, str]:
    """The foreign keys of a header with those of ours that they mean, "" for none.

    A key that the project declares, in `renamed`, means what it says there; of two that mean the
    same the one in our own words counts.
    """
    present = {own_name(renamed.get(raw, raw)) for raw in values}
    found: dict[str, str] = {}
    for raw, value in values.items():
        if raw in renamed or keys.known(keys.named(raw)):
            continue
        meaning = words.meaning(raw)
        if meaning is None or meaning in present or not _may_be(raw, meaning, value):
            continue
        present |= {meaning}
        found[raw] = meaning
    return found


def own_name(raw: str) -> str:
    """The name of the key of ours that a key is, under any of its names; or else its own."""
    name = keys.named(raw)
    own = keys.ours(name)
    return own.name if own else name


def fits(meaning: str, value: str) -> bool:
    """Whether a value can be what its key is to mean; an empty one always."""
    if not value.strip():
        return True
    if meaning == "rating":
        return words.is_unrated(value) or _is_rating(value) or bool(SCHOOL.fullmatch(value))
    if meaning == "year":
        return years.parse(value) is not None
    if meaning == "date":
        return is_date(value)
    return _is_words(value) if meaning in NAMES else True


def remark(raw: str, meaning: str, place: Place) -> Problem:
    """How a key was read, and where to say otherwise."""
    hint = f'Write keys = {{ "{shown(raw)}" = "" }} in a [[source]] if it is to be ignored.'
    return note(place, f"the key “{shown(raw)}” was read as “{meaning}”", hint)


def is_date(value: str) -> bool:
    """Whether a value is a date, although perhaps of a day that the calendar has not."""
    try:
        dates.parse(value, "en-GB")
    except dates.NoSuchDay:
        return True
    except ValueError:
        return False
    return True


def _may_be(raw: str, meaning: str, value: Value) -> bool:
    """Whether a value fits its key, or is the words of a rating: “Bewertung: sehenswert”."""
    text = single(value).text or ""
    is_rating = meaning == "rating" and keys.named(raw) not in AMBIGUOUS
    return fits(meaning, text) or (is_rating and len(text) <= LONGEST)


def _is_rating(value: str) -> bool:
    try:
        return ratings.parse(value).value is not None or bool(ratings.GRADE.fullmatch(value))
    except ValueError:
        return False


def _is_words(value: str) -> bool:
    return not value.isdecimal() and value.lower() not in YES | NO and "://" not in value
