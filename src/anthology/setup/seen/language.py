"""The language of a text, by its script and by words that hardly a paragraph does without."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENOUGH = 12  # words; of fewer nothing can be concluded
LEAST = 0.08  # of the words: in prose every third or fourth is such a word
MOST = 4000  # characters that are looked at
SCRIPTS = (  # where a tenth of the letters is of one of these, that is the language
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
SHARE = 0.1


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """Word -> the languages that it is frequent in."""
    table = tomllib.loads(
        (files("anthology") / "setup" / "seen" / "languages.toml").read_text("utf-8")
    )
    found: dict[str, tuple[str, ...]] = {}
    for language, words in table.items():
        for word in set(words.split()):
            found[word] = (*found.get(word, ()), language)
    return found


def of_text(text: str) -> str:
    """The primary tag of a text's language, "" where it has too few words or none is likely."""
    start = text[:MOST]
    if language := _by_script(start):
        return language
    words = [word.lower().replace("’", "'") for word in WORD.findall(start)]
    if len(words) < ENOUGH:
        return ""
    return _by_words(words)


def _by_script(text: str) -> str:
    if text.isascii():
        return ""
    letters = sum(c.isalpha() for c in text)
    for language, script in SCRIPTS:
        if letters and len(script.findall(text)) > SHARE * letters:
            return language
    return ""


def _by_words(words: Iterable[str]) -> str:
    """The language with the most frequent words; a word of several counts less for each."""
    known, total = _words(), 0
    points: Counter[str] = Counter()
    for word in words:
        total += 1
        languages = known.get(word, ())
        for language in languages:
            points[language] += 6 // len(languages) + 1
    hits = {language: sum(1 for w in words if language in known.get(w, ())) for language in points}
    best = max(points, key=lambda one: (points[one], one), default="")
    return best if best and hits[best] >= LEAST * total else ""
