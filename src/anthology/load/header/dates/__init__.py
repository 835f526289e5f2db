"""Dates at the precision of the manuscript; impossible ones are refused."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable

from anthology.book import PartialDate
from anthology.load.header.dates import month_names

NAMES = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
    *("july jul", "august aug", "september sept sep", "october oct", "november nov"),
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/.]0?(?P<month>\d{1,2})(?:[-/.]0?(?P<day>\d{1,2})"
    r"(?:(?:[T ]+|,\s*)\d{1,2}(?::\d{2}){0,2}(?:\.\d+)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
    re.IGNORECASE,
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
DAY_FIRST = re.compile(
    WEEKDAY
    + r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?"
    + r"(?P<name>[a-z]+)\.?,?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    WEEKDAY + r"(?P<name>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
# The time of day, with its zone: "10:15", "at 9:05 p.m. EST", "T10:15:00.000+02:00[Europe/Rome]".
TIME = re.compile(
    r"(?:[T,\s]|\bat\b)+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)(?![\w+]))?"
    r"(?:\s*\([\w ]+\))?(?:\[[\w/+-]+\])?",
    re.IGNORECASE,
)
EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]"
    r"(?:\s*(?P<day>\d{1,2})\s*[日号號일])?(?:\s*[(（]?\w{1,3}[)）]?)?"
)
IN_DIGITS = re.compile(
    r"(?P<one>\d{1,2})\s?(?P<mark>[./-])\s?(?P<two>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})\.?"
)
DAY_MONTH, MONTH_DAY = "day before month", "month before day"
# CLDR's short forms of dates: in these languages the month or the year is first, or both are
# usual, so that 3/4/2024 says nothing; with dots the day is first everywhere.
MONTH_FIRST_TAGS = frozenset({"en-us"})
UNSURE = frozenset({"", "en", "en-ca", "hu", "ja", "ko", "zh"})


class NoSuchDay(ValueError):
    """A date that is one by its form, but stands in no calendar: only its author can mend it."""


def parse(text: str, language: str = "", order: str = "") -> PartialDate:
    """The date that `text` gives; a time of day is ignored.

    `order` (DAY_MONTH, MONTH_DAY) or else `language` (BCP 47) decides what 3/4/2024 is, and
    `language` which month a name is where languages differ. Raises ValueError with a sentence
    for the author where it gives none.
    """
    text = text.strip()
    for form in (text, TIME.sub(" ", text, count=1).strip(" ,")):
        if match := ISO.fullmatch(form) or EAST_ASIAN.fullmatch(form):
            return _checked(text, match["year"], match["month"], match["day"])
        if match := IN_DIGITS.fullmatch(form):
            return _of_digits(text, match, language, order)
        if found := _with_english_month(form) or month_names.find(form, language):
            return _checked(text, *found)
    raise ValueError(f"“{text}” is not a date; write it like 2024-05-17, 2024-05 or 2024")


def _with_english_month(text: str) -> tuple[str, str, str | None] | None:
    for form in (DAY_FIRST, MONTH_FIRST):
        match = form.fullmatch(text)
        if match and (month := MONTHS.get(match["name"].lower())):
            return match["year"], str(month), match["day"]
    return None


def order_of(texts: Iterable[str]) -> str:
    """The order of day and month of most dates like 17/05/2024, which leave no doubt.

    "" where there are none, or not more than twice as many of one order as of the other.
    """
    matches = (match for text in texts if (match := IN_DIGITS.fullmatch(text)))
    found = Counter(order for match in matches if (order := _sure_order(match)))
    ranked = found.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


def _sure_order(match: re.Match[str]) -> str:
    one, two = int(match["one"]), int(match["two"])
    if max(one, two) > 31 or min(one, two) > 12 or max(one, two) < 13:
        return ""
    return DAY_MONTH if one > 12 else MONTH_DAY


def _of_digits(text: str, match: re.Match[str], language: str, order: str) -> PartialDate:
    """The date that "17/05/2024" is: by a number that is no month, the order or the language."""
    one, two, year = match["one"], match["two"], match["year"]
    if int(one) > 12 or int(one) == int(two) or match["mark"] == ".":
        return _checked(text, year, two, one)
    if int(two) <= 12 and order:
        return _checked(text, year, *((two, one) if order == DAY_MONTH else (one, two)))
    tag = language.lower().replace("_", "-")
    if int(two) > 12 or tag in MONTH_FIRST_TAGS:
        return _checked(text, year, one, two)
    if tag in UNSURE or tag.partition("-")[0] in UNSURE - {"en"}:
        raise ValueError(
            f"“{text}” may be day and month or month and day; write it like 2024-05-17"
        )
    return _checked(text, year, two, one)


def _checked(text: str, year: str, month: str | None, day: str | None) -> PartialDate:
    date = PartialDate(int(year), int(month or 0), int(day or 0))
    if month and not 1 <= date.month <= 12:
        raise NoSuchDay(f"“{text}” has a month that does not exist")
    if day and not 1 <= date.day <= monthrange(date.year or 4, date.month)[1]:
        raise NoSuchDay(f"“{text}” is a day that does not exist")
    if not date.year:
        raise NoSuchDay(f"“{text}” has a year that does not exist")
    return date
