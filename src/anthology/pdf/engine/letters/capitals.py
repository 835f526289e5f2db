"""Capitals of Greek, for `text-transform: uppercase` (CSS Text 3, 2.1.1; Unicode's el-Upper).

They have no accents and breathings, but keep a dialytika. Where the first of two vowels loses its
accent, which parted them, the second gets one: “άυλος” is ΑΫΛΟΣ. The word “ή” keeps its accent, by
which it differs from the article, and an iota below a letter stands beside it.
"""

from __future__ import annotations

import re
import unicodedata

from weasyprint.formatting_structure import text as theirs

GREEK = frozenset({"el", "grc"})
ACCENTS = frozenset("\u0300\u0301\u0342")
TONOS, DIALYTIKA, IOTA_BELOW = "\u0301", "\u0308", "\u0345"
VOWELS = frozenset("αεηιουω")
LETTER = re.compile("(?P<letter>[\u0370-\u03ff])(?P<marks>[\u0300-\u0345]*)")

_uppercase = theirs.uppercase


def uppercase(text: str, lang_code: str) -> str:
    """The text in capitals of a language, by the main part of its tag."""
    return greek(text) if lang_code in GREEK else str(_uppercase(text, lang_code))


def greek(text: str) -> str:
    """The text in Greek capitals."""
    apart = unicodedata.normalize("NFD", text)
    output: list[str] = []
    before: re.Match[str] | None = None
    at = 0
    for match in LETTER.finditer(apart):
        beside = before if before and before.end() == match.start() else None
        output += (apart[at : match.start()].upper(), _capital(match, beside))
        before, at = match, match.end()
    return unicodedata.normalize("NFC", "".join((*output, apart[at:].upper())))


def _capital(match: re.Match[str], before: re.Match[str] | None) -> str:
    """A letter's capital with the marks that it has, by the letter right before it."""
    letter, marks = match["letter"].lower(), match["marks"]
    parted = before is not None and _is_accented_vowel(before)
    shown = ""
    if DIALYTIKA in marks or (letter in "ιυ" and parted and not ACCENTS & {*marks}):
        shown = DIALYTIKA
    elif letter == "η" and marks == TONOS and _is_alone(match):
        shown = TONOS
    return letter.upper() + shown + ("Ι" if IOTA_BELOW in marks else "")


def _is_accented_vowel(match: re.Match[str]) -> bool:
    return match["letter"].lower() in VOWELS and bool(ACCENTS & {*match["marks"]})


def _is_alone(match: re.Match[str]) -> bool:
    """Whether no letter stands beside it."""
    words = match.string
    around = words[max(0, match.start() - 1) : match.start()] + words[match.end() :][:1]
    return not any(map(str.isalnum, around)) and not unicodedata.combining(around[:1] or " ")
