"""Texts made comparable: what a typographer, a font or a line break may change is left aside.

Left aside, and thereby not checked, are: white space; hyphens and dashes of every kind, since
lines are hyphenated and dashes set; quotation marks, apostrophes and primes; upper and lower
case, since small capitals of both are the same; forms that Unicode calls compatible
(ligatures, ellipses, superior figures); invisible characters; variation selectors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‴‵‶‷「」『』"
_DASHES = "-‐‑‒–—―−⁃﹘﹣－\u00ad\u058a\u05be"
_INVISIBLE = "\\s\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
_ASIDE = re.compile(f"[{re.escape(_QUOTES + _DASHES)}{_INVISIBLE}]+")
_ASCII_ASIDE = b"\"'`- \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
# From right to left, or with letters that change places: glyphs are drawn in another order.
_REORDERED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\ufb1d-\ufdff\ufe70-\ufefc\u202a-\u202e\u2066-\u2069]"
)
# Glyphs that stand for several letters, or for parts of one: copied, they say another word.
_SHARED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\ufb50-\ufdff\ufe70-\ufefc]")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """All that is compared of a text."""
    if text.isascii():  # five times as fast
        return text.encode("ascii").translate(None, _ASCII_ASIDE).lower().decode("ascii")
    return _composed(_composed(text).casefold())


def each(texts: Iterable[str]) -> tuple[str, ...]:
    """What is compared of each of many short texts, in one go."""
    return tuple(letters("\0".join(text.replace("\0", "") for text in texts)).split("\0"))


def _composed(text: str) -> str:
    """The text in one form of Unicode without what is left aside, which forms may bring back."""
    text = _ASIDE.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = _ASIDE.sub("", unicodedata.normalize("NFKC", text))
    return text


def split_around(there: str, wanted: str) -> tuple[str, str]:
    """The letters before and behind the last place where the wanted ones stand, if they do."""
    at = there.rfind(wanted)
    return (there[:at], there[at + len(wanted) :]) if at >= 0 else (there, "")


def reordered(text: str) -> bool:
    """Whether the letters of a line may be drawn in another order than they are read."""
    return _REORDERED.search(text) is not None


def told_by_glyphs(text: str) -> Counter[str]:
    """The letters and figures of `text` that a page's glyphs tell, in no order."""
    return Counter(letter for letter in _SHARED.sub("", text) if letter.isalnum())


def around(raw: str, count: int, length: int = 60) -> str:
    """The words of `raw` that begin before its letter number `count`, for people to read."""
    words, before = raw.split(), 0
    for number, word in enumerate(words):
        before += len(letters(word))
        if before > count:
            return _cut(" ".join(words[number:]), length)
    return "the end"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
