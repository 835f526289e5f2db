"""Back matter compiled from the reviews: ratings, contributors, credits, indexes.

Which sections a book has is decided by [back] in anthology.toml, or by how many entries
they would have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from typing import Any

from anthology.compose.back_matter import indexes, ratings
from anthology.compose.back_matter.people import contributors, credited
from anthology.compose.back_matter.subjects import blind_references, subjects
from anthology.compose.composer import Composer
from anthology.config import Settings
from anthology.edition import Section
from anthology.text import direction

__all__ = ["LISTS", "ListSection", "back_matter", "blind_references"]


@dataclass(frozen=True)
class ListSection:
    """A section that lists something."""

    key: str  # in [back], and of its title in the style's words
    entries: Callable[[Composer, Settings], Sized]
    template: str
    fewest: int = 1  # entries with which "auto" includes it

    @property
    def kind(self) -> str:
        """The section's kind and id: "works-index"."""
        return self.key.replace("_", "-")


LISTS = (
    ListSection("ratings", ratings.rated_works, "ratings", 3),
    ListSection("contributors", contributors, "contributors"),
    ListSection("credits", credited, "credits"),
    ListSection("works_index", indexes.works, "index", 5),
    ListSection("creators_index", indexes.creators, "index", 8),
    ListSection("reviewers_index", indexes.reviewers, "index", 8),
    ListSection("subject_index", subjects, "index", 5),
)


def back_matter(composer: Composer, settings: Settings) -> Iterator[Section]:
    """The sections of the book's back matter, in order."""
    for each in LISTS:
        wanted = getattr(settings.back, each.key)
        entries: Sized = each.entries(composer, settings) if wanted else ()
        if len(entries) >= (each.fewest if wanted == "auto" else 1):
            yield _section(composer, settings, each, entries)


def _section(composer: Composer, settings: Settings, each: ListSection, entries: Sized) -> Section:
    title = composer.words[each.key]
    book = composer.book
    section = Section(
        each.kind, each.kind, "back", title, "", running_head=title,
        lang=book.language, dir=direction.of_language(book.language),
        recto=False,
    )  # fmt: skip
    own = f"{each.kind}.xhtml.j2" in composer.style.templates
    values: dict[str, Any] = {"listed": entries}
    if each.key == "ratings":
        families = ", ".join(composer.style.families)
        plots = ratings.plots(composer)
        values |= {"plots": plots, "families": families, "scaled": settings.ratings.scaled}
    return composer.section(section, template=each.kind if own else each.template, **values)
