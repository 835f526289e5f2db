"""Booklets: which pages stand on which sheet, and the sheets of a built book."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anthology.build import Built, build
from anthology.check.pdf.check import check_pdfs
from anthology.press import preset
from anthology.press.fold import MOST, Fold, Sheet, fold, plan, shares
from anthology.press.sheet import sheet
from anthology.project import Order
from anthology.report import Severity

SETTINGS = '[book]\ntitle = "Rivers"\n[press]\npreset = "booklet"\n{more}'
WORDS = " ".join(["Nobody in the picture asks why, and that is the first of its good ideas."] * 400)


def folded(pages: int) -> Fold:
    return fold(pages, preset("booklet").paper_named("A4"))


def read(booklet: tuple[Sheet, ...]) -> list[int]:
    """The pages as they are turned: out and in of each sheet, and back on their other halves."""
    there = [page for sheet in booklet for page in (sheet.front[1], sheet.back[0])]
    back = [page for sheet in reversed(booklet) for page in (sheet.back[1], sheet.front[0])]
    return there + back


@given(st.integers(1, 700))
def test_turned_over_the_pages_of_all_booklets_are_in_order(pages: int) -> None:
    found = folded(pages)
    turned = [page for each in found.booklets for page in read(each)]
    assert turned == list(range(1, 4 * found.sheets + 1))
    assert pages <= 4 * found.sheets < pages + 4


@given(st.integers(1, 400))
def test_no_booklet_is_too_thick_or_much_thinner_than_another(sheets: int) -> None:
    counts = shares(sheets)
    assert sum(counts) == sheets
    assert max(counts) <= MOST
    assert max(counts) - min(counts) <= 1


def test_the_plan_names_each_page_once() -> None:
    words = plan(folded(70), "Rivers", 0.92)
    assert "70 pages on 18 sheets of A4 paper" in words
    assert "Booklet 2: 9 sheets" in words
    assert "92%" in words
    assert "36 | 1 " in words
    assert "– | 37" in words


@pytest.mark.parametrize(
    ("pages", "trim", "paper", "spine"),
    [
        (64, (396, 612), (792, 612), 0),  # one staple: the outermost sheet
        (65, (396, 612), (1224, 792), 65 * 0.05 * 72 / 25.4),  # glued round two booklets
        (80, (360, 576), (792, 612), 80 * 0.05 * 72 / 25.4),
        (20, (432, 648), (792, 612), 0),  # reduced as its pages are
    ],
)
def test_a_cover_is_a_sheet_or_goes_round_all_booklets(
    pages: int, trim: tuple[float, float], paper: tuple[float, float], spine: float
) -> None:
    rules = preset("booklet")
    found = sheet(rules, rules.paper_named("letter"), trim, pages)
    assert found.paper == paper
    assert found.spine.width == pytest.approx(spine)
    assert len(found.parts) == (3 if spine else 2)
    page = min(1.0, 396 / trim[0], 612 / trim[1]) * trim[0]
    assert found.trim.width == pytest.approx(2 * page + spine)
    assert found.width <= paper[0]
    assert found.height <= paper[1]


def project(folder: Path, more: str = "", reviews: int = 2) -> Path:
    (folder / "manuscripts").mkdir()
    (folder / "anthology.toml").write_text(SETTINGS.format(more=more))
    for number in range(reviews):
        text = f"---\ntitle: River {number}\nreviewer: Ada Moor\n---\n\n{WORDS}\n"
        (folder / "manuscripts" / f"{number}.md").write_text(text)
    return folder


def built(folder: Path) -> Built:
    return build(Order(folder, editions=("print", "cover"), jobs=0))


def halves(pdf: bytes, page: int) -> tuple[str, str]:
    """The words on the left and on the right of the fold."""
    sheet = pypdfium2.PdfDocument(pdf)[page]
    text, (width, height) = sheet.get_textpage(), sheet.get_size()
    left = text.get_text_bounded(0, 0, width / 2, height)
    return left, text.get_text_bounded(width / 2, 0, width, height)


def test_the_sheets_of_a_book_have_its_pages_and_a_plan(tmp_path: Path) -> None:
    made = built(project(tmp_path, 'paper = "A4"'))
    names = [path.name for path in made.files]
    assert names == ["rivers-booklet.pdf", "rivers-fold-plan.txt", "rivers-cover-booklet.pdf"]
    data = (tmp_path / "books" / names[0]).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as file:
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in file.pages}
        assert sizes == {(0, 0, 842, 595)}
        assert len(file.pages) == made.pages[names[0]]
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    (found,) = check_pdfs([tmp_path / "books" / names[0]], "booklet")
    assert not [each for each in found.findings if each.severity is Severity.ERROR]
    assert "Rivers" in halves(data, 0)[1]
    assert "Rivers" not in halves(data, 0)[0]
    cover = tmp_path / "books" / names[2]
    with pikepdf.open(cover) as file:
        (page,) = file.pages
        assert [round(float(side)) for side in page.trimbox] == [0, 0, 842, 595]
    back, front = halves(cover.read_bytes(), 0)
    assert ("Rivers" in front, "Rivers" in back) == (True, False)


def test_pages_move_to_the_fold_by_the_sheets_that_lie_outside(tmp_path: Path) -> None:
    made = built(project(tmp_path, 'leaf = "1mm"'))
    path = next(iter(made.files))
    shifts = []
    with pikepdf.open(path) as file:
        for page in file.pages[::2]:
            streams = page.obj.Contents.read_bytes().decode()
            rights = [line for line in streams.splitlines() if "/P1" in line]
            shifts += [396 - float(line.split(" cm")[0].split()[-2]) for line in rights]
    assert shifts == pytest.approx([number * 72 / 25.4 for number in range(len(shifts))], abs=0.01)


def test_a_larger_page_is_reduced_and_a_smaller_one_has_lines_to_cut_at(tmp_path: Path) -> None:
    large = project(tmp_path, 'trim = "6x9in"')
    made = built(large)
    assert any("printed at 92%" in problem.message for problem in made.problems)
    (large / "anthology.toml").write_text(SETTINGS.format(more='trim = "4.5x7in"\nmarks = true'))
    made = built(large)
    assert not made.problems
    pages, _, cover = made.files
    for path in (pages, cover):
        with pikepdf.open(path) as file:
            assert file.pages[0].obj.Contents.read_bytes().count(b" l S") == 8
    again = build(Order(large, editions=("print",), jobs=0))
    assert [path.name for path in again.files][-1] == cover.name, "an old cover was left"
