"""Remarks that repeat one another are printed once; errors one by one."""

from __future__ import annotations

from anthology.report import FEW, Place, Problem, counted, error, grouped, ordered, warning


def remarks(number: int) -> list[Problem]:
    return [warning(Place(f"{i:02}.md", 3), "a tag was left out") for i in range(number)]


def test_a_few_alike_are_all_printed() -> None:
    rows = grouped(remarks(FEW))
    assert [(p.place.path, more) for p, more in rows] == [
        ("00.md", 0), ("01.md", 0), ("02.md", 0)
    ]  # fmt: skip


def test_many_alike_are_printed_once_and_counted() -> None:
    other = warning(Place("01.md", 9), "something else")
    rows = grouped(ordered([*remarks(FEW + 1), other]))
    assert [(str(p.place), more) for p, more in rows] == [("00.md:3", FEW), ("01.md:9", 0)]


def test_no_error_stands_for_another() -> None:
    alike = [error(Place(f"{i}.md"), "the same") for i in range(FEW + 5)]
    assert grouped(alike) == tuple((problem, 0) for problem in alike)


def test_things_are_counted_as_people_say_it() -> None:
    assert [counted(n, "review") for n in (0, 1, 1200)] == [
        "0 reviews",
        "1 review",
        "1,200 reviews",
    ]
