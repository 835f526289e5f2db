"""Apostrophes that stand where a quotation could begin or end: 'tis, the '90s, hab', un po'."""

from __future__ import annotations

import re
from functools import lru_cache

from anthology.compose.typography.languages import Language

_DECADE = re.compile(r"\d\d(?:s|er[ns]?)?(?![\w'’])|\d0s(?=' \w)")
# A title that begins with a number: '12 Angry Men'.
_TITLE = re.compile(r"\d\d(?: (?:[^\W\d_a-z][\w’-]*|[a-z]{1,3}),?){1,6}[.!?]?'")
_AND = re.compile(r"[nN]'(?!\w)")
_CONTRACTED = re.compile(r"(?:s|d|t|m|re|ve|ll)\b")  # the U.S.'s
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LONGEST = 20  # letters of a word that is looked at
_FOLLOWS = re.compile(r"' [^\W\d_]")


def never_opens(text: str, position: int) -> bool:
    """Whether a mark before `position` is an apostrophe whatever follows: '90s, rock 'n' roll."""
    if _AND.match(text, position):
        return True
    return _DECADE.match(text, position) is not None and not _TITLE.match(text, position)


def elided(text: str, position: int, rules: Language) -> bool:
    """Whether a word begins at `position` whose first letters may be left out: 'tis, 's ist."""
    begins = _begins(rules.elided)
    return begins is not None and begins.match(text, position) is not None


def contracted(text: str, position: int) -> bool:
    """Whether what follows belongs to the word before: the U.S.'s."""
    return _CONTRACTED.match(text, position) is not None


def weak_end(text: str, position: int, rules: Language) -> bool:
    """Whether a mark at `position` may be an apostrophe: the dogs' toys, un po' di."""
    if not _FOLLOWS.match(text, position):
        return False
    word = _LAST_WORD.search(text, max(0, position - _LONGEST), position)
    ends = _ends(rules.clipped)
    if not word:
        return False
    return word[0][-1] in "sxzß" or (ends is not None and ends.fullmatch(word[0]) is not None)


@lru_cache
def _begins(words: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{words})(?![\w'’])", re.IGNORECASE) if words else None


@lru_cache
def _ends(words: str) -> re.Pattern[str] | None:
    return re.compile(words, re.IGNORECASE) if words else None
