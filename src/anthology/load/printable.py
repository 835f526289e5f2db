"""Refuse what cannot be printed: an empty text, an endless word or title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from anthology.config import LimitsTable
from anthology.load.formats.read import Text
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem, Severity, error

_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_TAG = re.compile(r"<[^>]*>")
# Scripts that do not put spaces between words: those of South-East Asia and East Asia.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef"
)


def unprintable(
    front: FrontMatter, title: str, text: Text, limits: LimitsTable
) -> Iterator[Problem]:
    """An error for each reason why a review cannot be printed."""
    refused = any(problem.severity is Severity.ERROR for problem in text.problems)
    words = _VISIBLE.search(_TAG.sub("", text.finished.body.xhtml))
    if not (refused or words or text.pictures):
        hint = "Write the review, or delete the file."
        yield error(front.place, "nothing of the text is left: there is nothing to print", hint)
    yield from _endless_words(front, text.finished.body.xhtml, limits.word_letters)
    yield from _endless(front, title, limits.header_letters)


def _endless_words(front: FrontMatter, xhtml: str, most: int) -> Iterator[Problem]:
    """An error for a word that takes long to set: time grows with the square of its length."""
    word = re.search(rf"[^\s{_UNSPACED}]{{{most + 1}}}", _TAG.sub(" ", xhtml))
    if word:
        hint = "Divide it, or take it out; [limits] word_letters in anthology.toml allows more."
        place = front.find(unescape(word[0][:30]))
        yield error(place, f"a word has more than {most} characters", hint)


def _endless(front: FrontMatter, title: str, most: int) -> Iterator[Problem]:
    """An error for a title or another value of the header that no page has room for."""
    hint = "[limits] header_letters in anthology.toml allows more."
    for name, value in front.values.items():
        if keys.ours(keys.named(name)) and len(value.text or "") > most:
            place = Place(front.path, value.line)
            yield error(place, f"“{name}” has more than {most} characters", hint)
    if len(title) > most:
        yield error(Place(front.path), f"the title has more than {most} characters", hint)
