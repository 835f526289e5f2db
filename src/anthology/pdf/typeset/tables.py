"""Tables too wide for the page: set smaller step by step, so that words and numbers stay whole.

Columns are at least as wide as their longest word. Where a table does not fit so, it gets the
classes of a later step, until it does. Only the last steps divide words, and numbers last of all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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
    # On a page of its own, on its side, which has room for two thirds more.
    Step("apart tight turned", 0.51),
    Step("apart tight tighter turned", 0.45),
    Step("apart tight tighter tightest turned", 0.4),
    Step("apart tight tighter tightest hyphenated", 0.0),
    Step("apart tight tighter tightest hyphenated broken", 0.0),
    # The same on its side, where the pages have columns: a column has the least room.
    Step("apart tight tighter tightest turned hyphenated", 0.0),
    Step("apart tight tighter tightest turned hyphenated broken", 0.0),
)
DIVIDED = 8  # the first step that divides words
ON_SIDE = range(5, DIVIDED)
UPRIGHT, IN_COLUMNS = range(DIVIDED, 10), range(10, 12)  # the steps that divide words
TIGHT = range(2, 4)  # the steps for tables that are not too wide
SURE = 1.05  # by so much a width may be estimated too small
LONG_WORD = 20  # characters; the longest that a column should have room for
HIGH = 150  # letters of a cell, which has a few lines: its row may stand alone on a page
NUMBER = "data-number"  # of a table among those of its section

Steps = Mapping[int, int]  # by the number of the table; 0 where it is missing


def prepare(content: ET.Element, steps: Steps, divisible: Collection[int] = ()) -> None:
    """Numbers the tables of a section, and gives each the classes of its step.

    Rows of those that are `divisible` may be divided between pages.
    """
    for number, table in enumerate(content.iter("table")):
        table.set(NUMBER, str(number))
        if number in divisible:
            _add_class(table, "divisible")
        if step := steps.get(number):
            _add_class(table, STEPS[step].classes)
            _mark_long_words(table)
    for row in content.iter("tr"):
        if any(len(" ".join(cell.itertext())) > HIGH for cell in row):
            _add_class(row, "high")
    for table, parent in _turned(content):
        figure = ET.Element("figure", {"class": "turned"})
        figure.tail, table.tail = table.tail, None
        parent[list(parent).index(table)] = figure
        figure.append(table)
    for caption, table, parent in list(_captions(content)):
        table.remove(caption)
        parent.insert(list(parent).index(table), caption)


def _captions(content: ET.Element) -> Iterator[tuple[ET.Element, ET.Element, ET.Element]]:
    """Captions, to be set above their tables: inside they would be no wider than those.

    Each comes with its table and the element that holds this.
    """
    for parent in content.iter():
        for table in parent:
            caption = table.find("caption") if table.tag == "table" else None
            if caption is not None:
                yield caption, table, parent


def _mark_long_words(table: ET.Element) -> None:
    for cell in (*table.iter("td"), *table.iter("th")):
        if _has_long_word(cell):
            _add_class(cell, "long")


def _turned(content: ET.Element) -> list[tuple[ET.Element, ET.Element]]:
    """The tables that are set on their side, and the elements that hold them."""
    return [
        (table, parent)
        for parent in content.iter()
        for table in parent
        if table.tag == "table" and "turned" in table.get("class", "").split()
    ]


def smaller(steps: Steps, crowded: Collection[int]) -> Steps:
    """The steps after these for tables whose words hardly stand beside each other."""
    later = {n: max(steps.get(n, 0) + 1, TIGHT[0]) for n in crowded}
    return {**steps, **{n: step for n, step in later.items() if step in TIGHT}}


def narrower(
    steps: Steps,
    wide: Mapping[int, float],
    content: ET.Element,
    *,
    turn: bool = True,
    columns: int = 1,
) -> Steps:
    """The steps after these for tables that are so many times wider than their places.

    These may be columns, of so many on a page. Without `turn` none is set on its side.
    """
    tables = {int(table.get(NUMBER, 0)): table for table in content.iter("table")} if wide else {}
    later = {n: _later(steps.get(n, 0), excess, tables[n], columns) for n, excess in wide.items()}
    if not turn:
        later = {n: DIVIDED if step in ON_SIDE else step for n, step in later.items()}
    return {**steps, **later}


def divided(steps: Steps) -> int:
    """How many tables have come to divided words."""
    return sum(step >= DIVIDED for step in steps.values())


def _later(step: int, excess: float, table: ET.Element, columns: int) -> int:
    """The next step that may be enough; none is left out on the way to divided words."""
    if not step and _has_long_word(table):
        return 1
    if step >= DIVIDED - 1:
        last = IN_COLUMNS if columns > 1 else UPRIGHT
        return next((n for n in last if n > step), last[-1])
    wanted = _width(step, columns) / excess * SURE
    enough = (n for n in range(max(step + 1, 2), DIVIDED) if _width(n, columns) <= wanted)
    return next(enough, DIVIDED - 1)


def _width(step: int, columns: int) -> float:
    """The width that is left, about, as a share of the table's at first; pages have columns."""
    return STEPS[step].width / (columns if step in ON_SIDE else 1)


def _has_long_word(element: ET.Element) -> bool:
    return any(len(word) > LONG_WORD for word in " ".join(element.itertext()).split())


def _add_class(element: ET.Element, names: str) -> None:
    element.set("class", f"{element.get('class', '')} {names}".strip())
