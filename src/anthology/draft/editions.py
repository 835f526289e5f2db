"""The books are produced; those of a draft without what cannot be printed.

A piece that fails gets a page that says so. Where it fails in print alone, since no font draws its
letters, the e-book has it all the same, though print may have nothing but such pages.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import chain

from anthology import draft
from anthology.book import Book
from anthology.context import Context
from anthology.memory import Archive
from anthology.produce import produce
from anthology.produce.cache import Produced
from anthology.produce.editions import kind
from anthology.produce.plan import Progress
from anthology.project import Order, proceed, refuse_empty_draft
from anthology.report import Problem, Refused, Severity, ordered


@dataclass(frozen=True)
class Drafted:
    """The finished books, and what they lack."""

    book: Book = field(repr=False)
    files: Produced
    errors: tuple[Problem, ...] = ()  # those of the pieces that are missing


def produced(context: Context, order: Order, progress: Progress) -> Drafted:
    """The editions that are ordered. Raises Refused where a book must not lack what fails."""
    try:
        finished = produce(context, order.editions, progress)
        proceed(finished.problems, replace(order, keep_going=False))
    except Refused as refused:
        if not order.keep_going:
            raise Refused(*_all(refused.problems)) from None
        return _without(refused.problems, context, order, progress)
    return Drafted(context.book, finished)


def _without(
    problems: Collection[Problem], context: Context, order: Order, progress: Progress
) -> Drafted:
    """The books without the pieces that have errors. Raises Refused where nothing can go."""
    errors = tuple(p for p in problems if p.severity is Severity.ERROR)
    own, others = _concerned(order.editions, {problem.edition for problem in errors})
    if not others:
        return _with_gaps(errors, context, order, progress)
    whole = produced(context, replace(order, editions=others), progress)
    gaps = _with_gaps(errors, context, replace(order, editions=own, bare=False), progress)
    return _both(whole, gaps)


def _concerned(
    editions: tuple[str, ...], wrong: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The editions that are composed as one of those that are `wrong`, and the others."""
    if "" in wrong:
        return editions, ()
    texts = {f"text:{name}" for name in wrong}
    own = tuple(name for name in editions if texts & {step.name for step in kind(name).steps})
    return own, tuple(name for name in editions if name not in own)


def _with_gaps(
    errors: tuple[Problem, ...], context: Context, order: Order, progress: Progress
) -> Drafted:
    """The books with a placeholder for each piece that the errors name. Raises Refused."""
    smaller = draft.book(context.book, errors)
    refuse_empty_draft(smaller, errors, order)
    rest = produced(replace(context, book=smaller), order, progress)
    wrong = {problem.place.path for problem in errors} - {""}
    found = tuple(p for p in rest.files.problems if p.place.path not in wrong)
    files = replace(rest.files, problems=found)  # what is wrong with placeholders is no news
    return replace(rest, files=files, errors=_all(errors, rest.errors))


def _both(whole: Drafted, gaps: Drafted) -> Drafted:
    """The books of both; `whole` has more of the reviews."""
    first, second = whole.files, gaps.files
    files = replace(
        first,
        files=Archive(chain(first.files.items(), second.files.items())),
        pages={**first.pages, **second.pages},
        problems=(*first.problems, *second.problems),
    )
    return Drafted(whole.book, files, _all(whole.errors, gaps.errors))


def _all(*problems: Collection[Problem]) -> tuple[Problem, ...]:
    """The problems as a person reads them, who sees what two editions share once."""
    return ordered(replace(each, edition="") for some in problems for each in some)
