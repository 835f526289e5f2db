"""Values of an export's cells: dates, years, ratings, names; None or () where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from anthology.book import Creator, PartialDate
from anthology.imports.model import Score
from anthology.load.header import dates
from anthology.text import isbn

LONGEST_TITLE = 1000  # characters
TITLE_IN_SERIES = re.compile(r"(?P<title>.+?)\s*\((?P<series>[^()]+?),?\s*#(?P<number>[^()]+)\)")


def date(text: str) -> PartialDate | None:
    """The day, month or year that a cell names; None for one that is ambiguous or impossible."""
    try:
        found = dates.parse(text) if text else None
    except ValueError:
        return None
    return found if found and found.year > 1 else None


def all_dates(texts: Iterable[str]) -> tuple[PartialDate, ...]:
    """The dates among the texts, once each, oldest first."""
    return tuple(sorted({found for text in texts if (found := date(text.strip()))}))


def year(text: str) -> int | None:
    """The year that a cell begins with; None for an empty or impossible one."""
    found = re.match(r"-?\d{1,4}(?=\D|$)", text)
    return int(found[0]) or None if found else None


def score(text: str, worst: str, best: str) -> Score | None:
    """The rating of a cell; 0 is none on every site that we read. "5.0" is 5."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 < value <= Decimal(best):
        return None
    plain = f"{value.normalize():f}"
    return Score(plain, worst, best)


def names(text: str, separator: str = ",", role: str = "") -> tuple[Creator, ...]:
    """The people that a cell lists, with single spaces in their names."""
    found = (" ".join(name.split()) for name in text.split(separator))
    return tuple(dict.fromkeys(Creator(name, role) for name in found if name))


def in_series(title: str) -> tuple[str, tuple[str, str]]:
    """A title without the series in brackets after it, and the series with its number."""
    match = TITLE_IN_SERIES.fullmatch(title) if len(title) < LONGEST_TITLE else None
    if not match:
        return title, ("", "")
    return match["title"], (match["series"].strip(), match["number"].strip())


def isbn_of(*cells: str) -> str:
    """The first valid ISBN of some cells; they may be formulas (="…") or in brackets."""
    found = (isbn.digits(isbn.given(cell.strip("[]"))) for cell in cells)
    return next(filter(None, found), "")


def tags(text: str, separator: str = ",") -> tuple[str, ...]:
    """The tags that a cell lists."""
    found = (" ".join(tag.split()) for tag in text.split(separator))
    return tuple(dict.fromkeys(tag for tag in found if tag))
