"""What cannot be printed: no text at all, an endless word or title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from anthology.config import LimitsTable
from anthology.load.formats.read import Text
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem, Severity, error, question

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
    yield from _endless_words(front, text.finished.body.xhtml, limits.word_letters)
    yield from _endless(front, title, limits.header_letters)


def has_text(text: Text) -> bool:
    """Whether words or pictures are left of a text, or an error says why there are none."""
    refused = any(problem.severity is Severity.ERROR for problem in text.problems)
    words = _VISIBLE.search(_TAG.sub("", text.finished.body.xhtml))
    return bool(refused or words or text.pictures)


def without_text(front: FrontMatter) -> Problem:
    """A question where nothing but a header, or a video, is left of a review.

    It is the same for each, so that many are reported together.
    """
    return question(
        front.place,
        "the review has no text, or a video alone: it was left out of the book",
        "Write the review, or name the file under exclude in a [[source]] of anthology.toml.",
    )


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
