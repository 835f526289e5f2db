"""Titles for parts made by a field of the reviews, in the book's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anthology.text import words
from anthology.text.names import joined
from anthology.text.words import Words


@dataclass(frozen=True)
class Headings:
    """The headings of one language; a kind that has none is its own heading."""

    words: Words

    @property
    def others(self) -> str:
        """The heading of reviews without the field."""
        return str(self.words["parts"]["others"])

    @property
    def unsigned(self) -> str:
        """The heading of reviews without a reviewer."""
        return str(self.words["parts"]["unsigned"])

    @property
    def unrated(self) -> str:
        """The heading of reviews without a rating."""
        return str(self.words["parts"]["unrated"])

    def kind(self, kind: str) -> str:
        """The heading of works of a kind: "Films"."""
        return str(self.words["parts"].get(kind, kind[:1].upper() + kind[1:]))

    def names(self, names: Sequence[str]) -> str:
        """Names as a heading: "A, B and C"."""
        return joined(names, self.words)


def headings(language: str) -> Headings:
    """The headings in the language of a BCP 47 tag; English where there is no translation."""
    return Headings(words.of_language(language))
