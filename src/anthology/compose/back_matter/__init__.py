"""Back matter made of the book's own data: ratings, contributors, credits, indexes.

Each section stands where it serves, or as [back] in anthology.toml says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from typing import Any

from anthology.compose.back_matter import indexes, ratings
from anthology.compose.back_matter.people import contributors, credited
from anthology.compose.back_matter.subjects import blind, subjects
from anthology.compose.setting import Setting
from anthology.config import Settings
from anthology.edition import Section
from anthology.text import direction

__all__ = ["LISTS", "List", "back_matter", "blind"]


@dataclass(frozen=True)
class List:
    """A section that lists something: how, in which template, from how many on it serves."""

    key: str  # of [back], and of the style's words for its title
    listed: Callable[[Setting, Settings], Sized]
    template: str
    least: int = 1

    @property
    def kind(self) -> str:
        """The section's kind and id: "works-index"."""
        return self.key.replace("_", "-")


LISTS = (
    List("ratings", ratings.rated_works, "ratings", 3),
    List("contributors", contributors, "contributors"),
    List("credits", credited, "credits"),
    List("works_index", indexes.works, "index", 5),
    List("creators_index", indexes.creators, "index", 8),
    List("reviewers_index", indexes.reviewers, "index", 8),
    List("subject_index", subjects, "index", 5),
)


def back_matter(setting: Setting, settings: Settings) -> Iterator[Section]:
    """The sections that this book and its editor want, in their order."""
    for each in LISTS:
        wanted = getattr(settings.back, each.key)
        listed: Sized = each.listed(setting, settings) if wanted else ()
        if len(listed) >= (each.least if wanted == "auto" else 1):
            yield _section(setting, settings, each, listed)


def _section(setting: Setting, settings: Settings, each: List, listed: Sized) -> Section:
    title = setting.words[each.key]
    book = setting.book
    section = Section(
        each.kind, each.kind, "back", title, "", running_head=title,
        lang=book.language, dir=direction.of_language(book.language),
        recto=False,
    )  # fmt: skip
    own = f"{each.kind}.xhtml.j2" in setting.style.templates
    values: dict[str, Any] = {"listed": listed}
    if each.key == "ratings":
        families = ", ".join(setting.style.families)
        plots = ratings.plots(setting)
        values |= {"plots": plots, "families": families, "scaled": settings.ratings.scaled}
    return setting.section(section, template=each.kind if own else each.template, **values)
