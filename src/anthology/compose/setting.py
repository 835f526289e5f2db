"""What every section is made with: the book, the style, the edition, and one way to fill in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from anthology.book import Book
from anthology.compose.links import Links, links
from anthology.compose.templates import Templates, templates
from anthology.edition import Section
from anthology.style import Style
from anthology.style.words import Words, of_language


@dataclass(frozen=True)
class Setting:
    """The book on its way into one edition; back matter is set with it too."""

    book: Book
    style: Style
    edition: str  # "epub", "print" or "screen"
    templates: Templates
    links: Links

    @property
    def words(self) -> Words:
        """The book's own words ("Contents"), in its language."""
        return of_language(self.style.words, self.book.language)

    def section(self, section: Section, template: str = "", **values: Any) -> Section:
        """`section` with its XHTML: `template`, or that of its kind, filled in with `values`.

        Beside them every template gets the section, the book, the edition's name, the
        style's settings and the words of the book's language.
        """
        given = {
            "section": section,
            "book": self.book,
            "edition": self.edition,
            "style": self.style.settings,
            "words": self.words,
        }
        xhtml = self.templates.render(f"{template or section.kind}.xhtml.j2", given | values)
        return replace(section, xhtml=xhtml)

    def drawing(self, name: str, **values: Any) -> str:
        """The SVG that the style's template `name` draws of `values`."""
        given = {"edition": self.edition, "style": self.style.settings}
        return self.templates.render(f"{name}.svg.j2", given | values)


def setting(book: Book, style: Style, edition: str) -> Setting:
    """The setting of `book` in `style` for an edition."""
    return Setting(book, style, edition, templates(style), links(book))
