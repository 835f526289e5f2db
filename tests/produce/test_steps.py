"""The steps of production: what needs what, and the run that follows from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.context import Context
from anthology.pool import Pending, Pool
from anthology.produce.editions import BUILT_IN, kind
from anthology.produce.plan import Step, plan, table
from anthology.produce.run import Run, plan_of
from anthology.produce.steps import Findings, pack_epub
from anthology.report import NOWHERE, Refused, warning
from anthology.style import load


@pytest.fixture(params=[0, 2])
def context(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A build of nothing, in this process and with workers."""
    book = Book("Rivers", "rivers", parts=())
    with Pool(request.param) as pool:
        yield Context(book, Settings(), load("classic", tmp_path), pool, Cache(None))


def double(number: int) -> int:
    return 2 * number


def doubled(context: Context, number: int) -> Pending[int]:
    return context.pool.submit(double, [number]).then(lambda results: int(str(results[0])))


def process(_: object) -> int:
    """The process that it runs in, which has a module then that others may lack."""
    from colorsys import hsv_to_rgb  # noqa: PLC0415

    return os.getpid() * int(hsv_to_rgb(0, 0, 1)[0])


def other_process(_: object) -> int:
    """The same with another module."""
    from sched import scheduler  # noqa: PLC0415

    return os.getpid() * int(scheduler().empty())


def value(of: object) -> Callable[..., object]:
    return lambda *_: of


def finish(context: Context, steps: tuple[Step, ...], *kept: str) -> Run:
    run = Run(context, plan(steps), frozenset(kept))
    run.finish()
    return run


def test_each_step_is_given_what_is_before_it(context: Context) -> None:
    steps = (
        Step("sum", lambda _, a, b, c: a + b + (c or 0), ("twice", "one"), ("absent",)),
        Step("twice", doubled, ("one",), work=double),
        Step("one", value(1)),
    )
    assert finish(context, steps, "sum").values == {"sum": 3}


def test_a_step_may_begin_before_a_value_is_there(context: Context) -> None:
    steps = (
        Step("one", value(1)),
        Step("twice", doubled, ("one",), work=double),
        Step("late", lambda _, twice: twice.result() + 1, (), (), ("twice",)),
        Step("later", lambda _, one: one.result(), (), (), ("one",)),
    )
    assert finish(context, steps, "late", "later").values == {"late": 3, "later": 1}


def test_steps_that_begin_together_are_taken_side_by_side(context: Context) -> None:
    def worked(work: Callable[..., int]) -> Callable[..., Pending[list[Any]]]:
        return lambda context, _: context.pool.submit(work, [0])

    steps = (
        Step("begun", value(1)),
        Step("one", worked(process), ("begun",), work=process),
        Step("other", worked(other_process), ("begun",), work=other_process, apart=True),
    )
    processes = finish(context, steps, "one", "other").values.values()
    assert len({number for each in processes for number in each}) == max(1, context.pool.jobs)


def test_values_are_dropped_after_their_last_reader(context: Context) -> None:
    seen: list[set[str]] = []
    run: Run | None = None

    def look(*_: object) -> None:
        assert run is not None
        seen.append(set(run.values))

    steps = (
        Step("large", value("x" * 1000)),
        Step("reader", value(1), ("large",)),
        Step("last", look, ("reader",)),
    )
    run = Run(context, plan(steps), frozenset())
    run.finish()
    assert seen == [{"reader"}]


def test_problems_are_collected_and_progress_is_reported(context: Context) -> None:
    found = Findings((warning(NOWHERE, "odd"),))
    steps = (Step("one", value(1)), Step("check", value(found), ("one",)))
    ended: list[tuple[str, int, int]] = []
    run = Run(context, plan(steps), frozenset(), lambda *step: ended.append(step))
    run.finish()
    assert run.problems == [*found.problems]
    assert ended == [("one", 1, 2), ("check", 2, 2)]


def test_an_error_ends_the_run(context: Context) -> None:
    def fails(*_: object) -> None:
        raise Refused(warning(NOWHERE, "no"))

    never: list[int] = []
    steps = (Step("one", fails), Step("two", lambda *_: never.append(1), ("one",)))
    with pytest.raises(Refused):
        finish(context, steps)
    assert never == []


def test_the_longest_way_is_begun_first() -> None:
    steps = (Step("short", value(1)), Step("b", value(1), ("a",)), Step("a", value(1)))
    assert [step.name for step in plan(steps)] == ["a", "short", "b"]


@pytest.mark.parametrize("editions", [("epub",), ("print",), ("print", "screen", "epub", "kepub")])
def test_every_step_is_there_that_another_needs(editions: tuple[str, ...]) -> None:
    steps = plan_of(editions)
    names = [step.name for step in steps]
    assert len(names) == len(set(names))
    assert set(editions) <= set(names)
    for number, step in enumerate(steps):
        assert {*step.needs, *step.under_way} <= set(names[:number]), step.name


def test_every_edition_is_proved() -> None:
    data = {"upload": "cover", "onix": "print", "offprints": "print"}  # of the finished books
    for each in BUILT_IN:
        proof = f"proof:{data.get(each.name, each.name) if each.bound else 'epub'}"
        assert proof in {step.name for step in plan_of((each.name,))}
    packed = {step.name: step for step in plan_of(("epub", "print"))}["epub"]
    assert packed.work is pack_epub  # it proves what it packs


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused) as refused:
        kind("papyrus")
    assert "papyrus" in refused.value.problems[0].message
    assert (
        "epub, print, cover, upload, screen, booklet, galley, kepub, onix, datasheet, offprints "
        "or azw3" in refused.value.problems[0].hint
    )


def test_the_plan_can_be_read() -> None:
    lines = list(table(plan_of(("epub", "print"))))
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in lines}
    assert rows["epub"] == ["workers", "text:epub, page-numbers, front-cover (under way)"]
    assert rows["numbered:print"] == ["here", "lists:print"]
    assert rows["page-numbers"] == ["here", "text:epub, numbered:print"]
