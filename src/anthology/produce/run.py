"""A plan is carried out: every step as soon as it can be, the slow imports while we wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from anthology.check import collation
from anthology.context import Context
from anthology.edition import Printed, Product
from anthology.memory import Archive
from anthology.pdf.engine import version
from anthology.pool import Pending, Pool
from anthology.pool.imports import import_all, imports
from anthology.produce.cache import Produced
from anthology.produce.editions import EditionKind, kind
from anthology.produce.plan import Progress, Step, plan, silent
from anthology.produce.steps import PageNumbers
from anthology.produce.tomes import of_books, taken
from anthology.report import Problem

TEXT = "text:"  # begins the name of a step that composes an edition


def run(context: Context, editions: tuple[str, ...], progress: Progress = silent) -> Produced:
    """The editions, and all that was found in them. Raises Refused where one cannot be made."""
    version.check()  # once and before any work, not in each section
    kinds = [kind(name) for name in editions]
    steps = plan_of(editions)
    texts = (step.name.partition(TEXT) for step in steps)
    collation.fetch(context.cache, [name for _, text, name in texts if text], context.volume)
    running = Run(context, steps, frozenset((*editions, "page-numbers")), progress)
    running.finish()
    return _produced(context, kinds, running)


def plan_of(editions: Iterable[str]) -> tuple[Step, ...]:
    """The steps that lead to these editions. Raises Refused where there is no such edition."""
    kinds = [kind(name) for name in editions]
    steps = [step for each in kinds for step in each.steps]
    if not any(each.bound for each in kinds):
        steps += [step for each in kinds for step in each.unless_bound]
    return plan(steps)


def import_ahead(pool: Pool, steps: Sequence[Step]) -> None:
    """Have workers import what they need, and this process, whenever it would only wait."""
    for apart in (True, False):  # the first worker has least of the program, and packs no e-book
        pool.warm_up(*(s.work for s in steps if s.work and s.apart == apart))
    pool.when_idle(*(partial(import_all, imports(step.run)) for step in steps))


@dataclass
class Run:
    """A plan being carried out."""

    context: Context
    steps: tuple[Step, ...]
    results: frozenset[str]  # the steps whose values are kept to the end
    progress: Progress = silent
    values: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Pending[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = {step.name for step in self.steps}
        self.left = list(self.steps)

    def finish(self) -> None:
        """Take every step. Raises Refused where one cannot be taken."""
        pool = self.context.pool
        import_ahead(pool, self.steps)
        while self.left or self.pending:
            self._receive()
            step = self._next()
            if step is not None:
                self._begin(step)
            elif self.pending:
                pool.wait()

    def _receive(self) -> None:
        """Take the values that are there by now."""
        self.context.pool.poll()
        for name in [name for name, pending in self.pending.items() if pending.is_done()]:
            self._complete(name, self.pending.pop(name).result())

    def _next(self) -> Step | None:
        """The step to begin: one for workers before one for us, else in the order of the plan."""
        ready = [step for step in self.left if self._is_ready(step)]
        return min(ready, key=lambda step: step.work is None, default=None)

    def _is_ready(self, step: Step) -> bool:
        wanted = (name for name in step.wants if name in self.names)
        there = all(name in self.values for name in (*step.needs, *wanted))
        under_way = self.values.keys() | self.pending.keys()
        return there and under_way.issuperset(step.under_way)

    def _begin(self, step: Step) -> None:
        self.left.remove(step)
        values: list[Any] = [self.values.get(name) for name in (*step.needs, *step.wants)]
        values += [self._pending(name) for name in step.under_way]
        if step.whole:
            result = step.run(self.context, *values)
        else:
            result = taken(step.run, self.context, values)
        del values  # they may be large, and a worker that starts begins with all that we have
        if isinstance(result, Pending):
            self.pending[step.name] = result
        else:
            self._complete(step.name, result)
        for name in {*step.before, step.name} - self._needed():
            self.values.pop(name, None)

    def _pending(self, name: str) -> Pending[Any]:
        return self.pending[name] if name in self.pending else Pending.of(self.values[name])

    def _complete(self, name: str, value: Any) -> None:
        if name in self._needed():  # else who reads it has it already, as pending
            self.values[name] = value
        self.problems += getattr(value, "problems", ())
        self.progress(name, len(self.steps) - len(self.left) - len(self.pending), len(self.steps))

    def _needed(self) -> set[str]:
        """The steps whose values are read later; the others' are let go."""
        return {name for step in self.left for name in step.before} | self.results


def _produced(context: Context, kinds: Iterable[EditionKind], done: Run) -> Produced:
    preset = context.settings.press.preset
    finished = [
        (each.file_name(book.slug, preset), book.slug, product)
        for each in kinds
        for book, product in of_books(context.book, done.values[each.name])
    ]
    numbers: PageNumbers | None = done.values.get("page-numbers")
    return Produced(
        files=Archive(pair for each in finished for pair in _files(*each)),
        pages={name: product.pages for name, _, product in finished if product.pages},
        problems=tuple(done.problems),
        page_list=_page_list(numbers) if numbers else "",
        print_run=numbers.print_run if numbers else "",
    )


def _files(name: str, slug: str, product: Product | Printed) -> Iterator[tuple[str, bytes]]:
    yield name, product.data
    for ending, data in product.beside.items() if isinstance(product, Product) else ():
        yield slug + ending, data


def _page_list(numbers: PageNumbers) -> str:
    """Whose page numbers the e-books have."""
    if numbers.starts is None:
        return "without page numbers"
    whose = "the print book's" if numbers.print_run else "the last print run's"
    return f"with {whose} page numbers"
