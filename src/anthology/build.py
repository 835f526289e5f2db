"""THE PIPELINE: load -> arrange -> compose -> produce -> check -> save. Read this first.

read        load and arrange: the project becomes a book         project.py, load/, arrange/
produce     compose, epub and pdf, check: the book becomes       produce/plan.py says what
            editions, which are checked against the manuscripts  waits for what
            a draft leaves out what cannot be printed            draft/editions.py
save        the finished files, all together or none             save/
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from anthology import memory, save, style
from anthology.book import Book
from anthology.cache import Cache, of_project
from anthology.catalogue import of_exports
from anthology.context import Context
from anthology.draft.editions import produced
from anthology.load.project.model import Skipped
from anthology.pool import Pool, ShortOfMemory
from anthology.pool.executor import ExecutorPool
from anthology.produce.plan import Progress, silent
from anthology.produce.wanted import divided_before, stale, wanted
from anthology.project import (
    Order,
    Project,
    output_folder,
    press_profile,
    read,
    settled,
)
from anthology.report import NOWHERE, SHORT_OF_MEMORY, Problem, Refused, Severity, note, ordered

__all__ = ["Built", "Order", "build"]


@dataclass(frozen=True)
class Built:
    """A book that was built and saved."""

    book: Book = field(repr=False)
    files: Mapping[Path, int]  # the books and their sizes in bytes
    pages: Mapping[str, int]  # of the PDFs, by file name
    problems: tuple[Problem, ...] = ()
    page_list: str = ""  # of the e-books: whose page numbers they have, in words
    skipped: tuple[Skipped, ...] = ()  # the files that are not in the book
    remarks: tuple[str, ...] = ()  # what else to say of the books, as lines

    @property
    def left_out(self) -> bool:
        """Whether the draft lacks a review (`keep_going`)."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def build(order: Order, pool: Pool | Executor | None = None, progress: Progress = silent) -> Built:
    """Build the editions that are ordered and save them together.

    `pool` is one that works already, or an executor that takes the place of our own
    processes: one of processes, here or elsewhere. `progress` is called as steps end.
    Raises Refused with every problem of the stage that could not go on; nothing is saved
    then, and earlier books stay as they were.
    """
    order = settled(order)
    try:
        if isinstance(pool, Pool):  # whoever opened it may have more books to build, and closes it
            return _built(order, pool, progress)
        with Pool(order.jobs) if pool is None else ExecutorPool(pool) as own:
            return _built(order, own, progress)
    except (ShortOfMemory, MemoryError):
        raise Refused(SHORT_OF_MEMORY) from None


def _built(order: Order, pool: Pool, progress: Progress) -> Built:
    with save.output(output_folder(order)) as output:
        cache = of_project(order.root)
        project = read(order, pool, cache)
        context = _context(project, order, pool, cache)
        order = replace(order, editions=wanted(order.editions, context, output.ours))
        with memory.sparing(len(project.book.reviews)):
            for review in project.book.reviews:
                memory.spared(review.body)
            drafted = produced(context, order, progress)
        books = drafted.files
        covers = stale(order.editions, context, output.ours)
        tomes = divided_before(order.editions, context, output.ours, books.files)
        removed = [*map(_removed, covers), *map(_removed_tome, tomes)]
        files = output.save(books.files, force=order.force, stale=(*covers, *tomes))
        found = [*project.problems, *books.problems, *drafted.errors, *removed, *cache.share()]
        cache.trim()
    sizes = {path: len(books.files[path.name]) for path in files}
    return Built(
        drafted.book,
        sizes,
        books.pages,
        ordered(found),
        books.page_list,
        project.skipped,
        of_exports(order.root, project.exports),
    )


def _removed(name: str) -> Problem:
    message = f"{name} was removed: it is the cover of an earlier print book, for another press"
    return note(NOWHERE, message, "Several presses with --press have a folder of their own each.")


def _removed_tome(name: str) -> Problem:
    message = f"{name} was removed: the print book is no longer split as it was"
    return note(NOWHERE, message, "Its pages are in the files of this build.")


def _context(project: Project, order: Order, pool: Pool, cache: Cache) -> Context:
    settings = project.settings
    look = style.of(settings.style, order.root)
    profile = press_profile(order, settings)
    return Context(project.book, settings, look, pool, cache, profile)
