"""Passages of the other direction keep their order, or are reported."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from anthology import pdf
from anthology.book import Book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.pdf.typeset.bidi import in_order
from anthology.pool import Pool
from anthology.report import Place, Refused

# Hebrew letters by names of their own, since a terminal turns them about.
SHALOM, OLAM, HAVER = "\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd", "\u05d7\u05d1\u05e8"


def edition(text: str, way: str = "ltr") -> Edition:
    xhtml = f'<section xmlns="http://www.w3.org/1999/xhtml" id="r" class="review">{text}</section>'
    section = Section("r", "review", "body", "R", xhtml, dir=way, place=Place("r.md"))
    return Edition("print", (section,), "")


def boxed(text: str, way: str = "ltr") -> str:
    whole = in_order(edition(text, way)).sections[0].xhtml
    return whole.partition(">")[2].removesuffix("</section>")


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        ("<p>abc {0} {1} def</p>", "ltr", "<p>abc {0} {1} def</p>"),
        ("<p>abc <em>{0} {1}</em> def</p>", "ltr", "<p>abc <em>{0} {1}</em> def</p>"),
        (
            "<p>abc {0} <em>{1}</em> {2} def</p>",
            "ltr",
            '<p>abc <span dir="rtl">{0} <em>{1}</em> {2}</span> def</p>',
        ),
        (
            "<p>{0}<em>{1}</em>, a {2}<b>{0}</b>.</p>",
            "ltr",
            (
                '<p><span dir="rtl">{0}<em>{1}</em></span>, a '
                '<span dir="rtl">{2}<b>{0}</b></span>.</p>'
            ),
        ),
        ("<p><em>{0} <b>{1}</b></em> abc</p>", "ltr", None),
        (
            '<p><cite><bdi dir="rtl">{0}</bdi></cite>, <b>1927</b>, <bdi dir="rtl">{1}</bdi></p>',
            "ltr",
            '<p><cite><bdi dir="rtl">{0}</bdi></cite>, <b>1927</b>, <bdi dir="rtl">{1}</bdi></p>',
        ),
        (
            "<p>{0} English <em>words</em> 1927 {1}</p>",
            "rtl",
            '<p>{0} <span dir="ltr">English <em>words</em> 1927</span> {1}</p>',
        ),
        (
            '<p dir="rtl">{0} one <em>two</em></p><p>{0}</p>',
            "ltr",
            '<p dir="rtl">{0} <span dir="ltr">one <em>two</em></span></p><p>{0}</p>',
        ),
        (
            '<h1><span class="line">{0} one</span> <span class="line">two {1}</span></h1>',
            "rtl",
            '<h1><span class="line">{0} one</span> <span class="line">two {1}</span></h1>',
        ),
        (
            '<p>{0} <span dir="ltr">abc</span> {1}</p>',
            "ltr",
            '<p><span dir="rtl">{0} <span dir="ltr">abc</span> {1}</span></p>',
        ),
    ],
)
def test_what_crosses_an_element_is_boxed(text: str, way: str, expected: str | None) -> None:
    result = boxed(text.format(SHALOM, OLAM, HAVER), way)
    wanted = '<p><em><span dir="rtl">{0} <b>{1}</b></span></em> abc</p>'
    assert result == (expected or wanted).format(SHALOM, OLAM, HAVER)


def test_a_direction_that_changes_inside_and_continues_outside_is_reported() -> None:
    with pytest.raises(Refused) as refusal:
        boxed(f"<p>abc {SHALOM} <em>{OLAM} def</em> end</p>")
    (problem,) = refusal.value.problems
    assert problem.place == Place("r.md")
    assert "changes its direction inside" in problem.message
    assert "--edition epub" in problem.hint


def test_the_words_stand_in_the_pdf_as_they_are_read() -> None:
    text = f"<h1>R</h1><p>abc {SHALOM} <em>{OLAM}</em> {HAVER} def</p>"
    with Pool(1) as pool:
        printed = pdf.publish(
            edition(text), Book("B", slug="b", parts=()), Settings(), pool, Cache(None)
        )
    page = pypdfium2.PdfDocument(io.BytesIO(printed.pdf))[0].get_textpage()
    left = {page.get_text_range(i, 1): page.get_charbox(i)[0] for i in range(page.count_chars())}
    assert left["a"] < left[HAVER[0]] < left[OLAM[0]] < left[SHALOM[0]] < left["f"]
