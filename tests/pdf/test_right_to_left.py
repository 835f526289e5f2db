"""A book in Hebrew is bound at the right: its pages, margins, heads, lists, indexes and cover."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from books import WORDS, edition, section
from PIL import Image
from weasyprint.formatting_structure import boxes

from anthology import pdf
from anthology.book import Book
from anthology.build import build
from anthology.cache import Cache
from anthology.check.pdf.check import check_pdfs
from anthology.config import Settings
from anthology.edition import Asset
from anthology.pdf.reading import reading
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.document import document
from anthology.pdf.typeset.section import ready
from anthology.pdf.typeset.typesetter import section_input
from anthology.pool import Pool
from anthology.press import preset
from anthology.press.fold import Sheet, fold
from anthology.project import Order
from anthology.report import Severity

SETTINGS = """
[book]
title = "על הסרטים"
language = "he"
editors = ["נועה לביא"]
isbn_print = "9780306406157"
description = "ספר של ביקורות על סרטים ישנים וחדשים."
[press]
preset = "kdp-paperback"
[style]
name = "guide"
[cover]
spine = "1in"
"""
TEXT = "הסרט נפתח בשתיקה ארוכה מאוד ואחריה מגיעה סצנה של גשם על גגות העיר. " * 8
LISTED = """
- ראשון
- שני

