"""The composer fills in the style's templates with a book for one edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from anthology.book import Book, Person, Work
from anthology.cache.buckets import Shelf, named
from anthology.compose.forms.formulas import with_formulas
from anthology.compose.links import Links, links
from anthology.compose.templates import Templates, templates, titles_in
from anthology.compose.typography import isolates
from anthology.compose.typography.titles import leads_on, shortened, width
from anthology.edition import Section
from anthology.style import Style
from anthology.style.css.grid import Grid
from anthology.style.css.values import is_picture
from anthology.style.words import of_language
from anthology.text.names import joined
from anthology.text.words import Words

OTHER_ORNAMENT = "✽"  # in Anthology Symbols
SEVERAL_PAGES = 1_000  # words: about three printed pages
LONGEST_HEAD = 27.0  # em of the text face, for which a running head has room
FRONTISPIECE = "frontispiece"  # the kind of the picture that faces the title page
WITHOUT_TITLE = frozenset({"dedication", "epigraph", FRONTISPIECE})
SHORTEST_HEAD = 8  # characters of a title before its colon

# By edition and id, the last section of each list with what it was filled in with.
LISTINGS: dict[tuple[str, str], tuple[tuple[object, ...], Section]] = {}


@dataclass(frozen=True)
class Composer:
    """A book, a style and an edition, and how a section of them is composed."""

    book: Book
    style: Style
    edition: str  # "epub", "print" or "screen"
    templates: Templates
    links: Links
    grid: Grid = field(default_factory=Grid)  # of the layout of that name
    title_room: float = 1.0  # how much of a title a line holds, against classic's
    head_room: float = 1.0  # how much of a running head
    shelf: Shelf[Section] | None = None  # sections of an earlier build

    @cached_property
    def words(self) -> Words:
        """The words that a book adds itself ("Contents"), in its language."""
        return of_language(self.style.words, self.book.language)

    def words_of(self, lang: str) -> Words:
        """The same words in the language of a text."""
        return of_language(self.style.words, lang)

    @cached_property
    def authors(self) -> tuple[Person, ...]:
        """Who wrote every review; looked for once, since it asks all reviews."""
        return self.book.authors

    @cached_property
    def signed_once(self) -> bool:
        """Whether the title page names the reviewers for all reviews: no other page need."""
        return bool(self.authors)

    @cached_property
    def opens_recto(self) -> bool:
        """Whether a review opens on a right-hand page; with “auto”, where most have several."""
        openings = self.style.settings.openings
        if openings != "auto":
            return openings == "recto"
        words = [review.body.words for review in self.book.reviews]
        return sum(words) > SEVERAL_PAGES * len(words)

    @cached_property
    def ornament(self) -> str:
        """The style's ornament, or another where no face has it."""
        own = self.style.settings.ornament
        return own if is_picture(own) or not self.style.missing(own) else OTHER_ORNAMENT

    @cached_property
    def shared(self) -> tuple[object, ...]:
        """Everything of the book and the style that all its reviews and lists follow from.

        Its parts, its templates and where links lead are not among it.
        """
        style, language = self.style, self.book.language
        own = (style.settings, style.words, language, self.title_room, self.ornament, self.authors)
        return (*own, self.grid, self.head_room, self.opens_recto)

    @cached_property
    def _shared_name(self) -> str:
        return named(self.edition, sorted(self.style.templates.items()), self.shared)

    def recalled(self, source: Sequence[object], make: Callable[[], Section]) -> Section:
        """The section that follows from `source` and what is shared: an earlier or a new one."""
        if self.shelf is None or not self._shared_name:
            return make()
        return self.shelf.recalled(named(self._shared_name, source), make)

    def section(self, section: Section, template: str = "", **values: Any) -> Section:
        """`section` with its XHTML: `template` or that of its kind, filled in with `values`.

        Every template also gets the section, the book, the edition's name, the style's
        settings and the words of the book's language. Raises Refused.
        """
        common = {
            "section": section,
            "book": self.book,
            "edition": self.edition,
            "style": self.style.settings,
            "words": self.words,
            "authors": self.authors,
            "ornament": self.ornament,
            "title_room": self.title_room,
        }
        xhtml = self.templates.render(f"{template or section.kind}.xhtml.j2", common | values)
        xhtml = with_formulas(xhtml, self.edition)
        return replace(
            section, xhtml=isolates.in_elements(xhtml), byline=isolates.in_controls(section.byline)
        )

    def listing(self, section: Section, template: str = "", **values: Any) -> Section:
        """The same for a list; it is not filled in again for what it was filled in with last.

        Of the book, our templates of lists see the language alone.
        """
        if self.style.foreign:
            return self.section(section, template, **values)
        source = (section, template, values)
        known = (self.templates.environment, self.shared, source)
        before = LISTINGS.get((self.edition, section.id))
        if before is None or before[0] != known:
            fill_in = partial(self.section, section, template, **values)
            before = LISTINGS[self.edition, section.id] = (known, self.recalled(source, fill_in))
        return before[1]

    def template(self, name: str, work: Work | None) -> str:
        """The template `name`, or that for the kind of a work where the style has one."""
        own = f"{name}.{work.kind.lower()}" if work and work.kind else name
        return own if f"{own}.xhtml.j2" in self.style.templates else name

    def drawing(self, name: str, **values: Any) -> str:
        """The SVG of the style's template `name`, filled in with `values`. Raises Refused."""
        common = {"edition": self.edition, "style": self.style.settings}
        return self.templates.render(f"{name}.svg.j2", common | values)


def composer_of(book: Book, style: Style, edition: str, known: Links | None = None) -> Composer:
    """The composer of `book` in `style`, for the edition "epub", "print" or "screen".

    `known` are the targets of links; None: all that the book has.
    """
    return Composer(book, style, edition, templates(style), known or links(book))


def running_head(title: str, lang: str, room: float = 1.0) -> str:
    """The title as far as it fits a running head: up to a colon, else to whole words.

    It ends on no small word: “Strangelove, or: How …” goes on after the colon.

    `room` is how much the head holds, against that of “classic”.
    """
    longest, language = LONGEST_HEAD * room, titles_in(lang)
    if width(title) <= longest:
        return title
    for mark in (": ", " – ", "\u00a0– ", "\u00a0— ", " — ", "? ", " (", "：", "（"):
        start, found, _ = title.partition(mark)
        head = start + mark.strip(" :(–—\u00a0：（")
        fits = len(start) >= SHORTEST_HEAD and width(start) <= longest
        if found and fits and not leads_on(head, language):
            return head
    return shortened(title, longest, language)


def running_names(people: Sequence[Person], words: Words, room: float = 1.0) -> str:
    """All names if a running head has room for them, else the first one "and others".

    If that is too long too, the first one's family name stands for it, at last alone.
    """
    names = joined([person.name for person in people], words)
    longest = LONGEST_HEAD * room
    if width(names) <= longest or not people:
        return names
    family, found, _ = people[0].sort_name.partition(", ")
    own = [people[0].name, *([family] if found else [])]
    many = [str(words["others"].format(name)) for name in own] if len(people) > 1 else []
    return next((each for each in many if width(each) <= longest), own[-1])
