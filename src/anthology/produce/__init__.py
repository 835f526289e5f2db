"""A book becomes the finished bytes of its editions, checked: compose, epub and pdf, check.

editions    which editions there are: name, file ending, the steps that produce it
wanted      which of them are built: the press may want others, and a cover fits its inside
plan        what needs what, and the run that takes every step as soon as it can
steps       the steps themselves: what this process does, and what workers do
ahead       what a worker does while manuscripts are read: the style sheet of last time
cache       finished books: where nothing changed, nothing is produced again
"""

from __future__ import annotations

from anthology.context import Context
from anthology.epub import print_run
from anthology.produce import cache
from anthology.produce.cache import Produced
from anthology.produce.plan import Progress, silent
from anthology.report import Severity


def produce(context: Context, editions: tuple[str, ...], progress: Progress = silent) -> Produced:
    """Every edition named, and what was found in them. Raises Refused where one cannot be made."""
    name = cache.name(context, editions)
    books = cache.get(context, editions, name)
    if books is None:
        from anthology.produce.run import run  # noqa: PLC0415  large: not where nothing changed

        books = run(context, editions, progress)
        cache.put(context, editions, name, books)
    if all(problem.severity is not Severity.ERROR for problem in books.problems):
        print_run.keep(books.print_run, context.cache, context.settings.volume)
    return books
