"""The rating of a header: a text, or a table with value, best, worst and verdict."""

from __future__ import annotations

import re
from dataclasses import replace

from anthology.book import Found, Rating
from anthology.config import SourceTable
from anthology.load.header import keys, ratings
from anthology.load.header.fields import Fields
from anthology.load.header.shape import single
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import question

PARTS = {
    "value": "value", "score": "value", "ratingvalue": "value", "rating": "value", "stars": "value",
    "best": "best", "bestrating": "best", "max": "best", "out_of": "best", "of": "best",
    "worst": "worst", "worstrating": "worst", "min": "worst",
    "verdict": "verdict", "text": "verdict", "scale": "scale", "as_written": "as_written",
}  # fmt: skip


COUNTED = re.compile(f"[0-9{ratings.FULL}{ratings.EMPTY}]")  # words alone claim no number


def scale_of(given: Table, source: SourceTable, fields: Fields) -> ratings.Scale | None:
    """The scale that the header or the source declares."""
    value = given.get("rating_scale")
    text = fields.text("rating_scale", value) or source.scale
    try:
        return ratings.scale(text, source.grades)
    except ValueError as mistake:
        if value is not None:
            fields.wrong(value, f"rating_scale: {mistake}")
        return None


def rating_of(given: Table, source: SourceTable, fields: Fields) -> Rating | None:
    """The header's rating, None where it gives none, “n/a” or a wrong one.

    A verdict without a number is one in words.
    """
    value = single(given["rating"]) if "rating" in given else None
    scale = scale_of(given, source, fields)
    if value is not None and isinstance(value.content, dict):
        return _of_table(value, value.content, scale, fields)
    found = None if value is None else _parsed(fields.text("rating", value), value, scale, fields)
    verdict = fields.words("verdict", given.get("verdict"))
    if verdict and found:
        return replace(found, verdict=verdict)
    return Rating(verdict, place=fields.place(given["verdict"])) if verdict else found


def _of_table(
    value: Value, table: Table, scale: ratings.Scale | None, fields: Fields
) -> Rating | None:
    parts: dict[str, str] = {}
    for key, part in table.items():
        name = PARTS.get(keys.named(key))
        if name is None:
            fields.wrong(
                part,
                f"unknown key “{key}” in rating",
                f"Known are {', '.join(dict.fromkeys(PARTS.values()))}.",
            )
        else:
            parts[name] = fields.text(key, part)
    try:
        own_scale = ratings.scale(parts.get("scale") or _ends(parts)) or scale
    except ValueError as mistake:
        fields.wrong(value, f"rating: {mistake}")
        return None
    found = _parsed(parts.get("value", ""), value, own_scale, fields)
    if found is None:
        return None
    written = parts.get("as_written") or _written(found, parts)
    return replace(found, as_written=written, verdict=parts.get("verdict", "") or found.verdict)


def _ends(parts: dict[str, str]) -> str:
    best = parts.get("best", "")
    return f"{parts['worst']}-{best}" if best and parts.get("worst") else best


def _written(found: Rating, parts: dict[str, str]) -> str:
    best = parts.get("best")
    if best and found.as_written.isdecimal():
        return f"{found.as_written}/{best}"
    return found.as_written


def _parsed(text: str, value: Value, scale: ratings.Scale | None, fields: Fields) -> Rating | None:
    if not text:
        return None
    try:
        found = ratings.parse(text, scale, fields.place(value))
    except ValueError as mistake:
        fields.wrong(value, str(mistake), "Correct the rating, or give its scale: rating_scale.")
        return None
    if found.value is None and not found.status and COUNTED.search(text):
        message = (
            f"“{text}” is printed as written and not compared with others; what is the rating?"
        )
        hint = "Write it alone, 4/5, and the words that go with it under verdict."
        fields.problems.append(question(fields.place(value), message, hint))
    return ratings.given(replace(found, found=Found.HEADER))
