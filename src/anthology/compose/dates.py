"""Dates and lists of names in words; a date is as precise as given."""

from __future__ import annotations

from anthology.book import PartialDate
from anthology.style.words import Words


def in_words(date: PartialDate | None, words: Words) -> str:
    """The date, such as "17 May 2024", "May 2024" or "2024"; "" for None."""
    if date is None:
        return ""
    if not date.month:
        return str(date.year)
    month = words["months"][date.month - 1]
    pattern = words["date"] if date.day else words["month_date"]
    return str(pattern.format(day=date.day, month=month, year=date.year)).replace(
        f"{date.day} ", f"{date.day}\u00a0", 1
    )


def joined(names: list[str], words: Words) -> str:
    """The names as "A", "A and B" or "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return str(words["and"].format(", ".join(names[:-1]), names[-1]))
