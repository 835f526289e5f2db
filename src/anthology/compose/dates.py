"""Dates and decimal numbers in words; a date is as precise as given."""

from __future__ import annotations

from decimal import Decimal

from anthology.book import PartialDate
from anthology.text.words import Words


def in_words(date: PartialDate | None, words: Words) -> str:
    """The date, such as "17 May 2024", "May 2024" or "2024"; "" for None."""
    if date is None:
        return ""
    if not date.month:
        return str(date.year)
    if not date.day:
        month = words["months"][date.month - 1]
        return str(words["month_date"].format(month=month, year=date.year))
    month = words["months_after_day"][date.month - 1]
    day = words["first_day"] if date.day == 1 else str(date.day)
    pattern = words["date"].replace("{day} ", "{day}\u00a0").replace("{day}. ", "{day}.\u00a0")
    return str(pattern.format(day=day, month=month, year=date.year))


def decimal(number: Decimal, words: Words) -> str:
    """The number with the decimal mark of the language and no zeros at its end: "3,5"."""
    return f"{number.normalize():f}".replace(".", words["decimal"])
