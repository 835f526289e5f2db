"""Where a paragraph may be broken, by Pango's rules and Pyphen's patterns, and the penalties."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pyphen
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from anthology.pdf.engine.fast import hyphenation
from anthology.pdf.engine.lines.measure import TextRun
from anthology.pdf.engine.lines.parameters import PARAMETERS

LINE_BREAK, CHARACTER_BREAK = 1, 4  # bits of a PangoLogAttr
Ranges = list[tuple[int, int]]  # of characters: the first, and the one after the last

SOFT_HYPHEN = "\u00ad"
LONG_DASHES = "\u2013\u2014\u2015"
WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’\u00ad][^\W\d_]+)*(?!\w)")
HYPHENS = frozenset("-\u2010")
NOUNS_IN_CAPITALS = ("de", "lb")  # languages in which a capital does not mean a name


def _flags(text: str, lang: str | None) -> memoryview:
    """Pango's attributes of each character, as the bits of a PangoLogAttr."""
    return memoryview(ffi.buffer(get_log_attrs(text, lang))).cast("I")


@lru_cache(maxsize=16)
def _patterns(lang: str, left: int, right: int) -> Any:
    hyphenation.prepare(lang)
    return pyphen.Pyphen(lang=lang, left=left, right=right)


@lru_cache(maxsize=65536)
def divisions(word: str, lang: str, left: int, right: int) -> tuple[int, ...]:
    """Where a word may be divided without changing its spelling.

    Only letters count for `left` and `right`: “does-n’t” leaves two on the second line.
    """
    found = _patterns(lang, left, right).positions(word)
    return tuple(
        int(place)
        for place in found
        if not getattr(place, "data", None)
        and _letters(word[:place]) >= left
        and _letters(word[place:]) >= right
    )


def _letters(part: str) -> int:
    return sum(map(str.isalpha, part))


def between_words(runs: tuple[TextRun, ...], text: str, lang: str | None) -> dict[int, float]:
    """The characters before which a line may begin by Pango's rules, with the penalties.

    A penalty is negative after a soft hyphen: a hyphen is added there. The call of a note stays
    with its word; Pango takes “end.” and a figure for two words.
    """
    unbroken = [run for run in runs if run.box.style["white_space"] in ("nowrap", "pre")]
    calls = {run.first for run in runs if run.box.style["font_variant_position"] == "super"}
    return {
        position: _penalty(text[position - 1])
        for position, bits in enumerate(_flags(text, lang))
        if bits & LINE_BREAK
        and 0 < position < len(text)
        and not (text[position] in LONG_DASHES and _closes(text, position))
        and not (position in calls and text[position - 1] != " ")
        and not any(run.first < position < run.last for run in unbroken)
    }


def with_divisions(
    found: dict[int, float], runs: tuple[TextRun, ...], text: str
) -> dict[int, float]:
    """The given opportunities and those inside words, where a hyphen is added."""
    more = dict(found)
    for position, penalty in _in_words(runs, text):
        more.setdefault(position, penalty)
    return dict(sorted(more.items()))


def _closes(text: str, position: int) -> bool:
    """Whether a dash belongs to what is before it, and not, as in Spanish, to what it opens."""
    return text[position - 1] != " " or not text[position + 1 : position + 2].isalnum()


def _penalty(before: str) -> float:
    if before == SOFT_HYPHEN:
        return -PARAMETERS.soft_hyphen_penalty
    if before in HYPHENS:
        return PARAMETERS.dash_penalty
    return PARAMETERS.slash_penalty if before in "/\\" else 0.0


def _in_words(runs: tuple[TextRun, ...], text: str) -> Iterator[tuple[int, float]]:
    """The opportunities inside words, by the patterns of each run's language."""
    firsts = [run.first for run in runs]
    rules = [_rule(run.box.style) for run in runs]
    for word in WORD.finditer(text):
        letters, (start, end) = word.group(), word.span()
        rule = rules[bisect_right(firsts, start) - 1]
        if not rule or len(letters) < rule.least or SOFT_HYPHEN in letters or letters.isupper():
            continue
        hyphenated = text[start - 1 : start] in HYPHENS or text[end : end + 1] in HYPHENS
        penalty = PARAMETERS.compound_penalty if hyphenated else PARAMETERS.hyphen_penalty
        if letters[0].isupper() and rule.lang[:2] not in NOUNS_IN_CAPITALS:
            penalty = PARAMETERS.name_penalty
        for place in divisions(letters, rule.lang, rule.left, rule.right):
            yield start + place, -penalty


class _Rule(NamedTuple):
    """How a style divides words: the least letters of a word, and of its parts."""

    lang: str
    least: int
    left: int
    right: int


def _rule(style: Any) -> _Rule | None:
    lang = style["lang"] and pyphen.language_fallback(style["lang"])
    if style["hyphens"] != "auto" or not lang:
        return None
    return _Rule(lang, *style["hyphenate_limit_chars"])


def anywhere(
    text: str, lang: str | None, found: dict[int, float], wide: Ranges
) -> dict[int, float]:
    """The given opportunities, and those between any characters of words wider than a line."""
    flags = _flags(text, lang)
    more = dict(found)
    for first, last in wide:
        for position in range(first + 1, last):
            if flags[position] & CHARACTER_BREAK:
                more.setdefault(position, PARAMETERS.anywhere_penalty)
    return dict(sorted(more.items()))
