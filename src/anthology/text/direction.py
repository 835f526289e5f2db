"""The writing direction of a language, a text or a letter: "ltr" or "rtl"."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

LANGUAGES = frozenset("ar arc ckb dv fa he ks ku ps sd syr ug ur yi".split())  # noqa: SIM905
SCRIPTS = frozenset("adlm arab hebr mand nkoo rohg samr syrc thaa".split())  # noqa: SIM905
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, END_OF_ISOLATE = "\u2066", "\u2067", "\u2069"
ISOLATES = {"ltr": LEFT_TO_RIGHT_ISOLATE, "rtl": RIGHT_TO_LEFT_ISOLATE}
# Words that keep their order in any line: letters of one direction, and blanks between them.
PLAIN = re.compile(f"(?:{RIGHT_TO_LEFT.pattern}(?:[ \u00a0](?={RIGHT_TO_LEFT.pattern}))?)+")
LETTER = re.compile(r"[^\W\d_]")


def of_language(tag: str) -> str:
    """The direction by the script of a BCP 47 tag, or else by its language."""
    primary, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in SCRIPTS else "ltr"
    return "rtl" if primary in LANGUAGES else "ltr"


def binding_of(language: str) -> Literal["left", "right"]:
    """The side at which a book in that language is bound, seen from page 1."""
    return "right" if of_language(language) == "rtl" else "left"


def of_text(text: str) -> str:
    """The direction of most of its letters; "ltr" if it has none."""
    letters = len(RIGHT_TO_LEFT.findall(text))
    return "rtl" if letters and letters * 2 > len(LETTER.findall(text)) else "ltr"


def of_title(text: str, way: str) -> str:
    """The direction of its letters where all have one; else `way`, that of the text below it."""
    right = len(RIGHT_TO_LEFT.findall(text))
    letters = len(LETTER.findall(text))
    if not letters or 0 < right < letters:
        return way
    return "rtl" if right else "ltr"


def between_isolates(text: str, way: str) -> str:
    """The text kept in order, for lists of a reader's own, whose direction we do not know.

    Without words that run from right to left it is as it was.
    """
    if not RIGHT_TO_LEFT.search(text) or PLAIN.fullmatch(text):
        return text
    return f"{ISOLATES[way]}{text}{END_OF_ISOLATE}"


def in_a_line(text: str, way: str) -> str:
    """A title for a line of direction `way`; between isolates where its letters have another."""
    own = of_title(text, way)
    return text if own == way else f"{ISOLATES[own]}{text}{END_OF_ISOLATE}"


def of_character(character: str, before: str) -> str:
    """The direction of a letter; `before` for a digit, which follows its context; else ""."""
    kind = unicodedata.bidirectional(character)
    if kind in {"R", "AL"}:
        return "rtl"
    if kind in {"EN", "AN"}:
        return before
    return "ltr" if kind == "L" else ""
