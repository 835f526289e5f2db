"""A number of a list, a note or a table that the body has otherwise than the source is named."""

from __future__ import annotations

import pytest

from anthology.config import LimitsTable
from anthology.load.formats import read as texts
from anthology.load.formats.lost_numbers import changed
from anthology.load.header.front_matter import split
from anthology.report import Place

PLACE = Place("a.md", 10)
LIST = "3. bronze\n2. *silver* [medal](http://e.org/9)\n1. gold"
TABLE = "| Film | Stars |\n|---|---|\n| Fox[^1] | 3 |\n| Owl | 5 |\n\n[^1]: A note."
NOTES = "One.[^b] Two.[^a]\n\n[^a]: The second, defined first.\n[^b]: The first of them."
PAGE = "<ol start=4 reversed><li>x<ol><li>deep</ol><li value=9>y</ol>"


def body(source: str, path: str = "a.md") -> str:
    return texts.read(split(source, path), "", LimitsTable()).finished.body.xhtml


@pytest.mark.parametrize(
    "source",
    [
        LIST,
        TABLE,
        NOTES,
        PAGE,
        "<ol><li>fox</li><li><div><ol><li>in it</li></ol> words after that</div></li></ol>",
        "1. lazy\n1. numbers\n1. are counted",
        "> 4. quoted\n> 3. down\n\n- 5. in an item",
        "1986. A great year for it.",
        "Text.\n5. which is no list",
        "`[^x]` and `1. code`\n\n```\n5. in a fence\n[^y]\n```\n\nOne.[^1]\n\n[^1]: Note.",
        "| 1 | 2 |\n|---|---|\n| 3 | 4.5 |\n| ½ | 1990-95 |",
        "| a | $x_1$ | 7 |\n|---|---|---|\n| 1 | $\\frac{1}{2}$ | `{3}` |",
        "One.^[An inline note.] Two.[^1]\n\n[^1]: Another note.",
        "1. [^a]\n1. second\n1. third\n\n[^a]: A note.",
        "1530. H₂O ![Seen](a.png) and on.[^1]\n\nThen[^a].\n\n[^1]: Note.\n\n[^a]: H₂O",
        "One.[^a]\n\n[^1]: Owl\n\n[^a]: Owl and `owl` fox.",
        "One.[^b] Two.[^a]\n\n[^a]: Owl ![Seen](a.png) fox\n\n[^b]: Two.\n\n[^c]: Owl",
        "> کتاب\n> ۱۲. ۱۲ کتاب «فیلم» است کتاب",
        "| 1. Owl | 9 |\n|---|---|\n| 2) Fox | 8 |\n| [^x]: | 7. |",
        "Charts:\n\n1. 7. Owl\n2. 12. Fox\n\nOne.[^1]\n\n[^1]: 12. Owl and 3. Fox.",
        "1. 12. Owl and fox\n\n    More: 12. Owl and fox\n\n1. 1984. Fox and owl\n\n1. Owl",
        "460. [^a] begins with a note\n462. and[^a] goes on\n\n[^a]: A note.",
    ],
)
def test_numbers_that_are_kept(source: str) -> None:
    assert changed(source, PLACE, body(source)) == ()


@pytest.mark.parametrize(
    ("source", "old", "new", "line", "message"),
    [
        (LIST, ' start="3"', "", 10, "the item “bronze” has the number 3 in the manuscript and 1"),
        (LIST, ' value="1"', "", 12, "the item “gold” has the number 1 in the manuscript and 3"),
        (PAGE, 'value="9"', 'value="3"', 10, "the item “y” has the number 9"),
        ("1986. A great year for it.", "1986. ", "", 10, "has the number 1986 in the manuscript"),
        (TABLE, "<td>5", "<td>3", 13, "the row “| Owl | 5 |” has the number 5 in the manuscript"),
    ],
)
def test_a_number_that_is_changed(source: str, old: str, new: str, line: int, message: str) -> None:
    right = body(source)
    assert old in right
    problems = changed(source, PLACE, right.replace(old, new, 1))
    assert [problem.place.line for problem in problems] == [line]
    assert message in problems[0].message


def test_notes_that_change_places() -> None:
    start, first, second = body(NOTES).removesuffix("</section>").split("<aside")
    swapped = "<aside".join((start, second, first)) + "</section>"
    (problem,) = changed(NOTES, PLACE, swapped)
    assert "“The first of them.” has the number 1 in the manuscript and 2" in problem.message
