"""Offprints: the reviews of each reviewer as a PDF and an e-book, with the book's page numbers."""

# ruff: noqa: PLC0415

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from anthology.book import Book, Person, Review
from anthology.config import Settings
from anthology.context import Context
from anthology.edition import Edition, Printed, Product
from anthology.produce.tomes import Each, of_books
from anthology.report import Problem
from anthology.text.sort_keys import distinct_slugs

if TYPE_CHECKING:
    from anthology.produce.steps import PageNumbers, Text

LIST = "-offprints.txt"
FRONT = ("title-page", "copyright-page")  # of the book, which go before the reviews
WIDTH = 9  # letters of a page of a volume: “VIII 1024”
REFERENCES = {"see", "see_also"}  # of [back]; all others are sections, on or off


def offprints(
    context: Context,
    text: Text | Each[Text],
    printed: Printed | Each[Printed],
    numbers: PageNumbers,
    cover: bytes,
) -> Product:
    """A list of the offprints; beside it the offprints of each reviewer."""
    from anthology.pdf.reprints.offprint import offprint as cut

    tomes = tuple(_tomes(context, text, printed))
    lines, problems, beside = list[str](), list[Problem](), dict[str, bytes]()
    for name, (person, reviews) in reviewers(context.book).items():
        own = of_reviewer(context.book, person, reviews)
        data, found = _e_book(context, own, numbers, cover)
        pages = [(tome.printed.pdf, tome.pages_of(reviews)) for tome in tomes]
        beside |= {f"-offprint-{name}.pdf": cut([each for each in pages if each[1]], own)}
        beside |= {f"-offprint-{name}.epub": data}
        problems += found
        lines += [
            f"{person.name}: {own.slug}-offprint-{name}.pdf and .epub",
            *(line for tome in tomes for line in tome.titles(reviews)),
        ]
    return Product(("\n".join(lines) + "\n").encode(), tuple(problems), beside=beside)


def reviewers(book: Book) -> Mapping[str, tuple[Person, tuple[Review, ...]]]:
    """Each reviewer with what they wrote, in the book's order, by a name for their files."""
    written: dict[Person, tuple[Review, ...]] = {}
    for review in book.reviews:
        for person in review.reviewers:
            written[person] = (*written.get(person, ()), review)
    names = distinct_slugs((person.name for person in written), "reviewer")
    return dict(zip(names, written.items(), strict=True))


def of_reviewer(book: Book, person: Person, reviews: tuple[Review, ...]) -> Book:
    """The book with these reviews alone, by that person; it has no ISBN of its own."""
    parts = (
        replace(part, reviews=own)
        for part in book.parts
        if (own := tuple(review for review in part.reviews if review in reviews))
    )
    name = book.identifier or book.isbn_epub or book.isbn_print or book.slug
    return replace(
        book,
        subtitle=person.name,
        parts=tuple(parts),
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{name}/{person.name}')}",
        isbn_epub="",
        front=(),
        back=(),
    )


@dataclass(frozen=True)
class _Tome:
    """A printed book; most books are one."""

    printed: Printed
    front: tuple[str, ...]  # the ids of title page and rights
    volume: str = ""  # before its page numbers in a list

    def pages_of(self, reviews: Iterable[Review]) -> tuple[int, ...]:
        """The pages of an offprint, from 0: title and rights, then those of the reviews in it."""
        own = [review for review in reviews if review.id in self.printed.page_starts]
        if not own:
            return ()
        found = [self._page[self.printed.folios[name]] for name in self.front]
        for review in own:
            first = self._page[self.printed.folios[review.id]]
            found += range(first, first + self._length(review))
            found += self._shared(review)
        return tuple(dict.fromkeys(found))  # a page that two of them share once

    def titles(self, reviews: Iterable[Review]) -> Iterator[str]:
        """The titles of the reviews in it, with the pages where they begin."""
        for review in reviews:
            if review.id in self.printed.page_starts:
                page = f"{self.volume}{self.printed.folios[review.id]}"
                yield f"  {page:>{WIDTH if self.volume else 4}}  {review.title}"

    @cached_property
    def _page(self) -> Mapping[str, int]:
        from anthology.pdf.reprints.page_labels import labels

        return {label: number for number, label in enumerate(labels(self.printed.pdf))}

    def _length(self, review: Review) -> int:
        """On how many pages the review stands: one, and each that begins in its text."""
        return 1 + sum(start.offset > 0 for start in self.printed.page_starts[review.id])

    def _shared(self, review: Review) -> Iterator[int]:
        """The pages on which it, a note of it or a picture begins beside other reviews."""
        for page, marks in sorted(self.printed.marks.items()):
            if any(mark.section == review.id and mark.right for mark in marks):
                yield page


def _tomes(
    context: Context, text: Text | Each[Text], printed: Printed | Each[Printed]
) -> Iterator[_Tome]:
    texts, books = of_books(context.book, text), of_books(context.book, printed)
    for (_, own), (book, bound) in zip(texts, books, strict=True):
        yield _Tome(bound, _front(own.edition), f"{book.tome.numeral} " if book.tome else "")


def _front(edition: Edition) -> tuple[str, ...]:
    return tuple(section.id for section in edition.sections if section.kind in FRONT)


def _e_book(
    context: Context, own: Book, numbers: PageNumbers, cover: bytes
) -> tuple[bytes, tuple[Problem, ...]]:
    """The e-book of an offprint, proved, and what is wrong with it."""
    from anthology.compose import compose
    from anthology.produce.steps import pack_epub

    settings, ids = _settings(context.settings), {review.id for review in own.reviews}
    starts = {id_: found for id_, found in (numbers.starts or {}).items() if id_ in ids}
    edition, _ = compose(own, context.style, settings, "epub")
    product = pack_epub(own, edition, settings, context.cache, (cover, starts))
    return product.data, product.problems


def _settings(settings: Settings) -> Settings:
    """The settings without the lists and indexes of the whole book."""
    sections = settings.back.model_dump().keys() - REFERENCES
    back = settings.back.model_copy(update=dict.fromkeys(sections, False))
    return settings.model_copy(update={"back": back, "front": type(settings.front)()})
