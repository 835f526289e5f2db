"""The data sheet: what a bookseller wants to know of the book, on one page."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from anthology import Order, build
from anthology.build import Built
from anthology.check.sheets import of_sheet
from anthology.edition import Edition, Section

SETTINGS = """
[book]
title = "Late Shows"
subtitle = "Films, seen twice"
editors = ["Ines Halvorsen"]
publisher = "The Lamp Press"
place = "Bergen"
date = "2026-05"
isbn_print = "978-1-4028-9462-6"
description = "{description}"
subjects = ["Film criticism", "BISAC: PER004030 Film"]
[press]
trim = "140x216mm"
[trade]
price_print = ["14.95 USD", "12.00 EUR"]
[copyright]
address = "The Lamp Press\\nQuay 7"
[cover]
endorsements = [{{ text = "Nobody sleeps.", by = "Padma van der Zee" }}]
[reviewers."Ines Halvorsen"]
bio = "{bio}"
"""


LIFE = "She edits between two ferries. "


def sheet(root: Path, description: str, bio: str = LIFE) -> Built:
    settings = SETTINGS.format(description=description, bio=bio)
    (root / "anthology.toml").write_text(settings, "utf-8")
    (root / "manuscripts").mkdir(exist_ok=True)
    for number, name in enumerate(["Tobias Renck", "Ann Lee"]):
        text = f"---\ntitle: Review {number}\nreviewer: {name}\n---\nIt rains on the pier.\n"
        (root / f"manuscripts/{number}.md").write_text(text, "utf-8")
    return build(Order(root, editions=("datasheet",), jobs=0))


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as book:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in book]


def test_all_that_a_bookseller_asks_stands_on_one_page(tmp_path: Path) -> None:
    (file,) = sheet(tmp_path, "It rains, and nobody minds.").files
    pdf = file.read_bytes()
    (page,) = words(pdf)
    for wanted in (
        *(
            "Late Shows",
            "Films, seen twice",
            "Edited by Ines Halvorsen",
            "It rains, and nobody minds.",
        ),
        *("Published May 2026", "Format 140 × 216 mm (5.51 × 8.5 in)", "Price 14.95 USD 12.00 EUR"),
        *("ISBN (print) 978-1-4028-9462-6", "Film criticism Film (BISAC PER004030)"),
        *("The Lamp Press Bergen Quay 7", "“Nobody sleeps.” Padma van der Zee"),
        *("Ann Lee and Tobias Renck", "She edits between two ferries."),
    ):
        assert wanted in page, (wanted, page)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert [round(float(side)) for side in opened.pages[0].mediabox] == [0, 0, 595, 842]
        assert len(opened.pages[0].get_images()) == 1


@pytest.mark.parametrize(
    ("lines", "life", "pages", "said"),
    [(110, 90, 1, "there is no room"), (300, 1, 2, "do not fit")],
)
def test_long_words_are_set_smaller_then_without_lives(
    tmp_path: Path, lines: int, life: int, pages: int, said: str
) -> None:
    built = sheet(tmp_path, "The rain falls on the pier all day long. " * lines, LIFE * life)
    (file,) = built.files
    found = words(file.read_bytes())
    assert len(found) == pages
    assert " ".join(found).count("The rain falls") == lines
    assert "between two ferries" not in " ".join(found)
    assert [said in problem.message for problem in built.problems] == [True]


def test_words_that_are_not_on_the_sheet_are_found(tmp_path: Path) -> None:
    (file,) = sheet(tmp_path, "It rains.").files
    section = Section(
        "a", "a", "front", "", "<section>It rains. Quixotry jazz</section>", lang="en"
    )
    (lost,) = of_sheet(Edition("data-sheet", (section,), "", {}, (), ""), file.read_bytes())
    assert "letters of the data-sheet are not in its PDF: " in lost.message
