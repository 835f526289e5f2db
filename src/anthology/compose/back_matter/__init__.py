"""Back matter compiled from the reviews: ratings, contributors, credits, indexes.

Which sections a book has is decided by [back] in anthology.toml, or by how many entries
they would have. Small indexes share a section, and longer ones where reviews share pages. A
long index of works has the ratings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from anthology.book import Book
from anthology.compose.back_matter import indexes, ratings
from anthology.compose.back_matter.indexes import Index
from anthology.compose.back_matter.people import contributors, credited
from anthology.compose.back_matter.subjects import blind_references, subjects
from anthology.compose.composer import Composer, running_head
from anthology.config import Settings
from anthology.edition import Heading, Section
from anthology.text import direction

__all__ = ["LISTS", "ListSection", "back_matter", "blind_references", "is_guide"]

MERGED = 60  # works above which their index shows the ratings, which have no list of their own
MOST_SHARED = 120  # entries of an index that saves pages by sharing one, of several columns
JOINT = "joint-index"  # the section of several small indexes


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


@dataclass(frozen=True)
class Compiled:
    """A section that the book has, with its entries."""

    form: ListSection
    entries: Sized
    values: dict[str, Any]  # what its template gets beside them

    def shares(self, *, close: bool) -> bool:
        """Whether it is an index that shares a section with others.

        `close` is whether reviews share pages in all of the book, as longer indexes do then.
        """
        if not isinstance(self.entries, Index) or self.values:
            return False
        return self.entries.small or (close and len(self.entries) <= MOST_SHARED)


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
    found = _merged(composer, settings, list(_compiled(composer, settings)))
    close = all(part.layout != "essays" for part in composer.book.parts)
    for shared, run in groupby(found, key=lambda each: each.shares(close=close)):
        together = list(run)
        if shared and len(together) > 1:
            yield _joint(composer, together)
        else:
            yield from (_section(composer, each) for each in together)


def is_guide(book: Book) -> bool:
    """Whether a book is a guide from end to end, whose back matter is as close."""
    return all(part.layout == "guide" for part in book.parts)


def _compiled(composer: Composer, settings: Settings) -> Iterator[Compiled]:
    for each in LISTS:
        wanted = getattr(settings.back, each.key)
        entries: Sized = each.entries(composer, settings) if wanted else ()
        if len(entries) >= (each.fewest if wanted == "auto" else 1):
            plotted = _plotted(composer, settings) if each.key == "ratings" else {}
            yield Compiled(each, entries, plotted)


def _merged(composer: Composer, settings: Settings, found: list[Compiled]) -> list[Compiled]:
    """The sections with the ratings in the index of works, if they are many."""
    by_key = {each.form.key: each for each in found}
    listed, works = by_key.get("ratings"), by_key.get("works_index")
    many = listed and len(listed.entries) > MERGED and not settings.ratings.scaled
    if not listed or not works or not many:
        return found
    rated = Compiled(works.form, indexes.rated(composer), listed.values)
    return [rated if each is works else each for each in found if each is not listed]


def _plotted(composer: Composer, settings: Settings) -> dict[str, Any]:
    """What the templates need to draw the plots of the ratings."""
    return {
        "plots": ratings.plots(composer),
        "families": ", ".join(composer.style.families),
        "scaled": settings.ratings.scaled,
    }


def _section(composer: Composer, each: Compiled) -> Section:
    section = _blank(composer, each.form.kind, each.form.key)
    template = each.form.template
    if f"{each.form.kind}.xhtml.j2" in composer.style.templates:
        template = each.form.kind
    values = {"plots": (), "listed": each.entries} | each.values
    return composer.listing(section, template, **values)


def _joint(composer: Composer, together: Sequence[Compiled]) -> Section:
    """Small indexes one after another under one head."""
    section = _blank(composer, JOINT, "indexes")
    indexes_ = [(f"{JOINT}-{each.form.kind}", composer.words[each.form.key], each)
                for each in together]  # fmt: skip
    headings = tuple(Heading(2, title, id_) for id_, title, _ in indexes_)
    return composer.listing(replace(section, headings=headings), indexes=indexes_)


def _blank(composer: Composer, kind: str, words: str) -> Section:
    """The section of that kind, without its XHTML."""
    title, language = composer.words[words], composer.book.language
    return Section(
        kind, kind, "back", title, "",
        running_head=running_head(title, language, composer.head_room),
        lang=language, dir=direction.of_language(language), recto=False,
    )  # fmt: skip
