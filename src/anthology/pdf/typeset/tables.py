"""Tables too wide for the page: set smaller step by step, so that words and numbers stay whole.

Columns are at least as wide as their longest word. Where a table does not fit so, it gets the
classes of a later step, until it does. Only the last steps divide words, and numbers last of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET


class Step(NamedTuple):
    """The classes of a step, which floor.css describes, and the width that is then left."""

    classes: str
    width: float  # about, as a share of the table's at first


STEPS = (
    Step("", 1.0),
    Step("apart", 1.0),  # of use where a word is longer than any column should be
    Step("apart tight", 0.85),
    Step("apart tight tighter", 0.75),
    Step("apart tight tighter tightest", 0.66),
    Step("apart tight tighter tightest hyphenated", 0.0),
    Step("apart tight tighter tightest hyphenated broken", 0.0),
)
DIVIDED = 5  # the first step that divides words
SURE = 1.05  # by so much a width may be estimated too small
LONG_WORD = 20  # characters; the longest that a column should have room for
NUMBER = "data-number"  # of a table among those of its section

Steps = Mapping[int, int]  # by the number of the table; 0 where it is missing


def prepare(content: ET.Element, steps: Steps) -> None:
    """Numbers the tables of a section, and gives each the classes of its step."""
    for number, table in enumerate(content.iter("table")):
        table.set(NUMBER, str(number))
        if step := steps.get(number):
            _add_class(table, STEPS[step].classes)
            for cell in (*table.iter("td"), *table.iter("th")):
                if _has_long_word(cell):
                    _add_class(cell, "long")


def narrower(steps: Steps, wide: Mapping[int, float], content: ET.Element) -> Steps:
    """The steps after these for tables that are so many times wider than their places."""
    tables = {int(table.get(NUMBER, 0)): table for table in content.iter("table")} if wide else {}
    later = {n: _later(steps.get(n, 0), excess, tables[n]) for n, excess in wide.items()}
    return {**steps, **later}


def divided(steps: Steps) -> int:
    """How many tables have come to divided words."""
    return sum(step >= DIVIDED for step in steps.values())


def _later(step: int, excess: float, table: ET.Element) -> int:
    """The next step that may be enough; none is left out on the way to divided words."""
    if not step and _has_long_word(table):
        return 1
    if step >= DIVIDED - 1:
        return min(step + 1, len(STEPS) - 1)
    wanted = STEPS[step].width / excess * SURE
    enough = (n for n in range(max(step + 1, 2), DIVIDED) if STEPS[n].width <= wanted)
    return next(enough, DIVIDED - 1)


def _has_long_word(element: ET.Element) -> bool:
    return any(len(word) > LONG_WORD for word in " ".join(element.itertext()).split())


def _add_class(element: ET.Element, names: str) -> None:
    element.set("class", f"{element.get('class', '')} {names}".strip())
