"""Subjects of a book: plain words, or a code of a scheme with its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

CODED = re.compile(r"(?i)(bisac|thema)\s*:\s*([A-Z0-9-]+)\s*(.*)", re.DOTALL)
SCHEMES = {"bisac": "BISAC", "thema": "Thema"}


@dataclass(frozen=True)
class Subject:
    """What a book is about."""

    words: str
    scheme: str = ""  # "BISAC" or "Thema"; "" for plain words
    code: str = ""


def subject(text: str) -> Subject:
    """The subject that is written so: "Film criticism", "BISAC: PER004030 Film", "Thema: ATFA"."""
    coded = CODED.fullmatch(text.strip())
    if coded is None:
        return Subject(text)
    code, words = coded[2].upper(), coded[3].strip()
    return Subject(words or code, SCHEMES[coded[1].lower()], code)
