"""Layouts: how the reviews of each part share pages, as the editor says or by their lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from anthology.book import Part
from anthology.config import Settings
from anthology.report import Problem, note

PAGE = 350  # words; a review that is shorter leaves most of its page empty
FEW = 12  # reviews; fewer do not make a book of short ones


def with_layouts(
    parts: Sequence[Part], settings: Settings
) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """The parts, each with its layout, and a note on those that were chosen by length."""
    wanted = [_wanted(number, settings) for number in range(len(parts))]
    automatic = [part for part, layout in zip(parts, wanted, strict=True) if layout == "auto"]
    chosen, remark = _by_length(automatic, settings) if automatic else ("", ())
    found = [
        replace(part, layout=chosen if layout == "auto" else layout)
        for part, layout in zip(parts, wanted, strict=True)
    ]
    return tuple(found), remark


def _wanted(number: int, settings: Settings) -> str:
    """The layout of a part as anthology.toml has it."""
    own = settings.part[number].layout if settings.part else ""
    return own or settings.book.layout


def _by_length(parts: Sequence[Part], settings: Settings) -> tuple[str, tuple[Problem, ...]]:
    """The layout that suits the lengths of the reviews, and a note where it is not essays."""
    words = [review.body.words for part in parts for review in part.reviews]
    middle = round(median(words)) if words else 0
    if len(words) < FEW or middle > PAGE:
        return "essays", ()
    message = (
        f"the layout is “run-on”, since half of the {len(words)} reviews have at most {middle} "
        "words: they follow one another on the page"
    )
    hint = 'To start a page with each, write layout = "essays" under [book].'
    return "run-on", (note(settings.place("book", "layout"), message, hint),)
