"""Emphasised words in titles, where a title is set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup, escape

from anthology.book import Review
from anthology.compose.typography.punctuation import smarten

SPACES = str.maketrans("\u00a0\u202f", "  ")


def emphasised(review: Review) -> tuple[str, ...]:
    """The words of a review's title and subtitle that are in italics, as they are printed."""
    return tuple(smarten(words, review.lang) for words in review.italics)


def italic(lines: Sequence[str], phrases: Sequence[str]) -> list[str]:
    """The lines of a title with each phrase in `<em>`, once and in order, also where it breaks."""
    whole = " ".join(lines).translate(SPACES)
    spans, at = [], 0
    for phrase in phrases:
        start = whole.find(phrase.translate(SPACES), at)
        if phrase and start >= 0:
            at = start + len(phrase)
            spans.append((start, at))
    if not spans:
        return list(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return [_marked(line, start, spans) for line, start in zip(lines, starts, strict=False)]


def _marked(line: str, offset: int, spans: Sequence[tuple[int, int]]) -> Markup:
    """A line that begins at `offset` of its title, with what of it is in the spans marked."""
    parts, at = Markup(), 0
    for first, last in spans:
        start, end = (min(max(n - offset, at), len(line)) for n in (first, last))
        if start < end:
            parts += escape(line[at:start]) + Markup("<em>{}</em>").format(line[start:end])
            at = end
    return parts + escape(line[at:])
