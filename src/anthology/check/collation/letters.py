"""What is compared of a text: not what a typographer, a font or a line break may change.

Left out, and therefore not checked, are: white space; hyphens and dashes of every kind, since
lines are hyphenated and dashes set; quotation marks, apostrophes and primes; upper and lower
case, since small capitals of both are the same, and with it the dot of an i and the accents of
Greek, which has none on capitals; forms that Unicode
calls compatible (ligatures, ellipses, superior figures); invisible characters; variation
selectors.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

LONG = 2000  # characters: of longer texts, which are whole reviews, fewer are remembered
_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″‴‵‶‷「」『』"
_DASHES = "-‐‑‒–—―−⁃﹘﹣－\u00ad\u058a\u05be"
# White space, and what Unicode calls default ignorable: no font draws it (DerivedCoreProperties).
_INVISIBLE = (
    "\\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_LEFT_OUT = re.compile(f"[{re.escape(_QUOTES + _DASHES)}{_INVISIBLE}]+")
_ASCII_LEFT_OUT = b"\"'`- \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
_GREEK = re.compile("[\u0386-\u03ce\u1f00-\u1fff][\u0300-\u0345]*")  # letters with accents
# Scripts written from right to left, or in which letters change places: their glyphs are
# drawn in another order than the letters are read.
_REORDERED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\ufb1d-\ufdff\ufe70-\ufefc\u202a-\u202e\u2066-\u2069]"
)
# Scripts in which a glyph may stand for several letters, or for a part of one: the text that
# a PDF gives for it is not the text that was written.
_SHARED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\ufb50-\ufdff\ufe70-\ufefc]")


def letters(text: str) -> str:
    """The characters of a text that are compared."""
    return (_of_long if len(text) > LONG else _of_short)(text)


def _letters(text: str) -> str:
    if text.isascii():  # five times as fast
        return text.encode("ascii").translate(None, _ASCII_LEFT_OUT).lower().decode("ascii")
    return _dotless(_composed(_unaccented(_composed(text)).casefold()))


_of_short, _of_long = lru_cache(4096)(_letters), lru_cache(256)(_letters)


def each(texts: Iterable[str]) -> tuple[str, ...]:
    """The same for many short texts at once, which is faster."""
    return tuple(letters("\0".join(text.replace("\0", "") for text in texts)).split("\0"))


def _composed(text: str) -> str:
    """The text in NFKC without what is left out; normalising may bring such characters back."""
    text = _LEFT_OUT.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text))
    return text


def _unaccented(text: str) -> str:
    """The text with Greek letters as capitals have them: an iota beside them, no other marks."""
    return _GREEK.sub(_bare, text) if _GREEK.search(text) else text


def _bare(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match[0])
    return apart[0] + "ι" * ("\u0345" in apart)


def _dotless(text: str) -> str:
    """The text with one i, with a dot or without: their capitals may be the same."""
    if "ı" in text or "i\u0307" in text:
        return text.replace("ı", "i").replace("i\u0307", "i")
    return text


def drawn_with(text: str, drawn: frozenset[str]) -> str:
    """The text without non-Latin characters that no font has: each has had a warning already."""
    absent = {ord(c) for c in set(text) - drawn if c > "\u024f"}
    return text.translate(dict.fromkeys(absent)) if absent else text


def split_around(found: str, wanted: str) -> tuple[str, str]:
    """The letters before and after the last occurrence of `wanted`; all before, if none."""
    at = found.rfind(wanted)
    return (found[:at], found[at + len(wanted) :]) if at >= 0 else (found, "")


def reordered(text: str) -> bool:
    """Whether the letters of a line may be drawn in another order than they are read."""
    return _REORDERED.search(text) is not None


def may_hold(text: str, drawn: str, key: str) -> bool:
    """Whether a text that is compared has the words of a line, as drawn and as it is compared.

    Where letters change places in both, the order of the line's letters is not looked at.
    """
    return key in text or (
        reordered(drawn) and reordered(text) and not letter_counts(key) - letter_counts(text)
    )


def letter_counts(text: str) -> Counter[str]:
    """How often each letter and figure occurs, but for those that a glyph need not stand for."""
    return Counter(letter for letter in _SHARED.sub("", text) if letter.isalnum())


def around(raw: str, count: int, length: int = 60) -> str:
    """The words of `raw` from the one on that holds its letter number `count`, for a message."""
    words, before = raw.split(), 0
    for number, word in enumerate(words):
        before += len(letters(word))
        if before > count:
            return _cut(" ".join(words[number:]), length)
    return "the end"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def missing_from_head(title: str, names: Sequence[str], head: str) -> Iterator[str]:
    """A message for the title and for each name that is missing from the words of a head."""
    found = letters(head)
    for what, words in (("title", title), *(("name", name) for name in names)):
        if not _contains(found, words):
            instead = f"; the head is “{head.strip()[:80]}”" if head.strip() else ""
            yield f"the {what} “{words}” is not printed{instead}"


def _contains(found: str, words: str) -> bool:
    """Whether a title or a name is there; in any order, where letters change places."""
    wanted = letters(words)
    if wanted in found:
        return True
    return reordered(words) and not letter_counts(wanted) - letter_counts(found)


def within(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether all that is wanted is there together, in its order."""
    starts = range(len(found) - len(wanted) + 1)
    return any(tuple(found[start : start + len(wanted)]) == tuple(wanted) for start in starts)


def holds(outline: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether all headings are in the outline, in their order."""
    titles = iter([letters(title) for title in outline])
    return all(letters(heading) in titles for heading in headings if letters(heading))
