"""The layout "grid" on pages: cells side by side, each found where it stands."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from books import WORDS, edition, printed, section

from anthology.check.collation.shared_pages import owner
from anthology.edition import Mark, Section
from anthology.pdf.cuts import Pages
from anthology.pdf.galleys import galleys
from anthology.pdf.model import Spot
from anthology.pdf.reading import Place, reading
from anthology.pdf.shared_pages import marks

CSS = """
section.review { break-before: auto !important }
.row { display: flow-root; min-height: 150pt; break-inside: avoid }
.row + .row.first { break-before: page }
.row > .review { float: left; width: 50% }
.row.whole > .review { float: none; width: auto }
.review h1 { font-size: 14pt; line-height: 14pt; margin: 0 }
"""


def cell(number: int, page: int, row: int, *, whole: bool = False) -> Section:
    name = "text whole" if whole else "text"
    text = f'<h1>Review {number}</h1><div class="{name}"><p>Words {number}.</p></div>'
    found = section(f"review-{number}", "review", text, flow="part", layout="grid")
    found = replace(found, cell=(page, row))
    return replace(found, title=f"Review {number}")


def cells(count: int) -> list[Section]:
    """So many cells in two columns and three rows."""
    return [cell(n, 1 + n // 6, 1 + n % 6 // 2) for n in range(count)]


def test_cells_of_a_page_stand_side_by_side_in_rows() -> None:
    sections = [cell(0, 1, 1), cell(1, 1, 1), cell(2, 1, 2, whole=True), cell(3, 2, 1)]
    book = printed(edition(*sections, css=CSS))
    assert [book.folios[f"review-{n}"] for n in range(4)] == ["1", "1", "1", "2"]
    marks = {mark.section: mark for mark in book.marks[0] if mark.right}
    left, right, below = (marks[f"review-{n}"] for n in range(3))
    assert left.top == right.top < below.top
    assert left.left == below.left < right.left
    assert left.row == right.row < below.row


def test_a_galley_has_whole_pages_and_an_edit_changes_one() -> None:
    before = galleys(cells(200), Pages())
    assert {len(galley.parts) for galley in before[:-1]} == {36}
    edited = cells(200)
    edited[50] = replace(edited[50], xhtml=edited[50].xhtml.replace("Words", "Other words"))
    assert len({g.section for g in galleys(edited, Pages())} - {g.section for g in before}) == 1


def test_what_is_in_a_row_belongs_to_its_cells() -> None:
    marks = [
        Mark("a", 0, 10, 100, row=10),
        Mark("b", 120, 10, 220, row=10),
        Mark("c", 0, 90, 220, row=90),
    ]
    places = {"a": Place(5, 40), "b": Place(130, 40), "c": Place(130, 120)}
    assert {name: owner(place, marks) for name, place in places.items()} == {
        name: name for name in places
    }


def test_the_marker_of_an_item_from_the_right_stands_in_the_margin() -> None:
    marks = [Mark("a", 48, 72, 477), Mark("b", 48, 300, 477)]
    assert owner(Place(477.2, 170), marks) == "a"
    assert owner(Place(477.2, 310), marks) == "b"


def test_a_page_is_read_cell_by_cell() -> None:
    book = printed(edition(*cells(6), css=CSS))
    with reading(book.pdf) as reader:
        lines = [line for line in reader.pages[0].content.lines if "Words" in line]
    assert lines == [f"Words {number}." for number in range(6)]


def test_a_cell_higher_than_its_page_shares_none_with_the_next_row() -> None:
    """Else what is left of it would be drawn over the cells there."""
    long = cell(0, 1, 1)
    text = "".join(f"<p>{WORDS}</p>" for _ in range(9))
    long = replace(long, xhtml=long.xhtml.replace("</p>", f"</p>{text}", 1))
    book = printed(edition(long, cell(1, 1, 1), cell(2, 2, 1), css=CSS))
    assert [book.folios[f"review-{n}"] for n in range(3)] == ["1", "2", "3"]
    with reading(book.pdf) as reader:
        pages = [" ".join(page.content.lines) for page in reader.pages]
    assert sum(page.count("supper") for page in pages[:2]) == 9
    assert pages[2].startswith("Review 2 Words 2.")


def test_a_row_that_the_end_of_a_page_parts_begins_where_each_of_its_cells_does() -> None:
    (galley,) = galleys([cell(0, 1, 1), cell(1, 1, 2), cell(2, 1, 2)], Pages())
    heights = {"review-0": (0, 500.0), "review-1": (0, 200.0), "review-2": (1, 500.0)}
    spots = {name: Spot(page, 0, y, 90) for name, (page, y) in heights.items()}
    leaves: Any = SimpleNamespace(spots=spots, pages=2, moved=())
    found = [mark for _, mark in marks(galley, leaves, 600) if mark.right]
    assert [mark.row for mark in found] == [mark.top for mark in found]


def test_the_head_of_a_part_stands_on_the_page_of_its_first_cells() -> None:
    """It is read as the part's, and the running head names reviews alone."""
    text = "<h1>Ferries</h1>"
    head = replace(section("part", "part", text, flow="part", layout="grid"), cell=(1, 1))
    css = f"{CSS} section.part {{ page: review; break-before: auto !important }}"
    book = printed(edition(head, cell(0, 1, 2), cell(1, 1, 2), cell(2, 2, 1), css=css))
    assert [book.folios[name] for name in ("part", "review-0", "review-2")] == ["1", "1", "2"]
    with reading(book.pdf) as reader:
        content = reader.pages[0].content
    places = dict(zip(content.lines, content.line_places, strict=True))
    assert owner(places["Ferries"], book.marks[0]) == "part"
    assert owner(places["Words 1."], book.marks[0]) == "review-1"
    assert places["Ferries"].y < places["Words 0."].y == places["Words 1."].y


def test_the_last_cell_of_a_grid_goes_on_where_it_is_higher_than_its_page() -> None:
    """WeasyPrint makes no page for the rest of a float alone."""
    long = cell(1, 2, 1)
    text = "".join(f"<p>{WORDS}</p>" for _ in range(7)) + "<p>The last words.</p>"
    long = replace(long, xhtml=long.xhtml.replace("</p>", f"</p>{text}", 1))
    book = printed(edition(cell(0, 1, 1), long, css=CSS))
    with reading(book.pdf) as reader:
        assert "The last words." in reader.pages[-1].content.lines
