"""Ends of the columns of a flow, chosen for all of them together."""

from __future__ import annotations

import pytest

from anthology.pdf.engine.flows.rows import Row
from anthology.pdf.typeset.spacing.columns import Shape, white

LINES = 30


def review(name: str, lines: int) -> list[Row]:
    """A head of two lines with two lines of text, the others, and two lines that stay together."""
    others = [Row(1.0, 0.0, divides=True)] * (lines - 4)
    return [
        Row(4.0, 2.0, divides=True, section=name), *others, Row(2.0, 0.0, divides=True)
    ]  # fmt: skip


def lines(texts: tuple[int, ...], *, columns: int = 1, goes_on: bool = True) -> dict[str, int]:
    """The lines more above reviews with texts of so many lines."""
    rows = [row for number, own in enumerate(texts) for row in review(f"r-{number}", own)]
    return white(rows, Shape(columns, LINES, goes_on))


def test_full_columns_need_no_white() -> None:
    assert lines((28, 11, 13)) == {}


def test_the_white_of_a_column_is_even() -> None:
    assert lines((4, 5, 6)) == {"r-1": 2, "r-2": 3}


def test_a_column_ends_earlier_so_that_the_next_is_full() -> None:
    """As full as can be, it would leave 26 lines for the next one, in which no review begins."""
    assert lines((4, 4, 38, 28)) == {"r-1": 2, "r-2": 2}


@pytest.mark.parametrize(("goes_on", "found"), [(True, {"r-2": 3}), (False, {})])
def test_only_the_last_page_of_a_flow_may_be_short(goes_on: bool, found: dict[str, int]) -> None:
    assert lines((28, 10, 11), goes_on=goes_on) == found


def test_a_last_page_of_a_few_lines_gets_more() -> None:
    assert lines((8, 8, 5), goes_on=False) == {"r-1": 3}


def test_all_columns_of_the_last_page_are_full_where_the_flow_goes_on() -> None:
    assert lines((10, 12, 10, 13), columns=2) == {"r-1": 2, "r-3": 1}


def test_where_a_column_ends_early_in_any_case_no_white_is_for_it() -> None:
    heights = (8.0, 8.0, 20.0, 28.0)
    whole = [Row(high, 2.0, divides=True, section=f"r-{high}") for high in heights]
    assert white(whole, Shape(1, LINES, goes_on=False)) == {}
