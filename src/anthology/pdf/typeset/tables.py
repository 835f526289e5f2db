"""Tables too wide for the page: set smaller step by step, so that words and numbers stay whole.

Columns are at least as wide as their longest word. Where a table does not fit so, it gets the
classes of the next step, until it does. Only the last steps divide words, and numbers last of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

# The classes of each step; what they mean is in floor.css.
STEPS = (
    "",
    "tight",
    "tight tighter",
    "tight tighter apart",
    "tight tighter apart tightest",
    "tight tighter apart tightest hyphenated",
    "tight tighter apart tightest hyphenated broken",
)
DIVIDED = 5  # the first step that divides words
LONG_WORD = 20  # characters; the longest that a column should have room for
NUMBER = "data-number"  # of a table among those of its section

Steps = Mapping[int, int]  # by the number of the table; 0 where it is missing


def prepare(content: ET.Element, steps: Steps) -> None:
    """Numbers the tables of a section, and gives each the classes of its step."""
    for number, table in enumerate(content.iter("table")):
        table.set(NUMBER, str(number))
        if step := steps.get(number):
            table.set("class", f"{table.get('class', '')} {STEPS[step]}".strip())
            for cell in (*table.iter("td"), *table.iter("th")):
                if any(len(word) > LONG_WORD for word in "".join(cell.itertext()).split()):
                    cell.set("class", f"{cell.get('class', '')} long".strip())


def narrower(steps: Steps, wide: Iterable[int]) -> Steps:
    """The steps after these, where tables with those numbers are too wide."""
    last = len(STEPS) - 1
    return {**steps, **{number: min(steps.get(number, 0) + 1, last) for number in wide}}


def divided(steps: Steps) -> int:
    """How many tables have come to divided words."""
    return sum(step >= DIVIDED for step in steps.values())
