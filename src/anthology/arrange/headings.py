"""Titles for parts made by a field of the reviews, in the book's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Headings:
    """The headings of one language; a kind that is not in `kinds` is its own heading."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    others: str = "Other pieces"
    unsigned: str = "Unsigned"
    unrated: str = "Unrated"
    pair: str = "{} and {}"

    def kind(self, kind: str) -> str:
        """The heading of works of a kind: "Films"."""
        return self.kinds.get(kind, kind[:1].upper() + kind[1:])

    def names(self, names: Sequence[str]) -> str:
        """Names as a heading: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return self.pair.format(", ".join(names[:-1]), names[-1])


ENGLISH = Headings(
    {
        "film": "Films", "series": "Series", "book": "Books", "game": "Games", "album": "Albums",
        "song": "Songs", "restaurant": "Restaurants", "play": "Plays",
        "exhibition": "Exhibitions", "comic": "Comics", "podcast": "Podcasts",
    }
)  # fmt: skip
GERMAN = Headings(
    {
        "film": "Filme", "series": "Serien", "book": "Bücher", "game": "Spiele", "album": "Alben",
        "song": "Lieder", "restaurant": "Restaurants", "play": "Theater",
        "exhibition": "Ausstellungen", "comic": "Comics", "podcast": "Podcasts",
    },
    "Weitere Beiträge", "Ohne Namen", "Ohne Wertung", "{} und {}",
)  # fmt: skip
FRENCH = Headings(
    {
        "film": "Films", "series": "Séries", "book": "Livres", "game": "Jeux", "album": "Albums",
        "song": "Chansons", "restaurant": "Restaurants", "play": "Théâtre",
        "exhibition": "Expositions", "comic": "Bandes dessinées", "podcast": "Podcasts",
    },
    "Autres textes", "Non signés", "Sans note", "{} et {}",
)  # fmt: skip
BY_LANGUAGE = {"de": GERMAN, "fr": FRENCH}


def headings(language: str) -> Headings:
    """The headings in the language of a BCP 47 tag; English where there is no translation."""
    return BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)
