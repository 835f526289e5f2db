"""Dates at the precision of the manuscript; impossible ones are refused."""

from __future__ import annotations

import re
from calendar import monthrange

from anthology.book import PartialDate

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
IN_FILE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]")


def parse(text: str) -> PartialDate:
    """The date that `text` gives; a time of day is ignored.

    Raises ValueError with a sentence for the author where it gives none.
    """
    text = text.strip()
    if match := ISO.fullmatch(text):
        return _checked(text, match["year"], match["month"], match["day"])
    for form in (DAY_FIRST, MONTH_FIRST):
        match = form.fullmatch(text)
        if match and (month := MONTHS.get(match["name"].lower())):
            return _checked(text, match["year"], str(month), match["day"])
    raise ValueError(f"“{text}” is not a date; write it like 2024-05-17, 2024-05 or 2024")


def of_file_name(name: str) -> PartialDate | None:
    """The date before a Jekyll file name ("2024-05-17-title.md"), if there is one."""
    match = IN_FILE_NAME.match(name)
    try:
        return parse(match[1]) if match else None
    except ValueError:
        return None


def _checked(text: str, year: str, month: str | None, day: str | None) -> PartialDate:
    date = PartialDate(int(year), int(month or 0), int(day or 0))
    if month and not 1 <= date.month <= 12:
        raise ValueError(f"“{text}” has a month that does not exist")
    if day and not 1 <= date.day <= monthrange(date.year or 4, date.month)[1]:
        raise ValueError(f"“{text}” is a day that does not exist")
    if not date.year:
        raise ValueError(f"“{text}” has a year that does not exist")
    return date
