"""The layout "grid": cells by the size of the page, rows for longer texts, a tile or a picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from composed import ANN, BOOK, CLASSIC, review

from anthology.book import Body, Part, Picture, Work
from anthology.compose import compose
from anthology.compose.cells import cells
from anthology.compose.pictures import taken
from anthology.config import Settings
from anthology.edition import Section
from anthology.style.css.grid import Grid, grid
from anthology.style.table import PageTable

SHORT = f"<p>{'A word or two. ' * 10}</p>"
LONG = f"<p>{'A word or two. ' * 90}</p>"
PICTURE = Picture("p.png", b"", "image/png", 300, 450)
GRID = Grid(columns=2, rows=3, lines=16, letters=60, beside=8)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(504, 648, (2, 3)), (396, 612, (1, 3)), (595, 842, (2, 4)), (312, 504, (1, 2))],
)
def test_the_page_decides_how_many_cells_it_has(
    width: int, height: int, expected: tuple[int, int]
) -> None:
    found = grid(PageTable(), width, height)
    assert (found.columns, found.rows) == expected
    assert found.taken("Night Ferry", 2, 480) == 0  # eighty words
    wide = grid(PageTable(), width, height, letters=1.25)
    assert wide.letters < 0.85 * found.letters


def _places(*texts: str) -> list[tuple[int, int, bool]]:
    reviews = [review(f"r{n}", text) for n, text in enumerate(texts)]
    return list(cells(reviews, GRID))


def test_cells_fill_rows_and_rows_pages() -> None:
    places = _places(*[SHORT] * 8)
    assert [place[:2] for place in places] == [
        (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 3), (2, 1), (2, 1),
    ]  # fmt: skip
    assert not any(whole for _, _, whole in places)


def test_a_longer_text_takes_a_row_and_so_does_a_cell_alone_before_it() -> None:
    assert _places(SHORT, LONG, SHORT) == [(1, 1, True), (1, 2, True), (1, 3, False)]
    assert _places(SHORT, SHORT, LONG) == [(1, 1, False), (1, 1, False), (1, 2, True)]


def test_a_text_longer_than_a_page_starts_one() -> None:
    assert _places(SHORT, SHORT, LONG * 6, SHORT) == [
        (1, 1, False), (1, 1, False), (2, 1, True), (3, 1, False),
    ]  # fmt: skip


def test_a_picture_with_a_caption_moves_only_from_the_beginning() -> None:
    plain, captioned = (
        '<p><img src="a"/></p>',
        '<figure><img src="a"/><figcaption>C</figcaption></figure>',
    )
    assert taken(f"<p>T</p>{plain}") == (plain, "<p>T</p>")
    moved = ('<figure><img src="a"/></figure>', '<p class="caption">C</p><p>T</p>')
    assert taken(f"{captioned}<p>T</p>") == moved
    assert taken(f"<p>T</p>{captioned}") == ("", f"<p>T</p>{captioned}")


def test_two_pictures_beside_each_other_stay_in_the_text() -> None:
    pair = '<figure class="pair"><img src="a"/><img src="b"/></figure>'
    assert taken(f"{pair}<p>T</p>") == ("", f"{pair}<p>T</p>")


@pytest.mark.parametrize(
    "high",
    ['<p>A <img src="a"/> b</p>', "<table><tr><td>a</td></tr></table>", '<aside class="note"/>'],
)
def test_what_letters_tell_no_height_of_takes_a_row(high: str) -> None:
    assert [place[2] for place in _places(SHORT, SHORT, SHORT + high)] == [False, False, True]


def test_a_picture_above_the_text_takes_no_row() -> None:
    text = '<p><img src="a"/></p>' + SHORT
    assert [place[2] for place in _places(text, text)] == [False, False]


def _composed(name: str) -> dict[str, Section]:
    pictured = '<p>One.</p><p><img alt="A still" src="pictures/p.png"/></p><p>Two.</p>'
    reviews = (
        review("agni", pictured, work=Work("Agni", year=2012), reviewers=(ANN,)),
        review("bare", "<p>Bare.</p>"),
    )
    part = Part("part", "", reviews, layout="grid")
    book = replace(BOOK, parts=(part,), pictures={"p.png": PICTURE})
    sections = compose(book, CLASSIC, Settings(), name)[0].sections
    return {each.id: each for each in sections}


@pytest.mark.parametrize("name", ["print", "epub"])
def test_the_picture_stands_above_the_text(name: str) -> None:
    xhtml = _composed(name)["review-agni"].xhtml
    assert xhtml.index('class="poster"') < xhtml.index("A still") < xhtml.index("<h1")
    assert xhtml.count("<img") == 1


def test_a_missing_picture_is_a_tile_in_print_alone() -> None:
    assert '<div class="poster tile">B</div>' in _composed("print")["review-bare"].xhtml
    assert "poster" not in _composed("epub")["review-bare"].xhtml


def _with_head(introduction: str, name: str = "print") -> tuple[Section, Section]:
    """The head of a part, and its first review."""
    reviews = tuple(review(f"r{n}", SHORT) for n in range(4))
    part = Part("part", "Ferries", reviews, Body(introduction), layout="grid")
    sections = compose(replace(BOOK, parts=(part,)), CLASSIC, Settings(), name)[0].sections
    found = {each.id: each for each in sections}
    return found["part"], found["review-r0"]


def test_the_head_of_a_part_stands_above_its_first_cells() -> None:
    head, first = _with_head("<p>What follows.</p>")
    assert (head.flow, head.cell) == (first.flow, (1, 1))
    assert first.cell == (1, 2)
    assert not first.recto


def test_a_part_with_a_long_introduction_has_a_page_of_its_own() -> None:
    head, first = _with_head(LONG * 2)
    assert (head.flow, head.cell, first.cell) == ("", (0, 0), (1, 1))


def test_the_head_of_a_part_has_a_file_of_its_own_in_the_e_book() -> None:
    assert _with_head("", "epub")[0].flow == ""


def test_a_text_longer_than_a_page_stands_below_the_head_all_the_same() -> None:
    reviews = [review("r0", LONG * 6), review("r1", SHORT)]
    assert [place[:2] for place in cells(reviews, GRID, above=1)] == [(1, 2), (2, 1)]
