"""The galley proof: the book's pages on sheets with room to write, every line with its number."""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from anthology import Order, build
from anthology.check.reprints import of_galley
from anthology.edition import Printed
from anthology.pdf.reading import Place
from anthology.pdf.reprints.galley import Sheet, baselines
from anthology.pdf.reprints.page_labels import labels

SETTINGS = """
[book]
title = "Late Shows"
editors = ["Ines Halvorsen"]
layout = "run-on"
[press]
bleed = "0.125in"
trim = "140x216mm"
"""
TEXT = "It rains on the pier[^1], and nobody minds the rain; that is the film. " * 12
A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The print book and its proof."""
    root = tmp_path_factory.mktemp("book")
    (root / "anthology.toml").write_text(SETTINGS, "utf-8")
    (root / "manuscripts").mkdir()
    for number in range(2):
        text = f"{TEXT}\n\n- one\n- two\n\n{TEXT.replace('[^1]', '')}\n\n[^1]: A note, *short*.\n"
        head = f"---\ntitle: Review {number}\nreviewer: Ann Lee\n---\n"
        (root / f"manuscripts/{number}.md").write_text(head + text, "utf-8")
    built = build(Order(root, editions=("print", "galley"), jobs=0))
    pdf = {path.name: path.read_bytes() for path in built.files}
    return pdf["late-shows.pdf"], pdf["late-shows-galley.pdf"]


def letters(page: pypdfium2.PdfPage) -> list[tuple[float, float, str]]:
    """Where each letter of a page stands, as PDFium sees it: x and baseline in points."""
    text, found = page.get_textpage(), []
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(text.count_chars()):
        raw.FPDFText_GetCharOrigin(text.raw, number, x, y)
        letter = chr(raw.FPDFText_GetUnicode(text.raw, number))
        if letter.strip() and letter.isprintable():
            found.append((x.value, round(y.value, 1), letter))
    return found


def test_each_printed_page_has_a_sheet_and_the_slip_is_last(books: tuple[bytes, bytes]) -> None:
    printed, proof = books
    own = [label for label in labels(printed) if label in labels(proof)]
    assert list(labels(proof))[:-1] == own
    with pypdfium2.PdfDocument(proof) as sheets:
        assert "Corrections" in sheets[len(sheets) - 1].get_textpage().get_text_bounded()
        assert all("Uncorrected proof" in each.get_textpage().get_text_bounded()
                   for each in list(sheets)[:-1])  # fmt: skip
    with pikepdf.open(io.BytesIO(proof)) as pdf:
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages}
    assert sizes == {(0, 0, 595, 842)}  # A4, since the trim is metric


def test_every_line_of_text_has_the_number_that_a_reader_counts(
    books: tuple[bytes, bytes],
) -> None:
    _, proof = books
    sheets = pypdfium2.PdfDocument(proof)
    number = list(labels(proof)).index("1")
    rows = defaultdict[float, list[tuple[float, str]]](list)
    for x, y, letter in letters(sheets[number]):
        rows[-y].append((x, letter))
    found = [sorted(row) for _, row in sorted(rows.items())]
    text = [row for row in found if "nobody" in "".join(letter for _, letter in row)]
    begin = min(x for row in text for x, letter in row if letter.isalpha()) - 1
    numbers = ["".join(letter for x, letter in row if x < begin) for row in found]
    lines = ["".join(letter for x, letter in row if x > begin) for row in found]
    counted = [(own, line) for own, line in zip(numbers, lines, strict=True) if own.isdigit()]
    assert [int(own) for own, _ in counted] == list(range(1, len(counted) + 1))
    assert counted[0][1] == "Review0"
    assert len(text) > 9
    # What has no number: the head of the sheet, the folio, and calls of notes above their lines.
    others = {line for own, line in zip(numbers, lines, strict=True) if not own.isdigit()}
    assert {line for line in others if not line.endswith("LateShows")} == {"1"}


def wrong(printed: bytes, proof: bytes) -> set[str]:
    """The pages that are not as on the sheets, whose head is taken to be empty."""
    furniture, data = pikepdf.new(), io.BytesIO()
    for _ in range(11):
        furniture.add_blank_page()
    furniture.save(data)
    found = of_galley(Printed(printed, 0, {}, {}), data.getvalue(), proof)
    return {problem.message.split(" is ")[0] for problem in found}


def test_a_page_that_is_not_whole_is_found(books: tuple[bytes, bytes]) -> None:
    printed, proof = books
    assert wrong(printed, proof) == {f"page {label}" for label in list(labels(proof))[:-1]}


def test_a_sheet_that_is_missing_is_found(books: tuple[bytes, bytes]) -> None:
    printed, proof = books
    with pikepdf.open(io.BytesIO(proof)) as pdf:
        del pdf.pages[2:]
        short = io.BytesIO()
        pdf.save(short)
    assert wrong(printed, short.getvalue()) == wrong(printed, proof)


def test_raised_calls_are_no_lines() -> None:
    places = [Place(0, 20), Place(9, 36.5), Place(3, 40), Place(200, 40), Place(0, 60)]
    assert baselines(places) == (15.0, 30.0, 45.0)


def test_notes_in_the_margin_are_not_counted() -> None:
    places = [Place(100, 20), Place(100, 40), Place(20, 20), Place(14, 33), Place(30, 46)]
    assert baselines(places, (20, 80)) == (15.0, 30.0)


def test_a_large_page_is_made_smaller_and_lines_from_the_right_mirror_it() -> None:
    large, small = Sheet(A4, A4), Sheet((396, 612), A4)
    assert large.scale < 1 == small.scale
    from_left, from_right = small.corner[0], Sheet((396, 612), A4, from_right=True).corner[0]
    assert from_left == pytest.approx(A4[0] - 396 - from_right)
    assert from_left < from_right


def test_a_right_to_left_book_has_its_numbers_at_the_right(tmp_path: Path) -> None:
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "סרטים"\nlanguage = "he"\n', "utf-8")
    (tmp_path / "manuscripts").mkdir()
    text = "---\ntitle: הסרט\nreviewer: נועה\n---\n" + "הגשם יורד על המזח ואיש אינו מתלונן. " * 30
    (tmp_path / "manuscripts/1.md").write_text(text, "utf-8")
    (built,) = build(Order(tmp_path, editions=("galley",), jobs=0)).files
    with pypdfium2.PdfDocument(built.read_bytes()) as sheets:
        page = list(labels(built.read_bytes())).index("1")
        found = letters(sheets[page])
    digits = [(x, y) for x, y, letter in found if letter.isdigit()]
    lines = {y for _, y, letter in found if letter in "הגשם"}
    assert len({y for _, y in digits} & lines) >= 8
    assert min(x for x, y in digits if y in lines) > max(
        x for x, y, letter in found if letter in "הגשם" and y in {row for _, row in digits}
    )
