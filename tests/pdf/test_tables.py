"""Tables in print: whole words and numbers, columns inside the page, and alignment."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from books import edition, printed, section
from pypdfium2 import PdfDocument
from test_typeset import one, painted, png

from anthology.edition import Printed

MARGIN = 45.0  # points, of the outer edge


def book(*rows: Sequence[str]) -> Printed:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    one = edition(section("one", "review", f"<h1>One</h1>{table}"))
    return printed(one, flavour="plain")


def shown(found: Printed) -> str:
    page = PdfDocument(found.pdf)[0]
    return str(page.get_textpage().get_text_bounded())


def right_edge(found: Printed) -> float:
    """The farthest right of any character, in points from the page's left edge."""
    page = PdfDocument(found.pdf)[0]
    text = page.get_textpage()
    return max(float(text.get_charbox(index)[2]) for index in range(text.count_chars()))


LONG = "a film of painted sets and with an ending that is still debated"
FILES = "averyverylongnamewithoutanythinginit" * 2


@pytest.mark.parametrize(
    "rows",
    [
        [("Film", "Year", "Director", "Rating", "Notes"),
         ("The Cabinet of Dr. Caligari", "1920", "Robert Wiene", "9.5/10", LONG)],
        [("Metropolis", "1927", "Fritz Lang", "Germany", "153 minutes", "German", "Parufamet",
          "9.5/10", "1,234,567")],
        [("Year", "Rating", "File"), ("1920", "9.5/10", FILES)],
        [("Year", "Rating", "Address"),
         ("1920", "9.5/10", f'<span class="address">https://a.example/{FILES}/{FILES}</span>')],
        [("<em>1920</em>", "<a href='#one'>9.5/10</a>", f"<em>{LONG}</em> {LONG}")],
    ],
)  # fmt: skip
def test_words_and_numbers_are_whole(rows: Sequence[Sequence[str]]) -> None:
    found = book(*rows)
    text = re.sub(r"<[^>]*>|\S{40,}", "", " ".join(cell for row in rows for cell in row))
    assert [word for word in text.split() if word not in shown(found)] == []
    assert right_edge(found) <= 5.5 * 72 - MARGIN + 1
    assert not found.problems


def test_names_stay_in_one_line_where_another_column_gives_way() -> None:
    film = ("1920", "A Man Called Tuesday, or the Ferry", "<em>Ozu</em> and Noda", "Peru")
    found = book(
        film, film, ("1922", "Pilots", "Ada Quill", "The United Kingdoms<br/>of Ruritania")
    )
    lines = [line.strip() for line in shown(found).splitlines()]
    assert "1920 A Man Called Tuesday, or the Ferry Ozu and Noda Peru" in lines
    assert "of Ruritania" in lines


def test_a_table_with_a_word_or_so_in_a_line_is_set_smaller() -> None:
    title = "The Man Who Saw the Ferry Leave the Harbour Twice"
    rest = (
        "1962",
        "Ruritania",
        "143\u00a0minutes",
        "three\u00a0times",
        "Lantern",
        "wonderful",
        "9.5",
    )
    lines = shown(book((title, *rest))).splitlines()
    assert len([line for line in lines if line.strip() and line.strip() in title]) <= 4


def test_words_are_divided_where_nothing_else_helps() -> None:
    rows = [["Incomprehensibility"] * 12, ["12345678"] * 12]
    found = book(*rows)
    assert re.sub(r"[^\w]", "", shown(found)).count("12345678") <= 12
    assert right_edge(found) <= 5.5 * 72 - MARGIN + 1
    assert ["too wide for the page" in problem.message for problem in found.problems] == [True]


@pytest.mark.parametrize("count", [31, 32, 33, 34])
def test_a_long_table_repeats_its_head_and_leaves_no_row_alone(count: int) -> None:
    rows = "".join(f"<tr><td>Film {n}</td><td>{n}</td></tr>" for n in range(count))
    table = f"<table><thead><tr><th>Title</th></tr></thead><tbody>{rows}</tbody></table>"
    found = printed(edition(section("one", "review", f"<p>Words.</p>{table}")), flavour="plain")
    pages = [str(page.get_textpage().get_text_bounded()) for page in PdfDocument(found.pdf)]
    held = [page.count("Film ") for page in pages if "Film " in page]
    assert sum(held) == count
    assert min(held) > 1
    assert all("Title" in page.replace("ITLE", "itle") for page in pages if "Film " in page)


