"""A thick book in several printed ones, its tomes: the book as each of them names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anthology.book import Book
from anthology.config import Settings
from anthology.report import Problem, warning
from anthology.text.tomes import Tome


def tomes(book: Book, settings: Settings, count: int) -> tuple[Book, ...]:
    """The book as each of `count` tomes: with its number, and an ISBN and a slug of its own."""
    numbers = settings.book.isbn_volumes
    return tuple(
        replace(
            book,
            tome=Tome(number, count, book.isbn_print),
            slug=f"{book.slug}-{number}",
            isbn_print=numbers[number - 1] if number <= len(numbers) else "",
        )
        for number in range(1, count + 1)
    )


def doubts(settings: Settings, count: int) -> Iterator[Problem]:
    """A warning where a print book in `count` volumes has more ISBNs than these, or fewer."""
    given = len(settings.book.isbn_volumes)
    if not given or given == count:
        return
    volumes = f"{count} volumes" if count > 1 else "one volume"
    message = f"the print book is in {volumes}, and isbn_volumes has {given} numbers"
    hint = "Give each volume a number, in their order; a book in one volume has isbn_print."
    yield warning(settings.place("book", "isbn_volumes"), message, hint)
