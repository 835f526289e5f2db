"""A book as a press file: each section is made ready by itself, then all are put together.

The file begins with the tree of pages and the fonts, which all sections name. Their pages follow,
and then what leads through the book and what it says of itself. Nothing of a section depends on
the others, so that an edit leaves most of a thick book as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from anthology.book import Book
from anthology.config import PressTable
from anthology.edition import Edition
from anthology.pdf.bind.body import Body, body
from anthology.pdf.bind.book import navigated
from anthology.pdf.bind.file_structure import file
from anthology.pdf.bind.pages import BoundBook, blank_page, font_objects, section_pages, set_pages
from anthology.pdf.model import Bound, BoundSection, Face, PageSetup
from anthology.pdf.press.earlier import PressPages, Shelf, name_of
from anthology.pdf.press.finish import (
    VERSIONS,
    blank_pages,
    finish_document,
    finish_pages,
    is_blank,
)
from anthology.text.direction import binding_of

TREE = 1  # the number of the tree of pages
PLACE = {"/Type": Name.Page, "/MediaBox": [0, 0, 1, 1]}  # what stands for a page meanwhile


@dataclass(frozen=True)
class PressBinder:
    """What all sections of a book have in common at the press."""

    edition: Edition
    book: Book
    setup: PageSetup
    settings: PressTable
    faces: Mapping[str, Face]

    def bind(self, sections: Sequence[BoundSection], shelf: Shelf | None = None) -> Bound:
        """The book of these sections; the pages that the shelf has are taken from there.

        Raises Refused where the ICC profile does not suit the flavour and the colours.
        """
        known = shelf.read() if shelf else {}
        found: dict[str, PressPages] = {}
        parts: list[PressPages] = []
        first: dict[str, int] = {}
        count = 0
        for section in sections:
            blanks = [self._blank(count + number) for number in range(section.span.blanks)]
            count += len(blanks)
            name, first[section.span.id] = name_of(section), count
            found[name] = known.get(name) or self._pages(section, count)
            parts += [*blanks, found[name]]
            count += len(found[name].moves)
        parts += self._last_blanks(sections[-1], count)
        if shelf:
            shelf.write(found, known)
        return self._put_together(sections, parts, first)

    @cached_property
    def fonts(self) -> Fonts:
        """The fonts of the book."""
        pdf = Pdf.new()
        objects = font_objects(pdf, self.faces)
        numbers = {path: TREE + place for place, path in enumerate(objects, 1)}
        return Fonts(body(pdf, tuple(objects.values()), {}, TREE), numbers)

    def _pages(self, section: BoundSection, before: int) -> PressPages:
        """The pages of a section, before which the book has so many."""
        with Pdf.new() as pdf:
            fonts = self._places_of_fonts(pdf)
            set_pages(pdf, section_pages(pdf, section, fonts))
            return self._ready(pdf, before, fonts)

    def _ends_blank(self, section: BoundSection) -> bool:
        """Whether nothing is drawn on the last page of a section."""
        with Pdf.new() as pdf:
            *_, last = section_pages(pdf, section, self._places_of_fonts(pdf))
            return is_blank(pikepdf.Page(last))

    def _places_of_fonts(self, pdf: Pdf) -> dict[str, Object]:
        """Empty objects of `pdf` for the fonts, which are in another part of the file."""
        return {path: pdf.make_indirect(Dictionary()) for path in self.faces}

    def _blank(self, before: int) -> PressPages:
        with Pdf.new() as pdf:
            set_pages(pdf, [blank_page(pdf, self.setup.geometry)])
            return self._ready(pdf, before, {})

    def _ready(self, pdf: Pdf, before: int, fonts: Mapping[str, Object]) -> PressPages:
        """All pages of `pdf`, made ready for the press. Instead of fonts it has empty objects."""
        binding = binding_of(self.book.language)
        moves = finish_pages(pdf, self.settings, binding=binding, before=before)
        numbers = {each.objgen: self.fonts.numbers[path] for path, each in fonts.items()}
        numbers[pdf.Root.Pages.objgen] = TREE
        pages = [page.obj for page in pdf.pages]
        return PressPages(body(pdf, pages, numbers, self.fonts.last), moves)

    def _last_blanks(self, section: BoundSection, pages: int) -> list[PressPages]:
        blank = self.settings.last_page_blank and self._ends_blank(section)
        count = blank_pages(pages, self.settings, last_is_blank=blank)
        return [self._blank(pages + number) for number in range(count)]

    def _put_together(
        self,
        sections: Sequence[BoundSection],
        parts: Sequence[PressPages],
        first: Mapping[str, int],
    ) -> Bound:
        pages, bodies, last = _numbered(parts, self.fonts.last)
        with Pdf.new() as pdf:
            places = [pdf.make_indirect(Dictionary(PLACE)) for _ in pages]
            set_pages(pdf, places)
            navigated(BoundBook(pdf, first, ()), self.edition, sections, self.setup, self.book)
            moves = [move for part in parts for move in part.moves]
            profile = self.setup.profile or None
            problems = finish_document(pdf, self.settings, self.book, profile, moves)
            known = {each.objgen: page for each, page in zip(places, pages, strict=True)}
            tree = body(pdf, [pdf.Root.Pages], known, TREE - 1)
            known[pdf.Root.Pages.objgen] = TREE
            rest = body(pdf, [pdf.Root, pdf.docinfo], known, last)
        flavour = self.settings.flavour
        bodies = [tree, self.fonts.body, *bodies, rest]
        data = file(bodies, VERSIONS[flavour], last + 1, last + 2, old=flavour == "x1a")
        return Bound(data, len(pages), first, problems)


@dataclass(frozen=True)
class Fonts:
    """The fonts of a book as they are written, and the number of each by its path."""

    body: Body
    numbers: Mapping[str, int]

    @property
    def last(self) -> int:
        """The number of their last object."""
        return TREE + len(self.body)


def _numbered(parts: Sequence[PressPages], after: int) -> tuple[list[int], list[Body], int]:
    """The number of each page, the parts as they are numbered after the fonts, and the last."""
    pages: list[int] = []
    bodies, last = [], after
    for part in parts:
        pages += range(last + 1, last + 1 + len(part.moves))
        bodies.append(part.body.renumbered(last - after, after))
        last += len(part.body)
    return pages, bodies, last
