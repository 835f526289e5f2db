"""The labels that e-readers show for navigation and notes, by language."""

from __future__ import annotations

from dataclasses import dataclass

from anthology.text import words


@dataclass(frozen=True)
class Labels:
    """The labels in one language."""

    contents: str
    landmarks: str
    pages: str
    page: str
    cover: str
    title_page: str
    start: str
    index: str
    notes: str
    back: str
    aside: str
    print_edition: str


def labels_of(language: str) -> Labels:
    """The labels in the language of a BCP 47 tag; English for an unknown language."""
    own = words.of_language(language)
    front = {key: own[key] for key in ("contents", "cover", "title_page")}
    return Labels(**front, **own["reader"])