@pytest.mark.parametrize("words", [(30, 900, 40), (500, 300, 400), (900, 900)])
def test_rows_higher_than_a_page_are_divided_below_their_head(words: Sequence[int]) -> None:
    notes = [" ".join(f"w{row}x{n}" for n in range(count)) for row, count in enumerate(words)]
    rows = "".join(f"<tr><td>Film</td><td>{note}</td></tr>" for note in notes)
    table = f"<table><thead><tr><th>Notes</th></tr></thead><tbody>{rows}</tbody></table>"
    found = printed(edition(section("one", "review", f"<p>One.</p>{table}")), flavour="plain")
    pages = [str(page.get_textpage().get_text_bounded()) for page in PdfDocument(found.pdf)]
    assert [word for page in pages for word in re.findall(r"w\d+x\d+", page)] == (
        " ".join(notes).split()
    )
    assert all("Notes" in page for page in pages if re.search(r"w\dx\d", page))


WIDE = [[f"Incomprehensibly{row}{cell}" for cell in range(7)] for row in range(6)]


def test_a_table_too_wide_turns_on_its_side_and_the_text_runs_on() -> None:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in WIDE)
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    words = "".join(f"<p>{LONG} {LONG} {LONG} {LONG}</p>" for _ in range(9))
    inside = f"<p>Before.</p>{table}{words}"
    found = printed(edition(section("one", "review", inside)), flavour="plain")
    assert not found.problems
    pages = [page.get_textpage() for page in PdfDocument(found.pdf)]
    (side,) = [text for text in pages if "Incomprehensibly" in text.get_text_bounded()]
    assert all(side.get_text_bounded().count(cell) == 1 for row in WIDE for cell in row)
    assert LONG[:20] in pages[0].get_text_bounded()
    assert LONG[:20] not in side.get_text_bounded()
    upright = [text.get_text_bounded() for text in pages if text is not side]
    assert all("Incomprehensibly" not in text for text in upright)


def test_a_wide_table_in_a_list_is_divided_where_it_stands() -> None:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in WIDE)
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    inside = f"<ul><li>One {table}</li></ul>"
    found = printed(edition(section("one", "review", inside)), flavour="plain")
    assert "Incomprehen" in "".join(shown(found))
    assert ["too wide for the page" in problem.message for problem in found.problems] == [True]


def test_a_caption_is_as_wide_as_the_text_not_as_its_table() -> None:
    caption = "A caption of words far wider than a table of two short cells below it"
    table = f"<table><caption>{caption}</caption><tr><td>a</td><td>b</td></tr></table>"
    found = printed(edition(section("one", "review", f"<h1>One</h1>{table}")), flavour="plain")
    assert caption in shown(found).replace("\r\n", " ")
    assert len(next(line for line in shown(found).split("\r\n") if "caption" in line)) > 40


@pytest.mark.parametrize("size", [(1600, 400), (60, 60), (800, 900)])
@pytest.mark.parametrize("words", [[LONG], [LONG, LONG], [FILES, FILES], [LONG] * 6])
def test_a_picture_in_a_cell_has_its_share(words: list[str], size: tuple[int, int]) -> None:
    cells = "".join(f"<td>{each}</td>" for each in words)
    table = f'<table><tr>{cells}<td><img src="a.png" alt=""/></td></tr></table>'
    found = printed(one(table, **{"a.png": png(*size)}), flavour="plain")
    left, _, right, _ = painted(found.pdf)
    share = (5.5 * 72 - 2 * MARGIN) / (len(words) + 1)
    natural = size[0] * 72 / 200
    assert right - left >= 0.5 * min(share, natural)
    assert right <= 5.5 * 72 - MARGIN + 1
