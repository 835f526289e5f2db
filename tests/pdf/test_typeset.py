"""One section at a time: notes, pictures, tables, long words, and what must not be asked for."""

from __future__ import annotations

import io
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from books import WORDS, edition, printed, section
from PIL import Image

from anthology.config import Settings
from anthology.edition import Asset, Edition, Printed, Section
from anthology.pdf.engine.fast.glyphs import GlyphRun
from anthology.pdf.model import FROM_RIGHT, Leaves, SectionInput
from anthology.pdf.reading import reading
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset import list_items
from anthology.pdf.typeset.section import typeset
from anthology.pdf.typeset.typesetter import section_input
from anthology.report import Severity


def one(inside: str, **more: Any) -> Edition:
    text = section("one", "review", f"<h1>One</h1>{inside}")
    return edition(text, **more)


def book(inside: str, **more: Any) -> Printed:
    return printed(one(inside, **more), flavour="plain")


def leaves(inside: str, **assets: Any) -> Leaves:
    result = one(inside, **assets)
    return typeset(page_setup(result, Settings()), section_input(result.sections[0], result.assets))


def call(number: int, words: str = "") -> str:
    return (
        f'{words}<a class="note-call" id="one-ref-{number}" href="#one-note-{number}">{number}</a>'
    )


def notes(*texts: str) -> str:
    inside = "".join(
        f'<aside class="note" id="one-note-{n}">{text}</aside>' for n, text in enumerate(texts, 1)
    )
    return f'<section class="notes">{inside}</section>'


def lines(pdf: bytes, page: int = 0) -> list[str]:
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded()
    return [line.strip() for line in text.splitlines()]


def test_notes_stand_at_the_foot_of_the_page_of_their_call() -> None:
    inside = (
        f"<p>{call(1, 'Here')} and {call(2, 'there')}.</p>" + f"<p>{WORDS}</p>" * 14
        + notes("<p>A first <em>note</em>.</p><p>In two paragraphs.</p>", "<p>Another.</p>")
    )  # fmt: skip
    result = book(inside)
    assert result.pages >= 2
    assert result.problems == ()
    shown = lines(result.pdf)
    assert any(line.startswith("Here1 and there2") for line in shown)
    foot = shown[-5:]
    assert [line for line in foot if line.startswith(("1. A first note", "2. Another"))]
    assert result.folios["one-note-1"] == result.folios["one-ref-1"] == "1"
    assert not any("A first" in line for line in lines(result.pdf, 1))


@pytest.mark.parametrize("count", [19, 23])  # so the first paragraph's last lines do not fit
def test_a_note_stays_on_the_page_of_its_call_for_the_sake_of_no_paragraph(count: int) -> None:
    inside = f"<p>{call(1, 'Here')}.</p>" + "<p>One line.</p>" * count + f"<p>{WORDS}</p>" * 2
    result = book(inside + notes("<p>A note that is said in one line.</p>"))
    assert result.pages > 1
    assert result.folios["one-note-1"] == result.folios["one-ref-1"] == "1"


def test_the_number_of_a_note_stays_with_a_block_that_begins_it() -> None:
    hidden = "<div class='spoiler'><p>Hidden.</p></div>"
    below = notes(hidden, f"<p>{call(1, 'As said in')}</p>")  # called by no text
    turned = 0
    for count in range(23, 29):
        result = book("<p>One line.</p>" * count + below)
        pages = [lines(result.pdf, page) for page in range(result.pages)]
        number = next(page for page in pages if any(line.startswith("1.") for line in page))
        assert any("Hidden." in line for line in number)
        turned += number is not pages[0]
    assert 0 < turned < 6


def test_notes_for_more_than_a_page_are_not_printed_below_it() -> None:
    each = (call(number, "See ") for number in range(2, 100))  # each note calls the next
    result = book(f"<p>{call(1, 'Here')}</p>" + notes(*(f"<p>{one}</p>" for one in each)))
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(result.pdf)]
    feet = [min(page.get_rect(n)[1] for n in range(page.count_rects())) for page in pages]
    assert min(feet) > 20  # pt
    assert sum(page.get_text_bounded().count("See ") for page in pages) == 98


def test_a_note_called_twice_is_printed_once() -> None:
    inside = f"<p>{call(1, 'Here')}, {call(1, 'again').replace('one-ref-1', 'one-ref-1b')}.</p>"
    result = book(inside + notes("<p>Only once.</p>"))
    shown = lines(result.pdf)
    assert any(line.startswith("Here1, again1.") for line in shown)
    assert sum("Only once" in line for line in shown) == 1


def test_a_note_in_hard_wrapped_lines_fills_the_measure() -> None:
    wrapped = "a wrapped line\n    of <em>a\n note</em>,\n\twith more " * 4
    shown = " ".join(lines(book(f"<p>{call(1, 'Here')}.</p>" + notes(f"<p>{wrapped}</p>")).pdf))
    assert "1. a wrapped line of a note, with more a wrapped line" in shown
    assert len(lines(book(f"<p>{call(1)}</p>" + notes(f"<p>{wrapped}</p>")).pdf)) < 8


