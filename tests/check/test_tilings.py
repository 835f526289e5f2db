"""Where the likeliest tiling has a difference, others are tried; none explains a damage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from drawn_sections import lines, section
from test_tiling import expected, tiled, tilings_of

from anthology.check.collation.choices import MOST
from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import letters, missing_from_head
from anthology.check.collation.tables import Page, Run, Table
from anthology.check.collation.tiling import Tiling
from anthology.check.collation.tilings import DrawnSection, all_drawn, likeliest, others

SEEDS = range(30, 230)


def is_wrong(tiling: Tiling) -> bool:
    return bool(tiling.difference or tiling.disorder)


@pytest.mark.parametrize(("column", "lost"), [(9, []), (5, [102]), (4, [102])])
def test_sections_of_few_words_are_put_together(column: int, lost: list[int]) -> None:
    likely = {seed: likeliest(section(seed, column)) for seed in SEEDS}
    unlikely = [seed for seed in SEEDS if is_wrong(likely[seed])]
    assert len(unlikely) > 5  # the others are needed
    drawn = [(seed, section(seed, column)) for seed in unlikely]
    assert [seed for seed, own in drawn if all(map(is_wrong, others(own, likely[seed])))] == lost


def spans(parts: Sequence[Sequence[str]]) -> tuple[tuple[int, int], ...]:
    """Where parts of a text are, whose words follow each other."""
    return tuple(pairwise(accumulate((len(" ".join(part)) + 1 for part in parts), initial=0)))


def film(head: tuple[str, str]) -> Expected:
    """A text of two columns with that head, and a sentence."""
    cells = [*head, *(cell for row in ROWS for cell in row)]
    table = " ".join(cells)
    return replace(
        expected(f"{table} The film of the year ends."),
        tables=table, table_spans=((0, len(table) + 1),), head_spans=spans([head]),
        row_spans=spans([head, *ROWS]), cell_spans=spans([[cell] for cell in cells]),
    )  # fmt: skip


ROWS = (("Fox", "3 stars"), ("Owl", "5 stars"), ("Fox", "4 stars"), ("Elk", "3 stars"))
HEAD = ("Film", "Rating")
CELLS = [*HEAD, *(cell for row in ROWS for cell in row)]
FILM = film(HEAD)
FIRST, SECOND = CELLS[:6], [*HEAD, *CELLS[6:], "The film", "of the year", "ends."]


def test_a_table_over_pages_is_put_together() -> None:
    found = tiled(FILM, FIRST, SECOND)
    assert (found.difference, found.disorder) == ("", "")


@pytest.mark.parametrize("again", ["Film םש", "Film בוט"])
def test_a_head_of_two_directions_is_known_where_it_is_drawn_again(again: str) -> None:
    own = film(("שם Film", "Rating"))
    pages = (["Film םש", *FIRST[1:]], [again, *SECOND[1:4]], [again, HEAD[1], *SECOND[4:]])
    found = likeliest(DrawnSection(own, [*map(lines, pages)], frozenset(letters(own.text))))
    assert is_wrong(found) is (again not in pages[0])


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("which", [2, 3, 4])
def test_swapped_cells_are_seen(page: int, which: int) -> None:
    pages = [[*FIRST], [*SECOND]]
    swapped = pages[page]
    if which + 1 < len(swapped):
        swapped[which], swapped[which + 1] = swapped[which + 1], swapped[which]
    found = tiled(FILM, *pages)
    assert found.difference or found.disorder


MIXED = "The film שלום begins at night. Fox 3 Owl 5 Elk 7 And ends by day."
OWN = [["The film", "םולש", "begins at night.", "Fox", "3", "Owl"], ["5", "Elk", "7"]]
END = ["And ends", "by day."]
BOTH = replace(
    expected(MIXED),
    tables="Fox 3 Owl 5 Elk 7", table_spans=((31, 49),),
    cell_spans=((31, 34), (35, 36), (37, 40), (41, 42), (43, 46), (47, 48)),
)  # fmt: skip


def is_drawn(pages: list[list[str]]) -> bool:
    return all_drawn(DrawnSection(BOTH, [*map(lines, pages)], frozenset(letters(MIXED))))


@pytest.mark.parametrize(
    "pages",
    [
        [OWN[0], [*OWN[1], *END]],
        [[*OWN[0][:3], *END], [*OWN[0][3:], *OWN[1]]],  # the table floats
    ],
)
def test_letters_of_two_directions_are_counted(pages: list[list[str]]) -> None:
    assert is_drawn(pages)


@pytest.mark.parametrize(
    "pages",
    [
        [[*OWN[0][:3], "Fox", "Owl", "3"], [*OWN[1], *END]],
        [OWN[0], ["Elk", "5", "7", *END]],
        [[*OWN[1], *END], OWN[0]],
        [[*OWN[0][:2], "And ends", *OWN[0][3:]], [*OWN[1], "begins at night.", "by day."]],
    ],
    ids=["cells", "cells of the last page", "pages", "lines of two pages"],
)
def test_what_is_swapped_in_a_text_of_two_directions_is_seen(pages: list[list[str]]) -> None:
    assert not is_drawn(pages)


@pytest.mark.parametrize("is_swapped", [False, True])
def test_notes_below_a_table_are_no_cells_of_it(is_swapped: bool) -> None:
    cells = ["Herons", "Foxes Owlets", "(3)", "Elephants", "(7)"]
    table = " ".join(cells)
    note = "Foxes Owlets שלום so"
    own = replace(
        expected(table, note),
        tables=table, table_spans=((0, len(table)),), cell_spans=spans([[cell] for cell in cells]),
    )  # fmt: skip
    ends = ["(7)", "Elephants"] if is_swapped else ["Elephants", "(7)"]
    page = [
        "Herons",
        "Foxes",
        "Owlets",
        "(3)",
        *ends,
        "1. ",
        "Foxes Owlets",
        "םולש ",
        "(",
        ")",
        " so",
    ]
    drawn = frozenset(letters(table + note))
    assert all_drawn(DrawnSection(own, [lines(page)], drawn)) != is_swapped


def test_the_number_of_a_note_is_no_cell_that_begins_with_it() -> None:
    cells = ["Herons", "1. Owls", "Foxes"]
    table = " ".join(cells)
    own = replace(
        expected(table, "See שלום so"),
        tables=table, table_spans=((0, len(table)),), cell_spans=spans([[cell] for cell in cells]),
    )  # fmt: skip
    page = ["Herons", "1. Owls", "Foxes", "1. ", "See", "םולש ", " so"]
    drawn = frozenset(letters(table + own.notes[0]))
    assert all_drawn(DrawnSection(own, [lines(page)], drawn))
    page[1:3] = reversed(page[1:3])
    assert not all_drawn(DrawnSection(own, [lines(page)], drawn))


def test_the_number_of_a_note_that_a_note_calls_is_none_of_a_list() -> None:
    wanted = replace(expected("One1 two.", "Called.", "See", "Here2."), calls=(0, 1), uncalled=2)
    pages = (["One", "1", " two.", "2. ", "See", "Here", "2", "."], ["1. ", "Called."])
    whole = [one for one in tilings_of(wanted, *pages) if not is_wrong(one)]
    assert any(
        {marker.text for marker in one.markers} <= {*one.expected.numbers_in_notes} for one in whole
    )


@pytest.mark.parametrize("first", ["One", "two %"])
def test_a_sign_is_at_the_other_end_of_what_is_marked_to_run_from_the_right(first: str) -> None:
    own = replace(expected("One % two three. And two % four."), dir="rtl")  # <bdo>% two</bdo>
    pages = [["One", "two %", "three."], ["And", "two % four."]]
    at = pages[0].index(first)
    pages[0][at], pages[0][0] = pages[0][0], pages[0][at]
    drawn = DrawnSection(own, [*map(lines, pages)], frozenset(letters(own.text)))
    assert all_drawn(drawn)
    pages[0][2], pages[1][0] = pages[1][0], pages[0][2]
    assert not all_drawn(replace(drawn, pages=[*map(lines, pages)]))


@pytest.mark.parametrize("is_swapped", [False, True])
def test_the_head_of_a_table_of_two_directions_may_be_drawn_in_two_columns(
    is_swapped: bool,
) -> None:
    own = replace(FILM, text=f"{FILM.text} שלום")
    last = ["Elk", "4 stars"] if is_swapped else ["4 stars", "Elk"]
    page = [*CELLS[:6], *HEAD, "Fox", *last, "3 stars", "The film of the year ends. םולש"]
    assert all_drawn(DrawnSection(own, [lines(page)], frozenset(letters(own.text)))) != is_swapped


@pytest.mark.parametrize("heads", [1, 2, 3])
@pytest.mark.parametrize("row", [("fox3", "stars"), ("film", "rating")])
def test_each_column_may_draw_the_head_of_a_table_again(heads: int, row: tuple[str, str]) -> None:
    table = Table((("film", "rating"), *[row] * 4), head=1)
    head, first = ["film", "rat", "ing"], [*row] * (5 - heads)
    page = lines([*head, *first, *[*head, *row] * (heads - 1)])
    whole = Run(0, 0, len(page))
    assert whole in [run for (run,) in table.runs([Page(page, 0, len(page))])]
    short = Page(page[:-1], 0, len(page) - 1)
    assert all(run.end < len(short.lines) for (run,) in table.runs([short]))


def test_no_search_takes_a_word_from_a_head_that_is_drawn_again() -> None:
    lost = [re.sub(" film", "", line) for line in SECOND]
    pages = [lines(FIRST), lines(lost)]
    drawn = DrawnSection(FILM, pages, frozenset(letters(FILM.text)))
    assert all(map(is_wrong, others(drawn, likeliest(drawn))))


@pytest.mark.parametrize("name", ["(c) Moor", "2. Ada", "iv. (a) z."])
def test_a_name_below_the_text_may_look_like_numbers(name: str) -> None:
    wanted = replace(expected("One two three"), names=(name,), after=letters(name))
    tilings = tilings_of(wanted, ["One two"], ["three", *name.split()])
    assert any(
        not is_wrong(one) and not [*missing_from_head("", (name,), one.head_words)]
        for one in tilings
    )


def test_the_search_has_an_end() -> None:
    words = "Ha ha ha ha. " * 400
    page = lines(["Ha ha", "ha ha."] * 20)
    pages = [page] * 20
    drawn = DrawnSection(expected(f"{words} Lost."), pages, frozenset(letters(words)))
    tried = list(others(drawn, likeliest(drawn)))
    assert len(tried) <= MOST
    assert all(map(is_wrong, tried))
