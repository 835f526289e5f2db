"""What is made of what: the steps of production as data, from which their order follows.

A step begins as soon as all that it needs is there; a step that workers do goes on while
this process takes others. `run.py` does the rest: imports ahead of time, values that are let
go when their last reader has them, progress. `anthology build --plan` prints the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Called as each step ends, with its name, how many have ended and how many there are.
Progress = Callable[[str, int, int], None]


def silent(_step: str, _ended: int, _all: int) -> None:
    """Progress that nobody shows."""


@dataclass(frozen=True)
class Step:
    """One step of production.

    `run(context, ...)` is given the values of the steps `before` it and returns its own, or
    what is pending of the pool.
    """

    name: str
    run: Callable[..., Any]
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()  # given too, but None where they are not in the plan
    under_way: tuple[str, ...] = ()  # given as pending: it begins before their values are there
    work: Callable[..., Any] | None = None  # what workers do of it; None: nothing
    apart: bool = False  # its workers are others than those of steps that begin with it
    whole: bool = False  # of a print book in tomes it is given all: else it is taken for each

    @property
    def before(self) -> tuple[str, ...]:
        """The steps whose values it is given, in their order."""
        return (*self.needs, *self.wants, *self.under_way)


def plan(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps, each once, in the order in which they are taken where several could be.

    The step with the longest way to the end goes first: the others find their time beside it.
    """
    by_name = {step.name: step for step in steps}
    after: dict[str, list[str]] = {name: [] for name in by_name}
    for step in by_name.values():
        for name in filter(by_name.__contains__, step.before):
            after[name].append(step.name)
    return tuple(sorted(by_name.values(), key=lambda step: -_way(step.name, after)))


def _way(name: str, after: Mapping[str, Iterable[str]]) -> int:
    """How many steps, at most, follow one another after this one."""
    return max((_way(each, after) + 1 for each in after[name]), default=0)


def table(steps: Iterable[Step]) -> Iterator[str]:
    """The plan in lines: each step, who does it, and what it waits for."""
    steps = tuple(steps)
    names = {step.name for step in steps}
    width = max(map(len, names), default=0)
    for step in steps:
        waits = [*step.needs, *(name for name in step.wants if name in names)]
        waits += [f"{name} (under way)" for name in step.under_way]
        who = "workers" if step.work else "here"
        yield f"{step.name:{width}}  {who:7}  {', '.join(waits)}".rstrip()
