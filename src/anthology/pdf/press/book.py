"""A book as a press file: each section is made ready by itself, then all are put together.

The file begins with the tree of pages and with what all sections name. Their pages follow,
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
from anthology.pdf.bind.moves import contents
from anthology.pdf.bind.pages import (
    SAVE,
    BoundBook,
    artifact,
    blank_page,
    section_pages,
    set_pages,
)
from anthology.pdf.model import Bound, BoundSection, Face, PageSetup
from anthology.pdf.press.common import OWN, TREE, Common, common
from anthology.pdf.press.earlier import Move, PressPages, Shelf, name_of
from anthology.pdf.press.finish import (
    VERSIONS,
    blank_pages,
    finish_document,
    finish_pages,
    is_blank,
)
from anthology.text.direction import binding_of

PLACE = {"/Type": Name.Page, "/MediaBox": [0, 0, 1, 1]}  # what stands for a page meanwhile


@dataclass(frozen=True)
class PressBinder:
    """The sections of a book, and what they have in common at the press."""

    edition: Edition
    book: Book
    setup: PageSetup
    settings: PressTable
    faces: Mapping[str, Face]
    sections: Sequence[BoundSection]

    def bind(self, shelf: Shelf | None = None) -> Bound:
        """The book of the sections; the pages that the shelf has are taken from there.

        Raises Refused where the ICC profile does not suit the flavour and the colours.
        """
        known = shelf.read() if shelf else {}
        found: dict[str, PressPages] = {}
        parts: list[PressPages] = []
        first: dict[str, int] = {}
        count = 0
        for section in self.sections:
            parts += self._blanks(count, section.span.blanks)
            count += section.span.blanks
            name, first[section.span.id] = name_of(section), count
            found[name] = known.get(name) or self._pages(section, count)
            parts.append(found[name])
            count += len(found[name].moves)
        parts += self._blanks(count, self._last_blanks(count))
        if shelf:
            shelf.write(found, known)
        return self._put_together(parts, first)

    @cached_property
    def common(self) -> Common:
        """What the sections name: the fonts, and the streams around the contents of pages."""
        longest = max(section.leaves.pages for section in self.sections)
        return common(self.faces, [*self._around_pages(), *map(artifact, range(longest))])

    def _around_pages(self) -> list[bytes]:
        """The streams that stand before and after all that a page draws, on either side."""
        with Pdf.new() as pdf:
            spread = [blank_page(pdf, self.setup.geometry, SAVE) for _ in range(2)]
            set_pages(pdf, spread)
            self._finish(pdf, 0)
            return list({s.read_raw_bytes(): s for page in spread for s in contents(page)})

    def _pages(self, section: BoundSection, before: int) -> PressPages:
        """The pages of a section, before which the book has so many."""
        with Pdf.new() as pdf:
            fonts = self._places_of_fonts(pdf)
            set_pages(pdf, section_pages(pdf, section, fonts))
            return self._ready(pdf, before, fonts)

    def _ends_blank(self) -> bool:
        """Whether nothing is drawn on the last page."""
        with Pdf.new() as pdf:
            *_, last = section_pages(pdf, self.sections[-1], self._places_of_fonts(pdf))
            return is_blank(pikepdf.Page(last))

    def _places_of_fonts(self, pdf: Pdf) -> dict[str, Object]:
        """Empty objects of `pdf` for the fonts, which are in another part of the file."""
        return {path: pdf.make_indirect(Dictionary()) for path in self.faces}

    def _blanks(self, before: int, count: int) -> list[PressPages]:
        """So many blank pages, before which the book has others."""
        return [self._blank[(before + number) % 2] for number in range(count)]

    @cached_property
    def _blank(self) -> list[PressPages]:
        """A blank page of either side: those with an odd number first, which come after none."""
        found = []
        for before in range(2):
            with Pdf.new() as pdf:
                set_pages(pdf, [blank_page(pdf, self.setup.geometry)])
                found.append(self._ready(pdf, before, {}))
        return found

    def _ready(self, pdf: Pdf, before: int, fonts: Mapping[str, Object]) -> PressPages:
        """All pages of `pdf`, made ready for the press. Instead of fonts it has empty objects."""
        moves = self._finish(pdf, before)
        pages = [page.obj for page in pdf.pages]
        numbers = {each.objgen: self.common.fonts[path] for path, each in fonts.items()}
        numbers[pdf.Root.Pages.objgen] = TREE
        numbers |= self.common.numbers_in(pages)
        return PressPages(body(pdf, pages, numbers, OWN), moves)

    def _finish(self, pdf: Pdf, before: int) -> tuple[Move, ...]:
        binding = binding_of(self.book.language)
        return finish_pages(pdf, self.settings, binding=binding, before=before)

    def _last_blanks(self, pages: int) -> int:
        """How many blank pages follow so many of the book."""
        blank = self.settings.last_page_blank and self._ends_blank()
        return blank_pages(pages, self.settings, last_is_blank=blank)

    def _put_together(self, parts: Sequence[PressPages], first: Mapping[str, int]) -> Bound:
        pages, bodies, last = _numbered(parts, self.common.last)
        with Pdf.new() as pdf:
            places = [pdf.make_indirect(Dictionary(PLACE)) for _ in pages]
            set_pages(pdf, places)
            bound = BoundBook(pdf, first, ())
            navigated(bound, self.edition, self.sections, self.setup, self.book)
            moves = [move for part in parts for move in part.moves]
            profile = self.setup.profile or None
            problems = finish_document(pdf, self.settings, self.book, profile, moves)
            known = {each.objgen: page for each, page in zip(places, pages, strict=True)}
            tree = body(pdf, [pdf.Root.Pages], known, TREE - 1)
            known[pdf.Root.Pages.objgen] = TREE
            rest = body(pdf, [pdf.Root, pdf.docinfo], known, last)
        flavour = self.settings.flavour
        bodies = [tree, self.common.body, *bodies, rest]
        data = file(bodies, VERSIONS[flavour], last + 1, last + 2, old=flavour == "x1a")
        return Bound(data, len(pages), first, problems)


def _numbered(parts: Sequence[PressPages], after: int) -> tuple[list[int], list[Body], int]:
    """The number of each page, the parts with numbers after what is common, and the last number."""
    pages: list[int] = []
    bodies, last = [], after
    for part in parts:
        pages += range(last + 1, last + 1 + len(part.moves))
        bodies.append(part.body.renumbered(last - OWN, OWN))
        last += len(part.body)
    return pages, bodies, last