def test_lists_have_the_numbers_and_figures_of_their_attributes() -> None:
    items = "<li>x</li><li value='9'>x</li><li>x</li>"
    inside = (
        f"<ol>{items}</ol><ol start='-1'>{items}</ol><ol type='a' start='26'>{items}</ol>"
        f"<ol type='I'>{items}</ol><ol><li>x<ol start='4'><li>x</li></ol></li><li>x</li></ol>"
    )
    numbers = [line for line in lines(book(inside).pdf) if line.endswith(".")]
    assert numbers == [
        *("1.", "9.", "10.", "-1.", "9.", "10."),
        *("z.", "i.", "j.", "I.", "IX.", "X.", "1.", "4.", "2."),
    ]


@pytest.mark.parametrize(
    ("ruby", "line"),
    [
        ("base<rt>reading</rt>", "The base (reading) goes on."),
        ("base<rp>[</rp><rt>reading</rt><rp>]</rp>", "The base[reading] goes on."),
        ("base<rp></rp><rt>reading</rt><rp></rp>", "The base (reading) goes on."),
        ("a<rt>b</rt>c<rt>d</rt>", "The a (b)c (d) goes on."),
    ],
)
def test_a_reading_stands_in_brackets(ruby: str, line: str) -> None:
    assert line in lines(book(f"<p>The <ruby>{ruby}</ruby> goes on.</p>").pdf)


@pytest.mark.parametrize(
    ("pixels", "accepted", "severity"),
    [(600, 200, Severity.NOTE), (500, 200, Severity.WARNING), (500, 166, Severity.NOTE)],
)
def test_a_picture_is_no_warning_if_it_has_the_pixels_that_are_accepted(
    pixels: int, accepted: int, severity: Severity
) -> None:
    file = io.BytesIO()
    Image.new("L", (pixels, 60)).save(file, "PNG")
    picture = {"a.png": Asset(file.getvalue(), "image/png")}
    inside = '<p><img src="a.png" alt="" style="width: 3in"/></p>'
    settings = Settings.model_validate({"press": {"picture_ppi": accepted}})
    result = one(inside, **picture)
    pages = typeset(page_setup(result, settings), section_input(result.sections[0], result.assets))
    found = [p for p in pages.problems if "per inch" in p.message]
    assert [problem.severity for problem in found] == [severity]


def test_a_note_longer_than_a_third_of_a_page_goes_to_the_end_with_all_words() -> None:
    long = f"<p>Start. {WORDS * 5} Finish.</p>"
    result = leaves(
        f"<p>{call(1, 'Here')} and {call(2, 'there')}.</p>" + notes(long, "<p>Short.</p>")
    )
    (problem,) = result.problems
    assert problem.severity == Severity.NOTE
    assert "longer than a third" in problem.message
    shown = book(f"<p>{call(1, 'Here')}.</p>" + notes(long))
    text = " ".join(" ".join(lines(shown.pdf, page)) for page in range(shown.pages))
    assert text.index("Here") < text.index("Start.") < text.index("Finish.")
    assert text.count("supper") == 5


def png(width: int, height: int) -> Asset:
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    return Asset(file.getvalue(), "image/png")


def painted(pdf: bytes) -> tuple[float, float, float, float]:
    """The box of the picture in a file: left, bottom, right, top in points."""
    for page in pypdfium2.PdfDocument(pdf):
        for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=8):
            return drawn.get_bounds()  # type: ignore[no-any-return]
    raise AssertionError("no picture")


def test_pictures_shrink_to_the_measure() -> None:
    for size in ((4000, 100), (200, 4000)):
        inside = '<figure><img src="picture" alt="grey"/></figure>'
        result = book(inside, picture=png(*size))
        left, bottom, right, top = painted(result.pdf)
        assert right - left <= 396 - 54 - 45 + 0.5
        assert top - bottom <= 612 * 0.8 + 0.5
        assert abs((right - left) / (top - bottom) - size[0] / size[1]) < size[0] / size[1] * 0.02


def test_tables_break_with_their_heads() -> None:
    rows = "".join(f"<tr><td>row {n}</td><td>{WORDS[:60]}</td></tr>" for n in range(40))
    result = book(f"<table><thead><tr><th>Heads</th><th>Rows</th></tr></thead>{rows}</table>")
    assert result.pages > 1
    for page in range(result.pages):
        assert sum("Heads" in line for line in lines(result.pdf, page)) == 1