| אדום | כחול |
|------|------|
| אחת | 1990 |
"""
BOOK, RIVER, CITY = "על הסרטים", "ירדן", "מטרופוליס"
Place = tuple[float, float, float, float]


class Pages:
    """The pages of a PDF by their folios: letters with their places, in points."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pypdfium2.PdfDocument(io.BytesIO(data))
        with reading(data) as reader:
            self.labels = [page.label for page in reader.pages]

    def letters(self, label: str) -> list[tuple[str, Place]]:
        text = self.pdf[self.labels.index(label)].get_textpage()
        read = ((text.get_text_range(i, 1), i) for i in range(text.count_chars()))
        return [(letter, text.get_charbox(i)) for letter, i in read if letter.strip()]

    def left(self, label: str, words: str) -> float:
        """Where the words begin at the left; readers give Hebrew in one order or the other."""
        letters = self.letters(label)
        page, plain = "".join(letter for letter, _ in letters), words.replace(" ", "")
        start = page.find(plain) if plain in page else page.index(plain[::-1])
        return min(place[0] for _, place in letters[start : start + len(plain)])

    def margins(self, label: str) -> tuple[float, float]:
        """What the text leaves free at the left and at the right of the trimmed page."""
        page = self.pdf[self.labels.index(label)]
        left, _, right, _ = page.get_trimbox()
        places = [place for _, place in self.letters(label)]
        return min(p[0] for p in places) - left, right - max(p[2] for p in places)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDFs of a book by edition."""
    folder = tmp_path_factory.mktemp("hebrew")
    (folder / "anthology.toml").write_text(SETTINGS, "utf-8")
    (folder / "manuscripts").mkdir()
    for name, title in {"1": RIVER, "2": CITY}.items():
        header = f"---\ntitle: {title}\nreviewer: דנה כהן\nfilm: {title}\nyear: 1927\n---\n\n"
        text = header + (LISTED if name == "1" else "") + f"\n{TEXT}\n" * 50
        (folder / "manuscripts" / f"{name}.md").write_text(text, "utf-8")
    names = ("print", "cover", "screen", "booklet")
    found = {}
    for name in names:
        built = build(Order(folder, editions=(name,), jobs=0))
        assert not [problem.message for problem in built.problems if problem.severity]
        path = next(path for path in built.files if path.suffix == ".pdf")
        found[name] = path.read_bytes()
        found[f"{name} path"] = str(path).encode()
    return found


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> Pages:
    return Pages(files["print"])


def test_odd_pages_have_the_spine_at_their_right(pages: Pages) -> None:
    for label in ("2", "3"):
        left, right = pages.margins(label)
        assert (right > left) is (label == "3")


def test_folios_and_heads_are_on_the_outer_side(pages: Pages) -> None:
    width = pages.pdf[0].get_trimbox()[2]
    assert pages.left("3", "3") < width / 4
    assert pages.left("2", "2") > width * 3 / 4
    assert pages.left("2", BOOK)
    assert pages.left("3", RIVER)


def test_contents_lists_and_tables_begin_at_the_right(pages: Pages) -> None:
    folio = next(label for label in pages.labels if _opens(pages, label, CITY))
    assert pages.left("v", CITY) > pages.left("v", folio)
    assert pages.left("1", "▪") > pages.left("1", "ראשון")
    assert pages.left("1", "אדום") > pages.left("1", "כחול")


def _opens(pages: Pages, label: str, title: str) -> bool:
    """Whether a numbered page has the title and the year of its film."""
    words = "".join(letter for letter, _ in pages.letters(label)) if label.isdecimal() else ""
    return "1927" in words and (title in words or title[::-1] in words)


@pytest.mark.parametrize("name", ["print", "screen"])
def test_readers_turn_its_pages_the_other_way(files: dict[str, bytes], name: str) -> None:
    with pikepdf.open(io.BytesIO(files[name])) as file:
        assert file.Root.ViewerPreferences.Direction == "/R2L"


def test_a_press_finds_bleed_and_gutter_where_they_are(files: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(files["print"])) as file:
        first, second = (
            (float(page.obj.TrimBox[0]), float(page.obj.MediaBox[2]) - float(page.obj.TrimBox[2]))
            for page in list(file.pages)[:2]
        )
    assert (first, second) == ((9.0, 0.0), (0.0, 9.0))
    (found,) = check_pdfs([Path(files["print path"].decode())], "kdp-paperback")
    assert found.pages
    assert not {each.rule.name for each in found.findings if each.severity is Severity.ERROR}


def test_the_front_of_the_cover_is_at_the_left_of_the_spine(files: dict[str, bytes]) -> None:
    cover = pypdfium2.PdfDocument(io.BytesIO(files["cover"]))[0]
    text, middle = cover.get_textpage(), cover.get_width() / 2
    letters = {text.get_text_range(i, 1): text.get_charbox(i) for i in range(text.count_chars())}
    assert letters["ה"][2] < middle  # of the title and the editor
    assert letters["ח"][0] > middle  # of the description alone


def test_a_sheet_of_a_booklet_has_page_1_at_its_left(files: dict[str, bytes]) -> None:
    assert fold(8, preset("booklet").paper_named("A4"), binding="right").booklets == (
        (Sheet((1, 8), (7, 2), 0), Sheet((3, 6), (5, 4), 1)),
    )
    sheet = pypdfium2.PdfDocument(io.BytesIO(files["booklet"]))[0]
    assert sheet.get_textpage().get_text_bounded(right=sheet.get_width() / 2)  # the half title


def test_a_picture_over_two_pages_begins_with_its_right_half() -> None:
    whole = Image.new("RGB", (2000, 1500), "white")
    whole.paste((0, 0, 0), (1000, 0, 2000, 1500))
    file = io.BytesIO()
    whole.save(file, "PNG")
    figure = '<figure class="spread"><img src="a.png" alt="" width="2000" height="1500"/></figure>'
    inside = f"<h1>A</h1><p>{WORDS}</p>{figure}" + f"<p>{WORDS}</p>" * 12
    one = section("a", "review", inside, dir="rtl", lang="he")
    settings = Settings.model_validate({"book": {"language": "he"}})
    picture = {"a.png": Asset(file.getvalue(), "image/png")}
    made = replace(edition(one), assets={**edition().assets, **picture})
    with Pool(0) as pool:
        book = Book("B", "b", (), language="he")
        printed = pdf.publish(made, book, settings, pool, Cache(None))
    drawn = pypdfium2.PdfDocument(io.BytesIO(printed.pdf))
    shades = [page.render(scale=0.2).to_pil().convert("L").getpixel((40, 60)) for page in drawn]
    verso = shades.index(0)  # the black half
    assert verso % 2 == 1
    middle = drawn[verso + 1].render(scale=0.2).to_pil().convert("L")
    assert middle.getextrema()[0] == 255  # the white half, without a word


@pytest.mark.parametrize("alignment", ["justify", "right", "left", "center"])
@pytest.mark.parametrize("indent", [20, -20])
def test_a_first_line_is_indented_at_its_beginning(alignment: str, indent: int) -> None:
    style = f"margin: 0 40px; text-align: {alignment}; text-indent: {indent}px"
    inside = f'<p dir="rtl" style="{style}">{TEXT}</p>'
    made = edition(section("one", "review", inside, lang="he"))
    source = section_input(made.sections[0], made.assets)
    laid = ready(page_setup(made, Settings())).lay_out(document(source), {})
    first, *_ = (box for box in laid.pages[0].descendants() if isinstance(box, boxes.LineBox))
    (paragraph,) = (
        b
        for b in laid.pages[0].descendants()
        if b.element_tag == "p" and isinstance(b, boxes.BlockBox)
    )
    words = [(child.position_x, child.position_x + child.width) for child in first.children]
    left = paragraph.content_box_x()
    right = left + paragraph.width - indent
    gaps = min(start for start, _ in words) - left, right - max(end for _, end in words)
    within = {"justify": (0, 0), "right": (gaps[0], 0), "left": (0, gaps[1])}
    assert gaps == pytest.approx(within.get(alignment, (gaps[1], gaps[0])), abs=0.1)
    assert min(gaps) > -0.1
