"""A print book in tomes: it is divided, and the steps that follow it are taken for each of them."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from anthology.book import Book
from anthology.context import Context
from anthology.pool import Pending
from anthology.report import Problem

if TYPE_CHECKING:  # a worker starts sooner without them
    from anthology.edition import Edition
    from anthology.pdf.pipeline import Paginated, Typeset
    from anthology.produce.steps import Text

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True)
class Each(Generic[Value_co]):
    """What a step gives for each tome, and the book as each of them names it."""

    values: tuple[Value_co, ...]
    books: tuple[Book, ...] = field(repr=False)

    def __iter__(self) -> Iterator[tuple[Book, Value_co]]:
        """Each tome in its order."""
        return zip(self.books, self.values, strict=True)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found in them; what is not wrong with all of them is said of each."""
        found = [tuple(getattr(value, "problems", ())) for value in self.values]
        common = [p for p in dict.fromkeys(found[0]) if all(p in own for own in found)]
        named = (
            _named(problem, book)
            for book, own in zip(self.books, found, strict=True)
            for problem in own
            if problem not in common
        )
        return (*common, *named)


def of_books(book: Book, value: Any) -> Iterator[tuple[Book, Any]]:
    """What a step gave for a book: one value, or one for each tome."""
    yield from value if isinstance(value, Each) else [(book, value)]


def _named(problem: Problem, book: Book) -> Problem:
    """The problem with the volume that has it; one of a manuscript says enough by its place."""
    path = problem.place.path
    if not book.tome or (path and not path.endswith(".toml")):
        return problem
    return replace(problem, message=f"volume {book.tome.numeral}: {problem.message}")


def taken(run: Callable[..., Any], context: Context, values: Sequence[Any]) -> Any:
    """What a step gives for these values: of an Each among them, an Each, or what is pending."""
    books = next((value.books for value in values if isinstance(value, Each)), ())
    if not books:
        return run(context, *values)
    found = [
        run(replace(context, book=book), *(_of(value, number) for value in values))
        for number, book in enumerate(books)
    ]
    if not any(isinstance(value, Pending) for value in found):
        return Each(tuple(found), books)
    pending = [value if isinstance(value, Pending) else Pending.of(value) for value in found]
    return Pending(
        lambda: all(each.is_done() for each in pending),
        lambda: Each(tuple(each.result() for each in pending), books),
    )


def _of(value: Any, number: int) -> Any:
    return value.values[number] if isinstance(value, Each) else value


def divide(context: Context, text: Typeset) -> Typeset:
    """The text of the print book in tomes, if it is to be split and one has no room for it."""
    from anthology.arrange.tomes import tomes
    from anthology.compose import divide as run
    from anthology.pdf.tomes import in_tomes
    from anthology.produce.strangers import within_limits

    settings = context.settings
    if not settings.book.split:
        return text

    def compose(edition: Edition, ids: Sequence[str]) -> tuple[Edition, tuple[Book, ...]]:
        books = tomes(context.book, settings, 1 + len(ids))
        by_start = dict(zip(("", *ids), books, strict=True))
        work = partial(run, edition, context.style, settings, by_start)
        return within_limits(context, work), books

    return in_tomes(text, settings.book.split, compose)


def as_bound(context: Context, text: Text, pages: Paginated) -> Text | Each[Text]:
    """The text of the PDF, or of each tome, with the sections that it has."""
    from anthology.arrange.tomes import doubts

    edition, tomes = pages.text.job.edition, pages.text.job.tomes
    found = tuple(doubts(context.settings, len(tomes) or 1)) if edition.name == "print" else ()
    if not tomes:
        return replace(text, problems=found)
    sections = ([s for s in edition.sections if s.tome == n + 1] for n in range(len(tomes)))
    texts = (replace(text.edition, sections=tuple(own)) for own in sections)
    return Each(tuple(replace(text, edition=each, problems=found) for each in texts), tomes)
