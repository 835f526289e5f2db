"""What `make` installs is pinned in constraints.txt and listed with the hashes of its files."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
HASHES = r"(?:[ ]+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
ENTRY = re.compile(rf"^([\w.-]+)==[^\n]*\\\n{HASHES}", re.MULTILINE)
GOALS = ("book", "preview", "test", "bench")
REMEDY = "run: make lock"


def named(name: str) -> str:
    """A name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    return {named(name): version for name, version in PIN.findall(text)}


def text_of(goal: str) -> str:
    return (ROOT / "requirements" / f"{goal}.txt").read_text("utf-8")


CONSTRAINTS = pins((ROOT / "constraints.txt").read_text("utf-8"))
LISTED = {goal: pins(text_of(goal)) for goal in GOALS}


@pytest.mark.parametrize("goal", [*GOALS, "verapdf"])
def test_every_package_has_hashes(goal: str) -> None:
    text = text_of(goal)
    with_hashes = {named(entry[1]) for entry in ENTRY.finditer(text)}
    assert with_hashes == pins(text).keys()
    assert "://" not in text  # it may come from any index


def test_versions_are_those_of_the_constraints() -> None:
    listed = {name: version for packages in LISTED.values() for name, version in packages.items()}
    assert CONSTRAINTS.items() <= listed.items(), REMEDY


def test_each_goal_holds_those_before_it() -> None:
    for before, goal in pairwise(GOALS):
        assert f"\n-r {before}.txt\n" in text_of(goal)
    names = [name for packages in LISTED.values() for name in packages]
    assert len(names) == len(set(names))


def test_what_is_declared_is_listed() -> None:
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    tables = {
        "book": re.search(r"^dependencies = \[(.*?)^\]", declared, re.DOTALL | re.MULTILINE),
        "test": re.search(r"^test = \[(.*?)^\]", declared, re.DOTALL | re.MULTILINE),
    }
    for goal, found in tables.items():
        assert found is not None
        names = {named(name) for name in re.findall(r'^\s*"([\w.-]+)', found[1], re.MULTILINE)}
        held = {name for each in GOALS[: GOALS.index(goal) + 1] for name in LISTED[each]}
        assert names - held <= {"review-anthology"}, REMEDY
