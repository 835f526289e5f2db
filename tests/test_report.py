"""Remarks that repeat one another are printed once; errors one by one."""

from __future__ import annotations

import pytest

from anthology.cli.screen.console import print_problems
from anthology.report import (
    FEW,
    LINES,
    Group,
    Place,
    Problem,
    counted,
    error,
    grouped,
    ordered,
    warning,
)


def remarks(number: int) -> list[Problem]:
    return [warning(Place(f"{i:02}.md", 3), "a tag was left out") for i in range(number)]


def test_a_few_alike_are_all_printed() -> None:
    rows = grouped(remarks(FEW))
    assert [(each.first.place.path, each.others) for each in rows] == [
        ("00.md", ()), ("01.md", ()), ("02.md", ())
    ]  # fmt: skip


def test_many_alike_are_printed_once_with_their_places() -> None:
    other = warning(Place("01.md", 9), "something else")
    rows = grouped(ordered([*remarks(FEW + 1), other]))
    assert [(str(each.first.place), len(each.others)) for each in rows] == [
        ("00.md:3", FEW),
        ("01.md:9", 0),
    ]


def test_no_error_stands_for_another_where_there_is_room() -> None:
    alike = [error(Place(f"{i}.md"), "the same") for i in range(FEW + 5)]
    assert grouped(alike) == tuple(Group(problem) for problem in alike)


def test_problems_of_a_kind_are_one_where_there_is_no_room() -> None:
    missing = [
        error(Place(f"{i:03}.md", i), f"img/{i}.png is not there", f"Looked for at a/{i}.png.")
        for i in range(200)
    ]
    odd = [error(Place("x.md", 3), "the key “a” is unknown"), warning(Place("y.md"), "other")]
    rows = grouped([*missing, *odd])
    assert [(str(each.first.place), len(each.others)) for each in rows] == [
        ("000.md", 199),
        ("x.md:3", 0),
        ("y.md", 0),
    ]
    assert rows[0].others[:2] == (Place("001.md", 1), Place("002.md", 2))


@pytest.mark.parametrize("kinds", [1, 12, 80])
def test_a_screen_gets_thirty_lines(kinds: int, capsys: pytest.CaptureFixture[str]) -> None:
    words = [chr(97 + n % 26) * (1 + n // 26) for n in range(kinds)]
    problems = [
        error(Place(f"{n:04}.md", 1), f"a {word} is wrong in “{n}”", f"Mend the {word}.")
        for n in range(400)
        for word in words
    ]
    print_problems(ordered(problems))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) <= LINES + 2
    assert "also in 0001.md:1, 0002.md:1 and 397 more" in lines[1]
    assert "--verbose lists every" in lines[-1]
    assert ("more kinds of problems" in lines[-1]) == (kinds > 9)
    print_problems(ordered(problems), every=True)
    assert len(capsys.readouterr().err.splitlines()) == 2 * len(problems)


def test_things_are_counted_as_people_say_it() -> None:
    assert [counted(n, "review") for n in (0, 1, 1200)] == [
        "0 reviews",
        "1 review",
        "1,200 reviews",
    ]


def test_a_kind_of_warning_is_one_group_even_where_there_is_room() -> None:
    links = [warning(Place(f"{n}.md"), f"the link to /{n}/x.html leads nowhere") for n in range(4)]
    (group,) = grouped(links)
    assert (group.first, len(group.others)) == (links[0], 3)
    assert len(grouped(links[:3])) == 3
