"""Pages that would end a few lines early: the lines go above what begins on them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from books import edition, printed, section
from pypdfium2 import raw
from weasyprint.formatting_structure.boxes import BlockBox, FootnoteAreaBox, LineBox, PageBox

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.config import Settings
from anthology.edition import Section
from anthology.pdf.cuts import Pages
from anthology.pdf.engine import floats
from anthology.pdf.galleys import galleys
from anthology.pdf.model import Spot
from anthology.pdf.reading import reading
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.section import typeset
from anthology.pdf.typeset.typesetter import section_input

LINE = 14.0  # points
PIXELS = 4 / 3  # in a point
CSS = """
p { hyphens: manual; break-inside: avoid }
h1 { font-size: 14pt; line-height: 14pt; margin: 0 }
h2 { line-height: 14pt; margin-top: 14pt }
ul { margin: 0; padding: 0; list-style: none }
section.review { break-before: auto }
.review + .review { margin-top: 28pt }
"""


def lines(count: int) -> str:
    """A paragraph of so many lines, which is not divided."""
    return f"<p>{'<br/>'.join(['Line'] * count)}</p>"


def capsule(number: int) -> Section:
    """A review of nine lines."""
    text = f"<h1>{number}</h1>{lines(8)}"
    return section(f"r-{number}", "review", text, flow="part", layout="run-on")


def test_reviews_on_a_page_stand_further_apart_where_the_next_does_not_fit() -> None:
    book = printed(edition(*(capsule(number) for number in range(1, 6)), css=CSS))
    tops = [
        {mark.section: mark.top for mark in page if mark.right}
        for page in (book.marks[0], book.marks[1])
    ]
    steps = [(tops[0][f"r-{n + 1}"] - tops[0][f"r-{n}"]) / LINE / PIXELS for n in (1, 2)]
    assert steps == pytest.approx([13, 13])  # 35 lines: three reviews, and two more above each
    assert (tops[1]["r-5"] - tops[1]["r-4"]) / LINE / PIXELS == pytest.approx(11)


def test_lines_move_no_farther_than_to_notes_that_stand_higher() -> None:
    """Where a page is made to end as high as the one it faces, so do its notes."""
    line = LineBox.__new__(LineBox)
    text, page = BlockBox.__new__(BlockBox), PageBox.__new__(PageBox)
    notes = FootnoteAreaBox.__new__(FootnoteAreaBox)
    line.position_y, line.height = 560.0, 14.0
    text.children, page.children = [line], [text, notes]
    page.position_y, page.margin_top, page.border_top_width, page.padding_top = 0.0, 50.0, 0.0, 0.0
    page.height, notes.position_y = 600.0, 602.0
    assert floats.room(page) == floats.room(page, text) == 28
    page.children = [text]
    assert floats.room(page) == 76


def test_what_stands_behind_a_head_moves_with_it() -> None:
    grey = "h1 { background: #ddd }"
    book = printed(edition(*(capsule(number) for number in range(1, 6)), css=CSS + grey))
    page = pypdfium2.PdfDocument(book.pdf)[0]
    top = page.get_trimbox()[3]
    bars = [top - each.get_bounds()[3] for each in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
    tops = [mark.top / PIXELS for mark in book.marks[0] if mark.right]
    assert sorted(bars) == pytest.approx(sorted(tops), abs=1)


def steps(*texts: int) -> list[float]:
    """The lines from one review to the next on the first page, with texts of so many lines."""
    reviews = (
        section(f"r-{n}", "review", f"<h1>{n}</h1>{lines(own)}", flow="part", layout="run-on")
        for n, own in enumerate(texts)
    )
    book = printed(edition(*reviews, css=CSS))
    tops = [mark.top / LINE / PIXELS for mark in book.marks[0] if mark.right]
    return [after - before for before, after in pairwise(tops)]


def test_many_lines_are_filled_where_a_flow_goes_on() -> None:
    assert steps(5, 5, 5, 20) == pytest.approx([11, 11])  # ten lines short, three more above each


def heights(inside: str, css: str = "") -> dict[str, Spot]:
    """Where ids of a review stand; its heading takes a line."""
    text = f'<h1>R</h1><div class="text">{inside}</div>'
    whole = edition(section("r", "review", text), css=CSS + css)
    part = section_input(whole.sections[0], whole.assets)
    return dict(typeset(page_setup(whole, Settings()), part).spots)


@pytest.mark.parametrize(
    ("first", "moved"),
    [
        (18, (0, 0)),  # 35 lines are full
        (17, (1, 1)),
        (16, (2, 2)),
        (15, (2, 3)),  # two above the heading, one above the list
        (14, (2, 3)),
        (8, (0, 0)),  # nine are missing: the white is meant
    ],
)
def test_lines_go_above_headings_and_then_above_lists(first: int, moved: tuple[int, int]) -> None:
    listed = '<ul id="l"><li>Line</li></ul>'
    text = f'{lines(first)}<h2 id="h">H</h2>{lines(10)}{listed}{lines(3)}'
    alone, followed = heights(text), heights(text + lines(30))
    found = [round((alone[name].y - followed[name].y) / LINE) for name in ("h", "l")]
    assert tuple(found) == moved


def test_no_line_goes_between_a_heading_and_what_follows_it() -> None:
    after = '<h2 id="h">H</h2><ul id="l"><li>Line</li></ul>'
    text = f"{lines(24)}{after}{lines(2)}"
    alone, followed = heights(text), heights(text + lines(30))
    found = [round((alone[name].y - followed[name].y) / LINE) for name in ("h", "l")]
    assert found == [2, 2]


def test_a_list_within_a_list_may_be_divided() -> None:
    words = (
        "Words of two lines, since one after the other is as long as a line can be and a bit more."
    )
    item = f"<li>{words}<ul><li>{words}</li></ul></li>"
    last = f"<li>{words}<ul><li>{words}<ul><li>{words}</li></ul></li><li>{words}</li></ul></li>"
    text = f"<p>{'Line<br/>' * 22}</p><h3>H</h3><ul>{item}{last}</ul>"
    classic = style.load("classic", Path())
    plain = edition(section("r", "review", f'<h1>R</h1><div class="text">{text}</div>'))
    css = of_edition(classic, "print")
    whole = replace(plain, css=css, assets=classic.assets, fonts=classic.fonts)
    with reading(printed(whole).pdf) as reader:
        assert len(reader.pages[0].content.lines) == 30


QUOTATION = '<blockquote id="l"><p>Line</p></blockquote>'


@pytest.mark.parametrize(
    "led",
    [
        '<ul id="l"><li>Line</li><li>Line</li></ul>',
        QUOTATION,
        '<div class="verse" id="l"><p>Line</p></div>',
        '<table id="l"><tr><td>Line</td></tr></table>',
    ],
)
def test_what_leads_in_stands_on_the_page_of_what_it_leads_in(led: str) -> None:
    spots = heights(f'{lines(33)}<p id="p"><em>As the song goes:</em> </p>{led}')
    assert (spots["p"].page, spots["l"].page) == (1, 1)


def test_a_paragraph_that_leads_nothing_in_may_end_a_page() -> None:
    for end in ("As the song goes.", "At 5:30, or “soon:”"):
        spots = heights(f'{lines(33)}<p id="p">{end}</p>{QUOTATION}')
        assert (spots["p"].page, spots["l"].page) == (0, 1)
    spots = heights(f'{lines(33)}<p id="p">So:</p><p id="l">Line</p>')
    assert (spots["p"].page, spots["l"].page) == (0, 1)


def test_a_list_after_a_list_may_begin_a_page() -> None:
    listed = '<ul><li id="a">Line</li></ul><ol><li id="b">Line</li><li>Line</li></ol>'
    for room in (33, 32):
        spots = heights(f"{lines(room)}{listed}", "ol { margin: 0; break-inside: avoid }")
        assert (spots["a"].page, spots["b"].page) == (0, 1)


def test_the_last_two_lines_of_a_long_paragraph_lead_in() -> None:
    words = f'{"Line<br/>" * 31}<b id="b">Line</b><br/><b id="c">Line</b><br/>Line'
    text = f'<p style="break-inside: auto">{words}:</p>{QUOTATION}'
    assert [heights(text)[name].page for name in "bcl"] == [0, 1, 1]
    alone = text.replace("Line:", "Line.")
    assert [heights(alone)[name].page for name in "bcl"] == [0, 0, 1]


@pytest.mark.parametrize("shift", ["top: -4pt", "top: 4pt", "bottom: 3pt"])
def test_a_heading_off_its_line_stands_on_it_at_the_head_of_a_page(shift: str) -> None:
    css = f"h2 {{ position: relative; {shift} }} #q {{ break-before: page }}"
    text = '<p>Words.</p><h2 id="h">H</h2><p>Words.</p><h2 id="q">H</h2><p id="p">Words.</p>'
    spots = heights(text, css)
    assert spots["q"].y - spots["p"].y == pytest.approx(LINE, abs=0.01)
    first = heights(text.replace(' id="p"', "").replace(' id="q"', ""), css)["h"]
    assert (first.y - heights(text)["h"].y) % LINE == pytest.approx(
        {"top: -4pt": 4, "top: 4pt": LINE - 4, "bottom: 3pt": 3}[shift], abs=0.01
    )


def test_only_the_first_galley_of_a_flow_opens_it() -> None:
    sections = [capsule(number) for number in range(200)]
    found = galleys(sections, Pages())
    assert len(found) > 3
    assert ['class="flow run-on first"' in each.section.xhtml for each in found] == [
        each.opens for each in found
    ]
