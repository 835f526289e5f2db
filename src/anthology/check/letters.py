"""Texts made comparable: what a typographer, a font or a line break may change is left aside.

Left aside, and thereby not checked, are: white space; hyphens and dashes of every kind, since
lines are hyphenated and dashes set; quotation marks, apostrophes and primes; upper and lower
case, since small capitals of both are the same; forms that Unicode calls compatible
(ligatures, ellipses, superior figures); invisible characters; variation selectors.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‴‵‶‷「」『』"
_DASHES = "-‐‑‒–—―−⁃﹘﹣－\u00ad\u058a\u05be"
_ASIDE = dict.fromkeys(map(ord, _QUOTES + _DASHES)) | dict.fromkeys(range(0xFE00, 0xFE10))
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]+")
# From right to left, or with letters that change places: glyphs are drawn in another order.
_REORDERED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\ufb1d-\ufdff\ufe70-\ufefc\u202a-\u202e\u2066-\u2069]"
)


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """All that is compared of a text."""
    text = text.translate(_ASIDE)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_ASIDE)
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text.casefold()))
    return _INVISIBLE.sub("", text.casefold())


def reordered(text: str) -> bool:
    """Whether the letters of a line may be drawn in another order than they are read."""
    return _REORDERED.search(text) is not None


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
