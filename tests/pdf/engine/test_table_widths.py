"""Widths of columns: the fewest lines, and names in one line where there is room."""

from __future__ import annotations

from time import process_time

from anthology.pdf.engine.tables.widths import Cell, Column, Words, distributed


def cell(text: str) -> Cell:
    """A cell whose letters are one px wide; two px beside it."""
    words = tuple(float(len(word)) for word in text.split())
    return Cell((Words(words, 1.0),), 2.0)


def laid(rows: list[str], room: float) -> tuple[list[float], int]:
    """The widths of the columns of these rows, cut at |, and the lines of all rows."""
    columns: list[Column] = list(zip(*(map(cell, row.split("|")) for row in rows), strict=True))
    cells = [[each for each in column if each] for column in columns]
    least = [max(max(c.parts[0].widths) + 2 for c in column) for column in cells]
    most = [max(c.parts[0].natural + 2 for c in column) for column in cells]
    widths = distributed(columns, least, most, room)
    assert abs(sum(widths) - room) < 1e-6
    assert all(low <= w <= high + 0.1 for low, w, high in zip(least, widths, most, strict=True))
    lines = (
        max(c.lines(w) for c, w in zip(row, widths, strict=True) if c)
        for row in zip(*columns, strict=True)
    )
    return widths, sum(lines)


def test_words_fill_lines() -> None:
    words = Words((3.0, 3.0, 3.0, 10.0), 1.0)
    assert [words.lines(w) for w in (3, 7, 10, 11, 22)] == [4, 3, 3, 2, 1]
    assert (words.natural, words.halved) == (22.0, 11.0)


def test_names_stay_in_one_line_where_a_column_can_give_way() -> None:
    films = ["1920|The Long Afternoon|Ada Quill|a slow story about a boat and its many captains",
             "1922|A Man Called Tuesday|Ozu and Noda|a quick one"]  # fmt: skip
    widths, lines = laid(films, 72)
    assert widths[1] >= 22
    assert widths[2] >= 14
    assert lines == 3


def test_the_column_that_spares_most_lines_is_widened_first() -> None:
    many = [f"{'Night Ferry' if row % 8 else 'Pilots'}|{'Peru' if row % 8 else 'Upper Volta'}"
            for row in range(16)]  # fmt: skip
    widths, lines = laid(many, 23)
    assert widths[0] >= 13
    assert lines == 18


def test_two_names_of_one_row_are_widened_together_or_not_at_all() -> None:
    both = ["Anna Maria|Anna Maria|one two three four five six seven eight nine ten"]
    widths, _ = laid(both, 50)
    assert [round(width, 1) for width in widths[:2]] == [12.0, 12.0]


def test_cells_may_be_missing_or_empty() -> None:
    column = [cell("Night Ferry"), None, Cell((), 2.0)]
    assert distributed([column, column], [7, 7], [13, 13], 21) in ([13, 8], [8, 13])


def test_a_long_table_of_long_cells_takes_no_time() -> None:
    prose = " ".join(["when the storm comes it comes indoors"] * 20)
    start = process_time()
    laid([f"{row}|{prose}|Night Ferry {row}|{prose}|{prose}" for row in range(400)], 200)
    assert process_time() - start < 1.5