@pytest.mark.slow
def test_rows_of_tables_stay_whole_where_a_page_has_room_for_them() -> None:
    row = "<tr><td>Row {0}</td><td>{1}</td><td>end {0}</td></tr>"
    rows = "".join(row.format(n, "some words of a cell " * 12) for n in range(30))
    result = book(f"<table>{rows}</table>")
    assert result.pages > 1
    for number in range(result.pages):
        shown = lines(result.pdf, number)
        starts, ends = (
            {line.rpartition(" ")[2] for line in shown if line.startswith(word)}
            for word in ("Row ", "end ")
        )
        assert starts == ends


def test_a_row_higher_than_a_page_comes_out_whole() -> None:
    words = " ".join(f"word{n}" for n in range(2500))
    head = "<thead><tr><th>Head</th><th>Text</th></tr></thead>"
    result = book(f"<table>{head}<tr><td>1</td><td>{words}</td></tr><tr><td>2</td></tr></table>")
    shown = " ".join(line for n in range(result.pages) for line in lines(result.pdf, n))
    assert result.pages > 2
    assert [word for word in shown.split() if word.startswith("word")] == words.split()


def test_long_words_stay_on_the_page() -> None:
    address = "https://example.org/" + "averylongpath" * 30
    result = book(
        f"<p>{address}</p><pre>{'x' * 400}</pre>"
        f"<table><tr><td>{'y' * 300}</td><td>{address}</td></tr></table>"
    )
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(result.pdf)]
    boxes = [text.get_charbox(i) for text in texts for i in range(text.count_chars())]
    assert len(boxes) > 1000
    assert max(right for _, _, right, _ in boxes) <= 396
    assert min(left for left, *_ in boxes) >= 0


def test_whatever_is_not_an_asset_is_refused_and_reported() -> None:
    for address in ("file:///etc/hostname", "http://example.org/x.png", "../x.png", "x.png"):
        result = leaves(f'<p><img src="{address}" alt="x"/></p>')
        assert any(
            p.severity == Severity.ERROR and "not a file of the book" in p.message
            for p in result.problems
        )
    served = leaves(
        '<p><img src="x.png" alt="x" width="1" height="1"/></p>', **{"x.png": png(9, 9)}
    )
    assert not any(p.severity == Severity.ERROR for p in served.problems)


def test_what_weasyprint_says_is_a_problem_of_the_section() -> None:
    result = typeset(
        page_setup(one("<p>x</p>", css="p { colour: red }"), Settings()), _only(one("<p>x</p>"))
    )
    assert any("colour" in problem.message for problem in result.problems)


def _only(book: Edition) -> SectionInput:
    first: Section = book.sections[0]
    return section_input(first, book.assets)


def test_a_block_moved_by_a_hair_is_read_in_its_turn() -> None:
    inside = f"<p>Before. {WORDS}</p><h2>Middle</h2><p>After. {WORDS}</p>"
    result = book(inside, css="h2 { position: relative; top: 3pt }")
    shown = " ".join(lines(result.pdf))
    assert shown.index("Before") < shown.index("Middle") < shown.index("After")


@pytest.mark.parametrize("plain", [True, False])  # lines that are not, WeasyPrint draws itself
def test_a_mirrored_bracket_is_known_as_one(plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a line that runs from the left gets the wrong bracket, where it is copied."""
    if not plain:
        monkeypatch.setattr(GlyphRun, "is_plain", lambda *_: False)
    found = leaves('<p dir="rtl">(a) [b]</p>').pdf.glyphs
    brackets = [text for known in found.values() for text in known.values() if text[-1] in "()[]"]
    assert sorted(brackets) == [FROM_RIGHT + text for text in "()[]"]


@pytest.mark.parametrize(
    ("kind", "start", "marker"),
    [("1", 10_000, "10000"), ("I", 38, "XXXVIII"), ("i", 88, "lxxxviii")],
)
@pytest.mark.parametrize("way", ["ltr", "rtl"])
def test_long_numbers_of_a_list_do_not_leave_the_column(
    kind: str, start: int, marker: str, way: str
) -> None:
    listed = f"<ol><li>Fire</li></ol><ol type='{kind}' start='{start}'><li>Water</li></ol>"
    made = book(f"<div dir='{way}'><p>Words</p>{listed}</div>")
    with reading(made.pdf) as pdf:
        content = pdf.pages[0].content
    found = dict(zip(map(str.strip, content.lines), content.line_places, strict=True))
    at = {words.strip(" ."): place.x for words, place in found.items()}
    if way == "ltr":
        assert at["Words"] - 1 < at[marker] < at["Water"]
        assert at["Water"] > at["Fire"] + 10
    else:
        assert at["Water"] < at["Fire"] - 10


def test_a_list_without_numbers_of_its_own_is_left_to_the_style() -> None:
    """Lists of pages, as the contents, show none, however many entries they have."""
    listed = ET.fromstring(f"<section><ol>{'<li>x</li>' * 1200}</ol></section>")
    list_items.number(listed)
    assert not any("style" in each.attrib for each in listed.iter())
