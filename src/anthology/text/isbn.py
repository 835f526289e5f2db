"""ISBNs: which texts are one, and the thirteen digits by which they are compared."""

from __future__ import annotations

import re

EMPTY = frozenset({"na", "nil", "none", "null", "tba", "tbd", "tbc", "unknown", "x", "xx", "xxx"})
SPREADSHEET = re.compile(r'\A="?(?P<value>[^"]*)"?\Z')  # ="0306406152", as Goodreads exports it

_NOTE = re.compile(r"\s*\([^()]*\)\s*\Z|\s*\[[^\[\]]*\]\s*\Z")  # (pbk.)
_NUMBERS = re.compile(r"\s*[/;,|]\s*")


def given(text: str) -> str:
    """An identifier as it was meant; "" for a placeholder: "n/a", "???", "-", "0", "TBA"."""
    value = text.strip()
    if quoted := SPREADSHEET.match(value):
        value = quoted["value"].strip()
    letters = re.sub(r"[\W_]+", "", value).casefold()
    return "" if letters in EMPTY or not letters.strip("0") else value


def digits(text: str) -> str:
    """The digits of a valid ISBN, without hyphens and label; "" for any other text.

    Libraries put the binding in brackets behind it, and both numbers of a book side by side.
    """
    found = {
        thirteen(one): one for each in _NUMBERS.split(_NOTE.sub("", text)) if (one := _one(each))
    }
    return next(iter(found.values())) if len(found) == 1 else ""


def _one(text: str) -> str:
    """The digits of a text that is one valid ISBN."""
    found = re.sub(r"[\s\-‐‑–.]", "", text).upper()
    found = re.sub(r"\A(?:URN:)?(?:ISBN)?(?:1[03])?:?(?=[\dX]{10}(?:\d{3})?\Z)", "", found)
    if re.fullmatch(r"\d{9}[\dX]", found):
        return found if not _sum_of_ten(found) % 11 else ""
    if re.fullmatch(r"97[89]\d{10}", found):
        return found if not _sum_of_thirteen(found) % 10 else ""
    return ""


def thirteen(isbn: str) -> str:
    """The ISBN-13 of valid digits: an ISBN-10 is the same book's older number."""
    if len(isbn) == 13:
        return isbn
    start = f"978{isbn[:9]}"
    return f"{start}{-_sum_of_thirteen(start) % 10}"


def _sum_of_ten(isbn: str) -> int:
    values = (10 if c == "X" else int(c) for c in isbn)
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True))


def _sum_of_thirteen(isbn: str) -> int:
    return sum(int(c) * (3 if n % 2 else 1) for n, c in enumerate(isbn))
