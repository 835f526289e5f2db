"""Notes in the outer margin: level with their calls, one below the other, or else at the foot."""

from __future__ import annotations

from ctypes import c_double
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from books import BOOK, WORDS, edition, section
from pypdfium2 import raw
from test_typeset import call, notes

from anthology.build import Order, build
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Printed, Section
from anthology.pdf import publish
from anthology.pool import Pool
from anthology.report import Severity
from conftest import Validators

WIDTH, GAP = 60.0, 10.0  # points
OUTER = 90.0
CSS = f"""
@page {{ margin: 60pt {OUTER}pt 60pt 50pt }}
@page :left {{ margin: 60pt 50pt 60pt {OUTER}pt }}
h1 {{ margin: 0 0 14pt; font: 14pt/14pt Text }}
section.review {{ break-before: page !important }}
aside.note {{ --note-in-margin: {WIDTH}pt; font: 8pt/10pt Text; text-align: left; text-indent: 0 }}
"""
LONG = "and more of the same " * 24


class Spot(NamedTuple):
    """Where words begin, in points from the upper left of the trimmed page."""

    left: float
    base: float


def noted(inside: str, *texts: str, name: str = "one", **more: Any) -> Section:
    """A review with notes, each a paragraph or what it says."""
    own = notes(*(text if text.startswith("<") else f"<p>{text}</p>" for text in texts))
    text = f"<h1>Title</h1>{inside}{own}".replace("one-", f"{name}-")
    return replace(section(name, "review", text), **more)


def published(*sections: Section, css: str = "", language: str = "en") -> Printed:
    settings = Settings.model_validate({"book": {"language": language}})
    with Pool(0) as pool:
        return publish(edition(*sections, css=CSS + css), BOOK, settings, pool, Cache(None))


def where(book: Printed, words: str, page: int = 0) -> Spot:
    """Where the words stand, which that page has once and in one line."""
    found, shown = [], pypdfium2.PdfDocument(book.pdf)[page]
    text, (left, _, _, top) = shown.get_textpage(), shown.get_trimbox()
    search = text.search(words)
    while (at := search.get_next()) is not None:
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(text.raw, at[0], x, y)
        found.append(Spot(x.value - left, top - y.value))
    (spot,) = found
    return spot


@pytest.mark.parametrize(
    ("language", "left"),
    [
        ("en", (396 - OUTER + GAP, OUTER - GAP - WIDTH)),
        ("he", (OUTER - GAP - WIDTH, 396 - OUTER + GAP)),
    ],
)
def test_a_note_is_level_with_its_call_at_the_outer_side(
    language: str, left: tuple[float, float]
) -> None:
    inside = f"<p>{WORDS}</p><p>{call(1, 'Here')}.</p><p>{WORDS}</p>"
    reviews = (noted(inside, "Beside it.", name=name) for name in ("one", "two"))
    book = published(*reviews, language=language)
    for page, wanted in enumerate(left):
        text, note = (where(book, words, page) for words in ("Here", "1. Beside"))
        assert note.base == pytest.approx(text.base, abs=0.1)
        assert note.left == pytest.approx(wanted, abs=0.5)


def test_notes_of_one_line_stand_below_each_other() -> None:
    calls = " ".join(call(number, "word") for number in range(1, 5))
    book = published(noted(f"<p>{calls}.</p>", *(f"Note {n} has words." for n in range(1, 5))))
    bases = [where(book, f"{n}. Note {n}").base for n in range(1, 5)]
    assert bases[0] == pytest.approx(where(book, "word1").base, abs=0.1)
    assert all(15 <= below - above <= 26 for above, below in pairwise(bases))  # a line or two


def test_notes_below_the_last_line_push_the_others_up() -> None:
    inside = f"<p>{WORDS}</p>" * 6 + f"<p>{call(1, 'Zinc')}, {call(2, 'tin')}.</p>"
    book = published(noted(inside, "First " * 20, "Second " * 20))
    last = where(book, "Zinc").base
    assert where(book, "1. First").base < where(book, "2. Second").base < last
    text = pypdfium2.PdfDocument(book.pdf)[0].get_textpage().get_text_bounded()
    assert text.count("First") == text.count("Second") == 20


def test_what_the_margin_has_no_room_for_stands_at_the_foot() -> None:
    calls = " ".join(call(number, "word") for number in range(1, 7))
    texts = [f"Note {n}. {LONG if n % 2 else ''}" for n in range(1, 7)]
    book = published(noted(f"<p>{calls}.</p><p>{WORDS}</p>", *texts))
    lefts = [where(book, f"{n}. Note {n}").left for n in range(1, 7)]
    assert {left < 100 for left in lefts[1::2]} == {False}
    below = sum(left < 100 for left in lefts[::2])
    assert 1 <= below <= 2
    said = [
        problem.message for problem in book.problems if "no room in the margin" in problem.message
    ]
    assert said == [
        "a note finds no room in the margin, so in print it stands at the foot"
        if below == 1
        else "2 notes find no room in the margin, so in print they stand at the foot"
    ]


@pytest.mark.parametrize(
    ("note", "css"),
    [
        ("<table><tr><td>1. One</td><td>Two</td></tr></table>", ""),
        ("1. One", "@page { margin-right: 40pt !important }"),
        ("1. One", ".at-foot, aside.note { --note-in-margin: none }"),
    ],
)
def test_what_is_too_broad_stands_at_the_foot(note: str, css: str) -> None:
    book = published(noted(f"<p>{call(1, 'Here')}.</p>", note.removeprefix("1. ")), css=css)
    assert where(book, "One").left < 100
    assert where(book, "One").base > 400


def test_nothing_stands_beside_a_block_that_reaches_into_the_margin() -> None:
    inside = f"<p>{call(1, 'Here')}.</p><h2>Broad</h2><p>{call(2, 'There')}.</p>"
    css = "h2 { margin-right: -40pt; margin-left: 0 }"
    book = published(noted(inside, "First.", "Second."), css=css)
    assert where(book, "1. First").base > where(book, "Broad").base


def test_what_is_marked_in_a_note_moves_with_it() -> None:
    text = f"<p>{WORDS}</p><p>{call(1, 'Zinc')}.</p>"
    book = published(noted(text, "A <mark>marked</mark> word."), css="mark { background: #ddd }")
    page = pypdfium2.PdfDocument(book.pdf)[0]
    (area,) = [each.get_bounds() for each in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
    base = page.get_trimbox()[3] - where(book, "marked").base
    assert area[1] < base < area[3]


def test_a_call_in_a_table_a_list_or_a_quotation_has_its_note_beside_it() -> None:
    inside = (
        f"<table><thead><tr><th>{call(1, 'Head')}</th></tr></thead>"
        f"<tbody><tr><td>{call(2, 'Cell')}</td></tr></tbody></table>"
        f"<ul><li>{call(3, 'Item')}</li></ul><blockquote><p>{call(4, 'Quoted')}</p></blockquote>"
    )
    book = published(noted(inside, "First.", "Second.", "Third.", "Fourth."))
    for number, words in enumerate(("Head", "Cell", "Item", "Quoted"), 1):
        assert where(book, f"{number}. ").base == pytest.approx(where(book, words).base, abs=2.5)


def test_so_it_is_on_pages_that_reviews_share() -> None:
    inside = f"<p>{WORDS}</p><p>{call(1, 'Here')}.</p><p>{WORDS}</p>"
    shared = [
        noted(inside, "Beside it.", name=name, flow="part", layout="run-on")
        for name in ("one", "two", "three", "four")
    ]
    css = "section.review { break-before: auto !important }"
    book = published(noted("<p>Alone.</p>", name="alone"), *shared, css=css)
    assert (book.folios["one-note-1"], book.folios["four-note-1"]) == ("2", "3")
    (left, right), (other, _) = book.margins[1], book.margins[2]
    assert (left * 0.75, right * 0.75) == pytest.approx((OUTER - GAP - WIDTH, OUTER - GAP), abs=1)
    assert other * 0.75 == pytest.approx(396 - OUTER + GAP, abs=1)


def test_a_note_at_the_foot_that_comes_late_takes_the_others_with_it() -> None:
    inside = f"<p>{WORDS}</p>" * 5 + f"<p>{call(1, 'Zinc')}, {call(2, 'tin')}.</p><p>{WORDS}</p>"
    broad = f"<table><tr><td>Late</td></tr></table><p>{LONG}</p>"
    book = published(noted(inside, broad, "Second."))
    assert book.margins == {}


SETTINGS = """
[book]
title = "Notes"
language = "{language}"
layout = "{layout}"
[style]
name = "quarterly"
[press]
trim = "6x9in"
"""
REVIEW = """---
title: Review {number}
film: Film {number}
reviewer: Ada Ferry
---
{words}[^1] A line.[^2]

- An item[^3]

> Quoted, with *italics*[^4]

{words}

[^1]: Of the *first* words, with [a link](https://example.org/{number}) and a hyphenated word.
[^2]: {many}
[^3]: Of an item.
[^4]: Of what is quoted.
"""


@pytest.mark.artefact
@pytest.mark.parametrize(
    ("language", "layout"), [("en", "essays"), ("en", "run-on"), ("he", "essays"), ("he", "run-on")]
)
def test_whole_books_have_notes_in_their_margins(
    tmp_path: Path, outside: Validators, language: str, layout: str
) -> None:
    (tmp_path / "manuscripts").mkdir()
    words, many = WORDS, "Twelve of these words are said over and over, as long as the page is. "
    if language == "he":
        words, many = "הסרט נפתח בשתיקה ארוכה מאוד ואחריה מגיעה סצנה של גשם. " * 6, "עוד הערה. " * 9
    for number in range(1, 5):
        text = REVIEW.format(number=number, words=words, many=many * number * 2)
        (tmp_path / f"manuscripts/{number}.md").write_text(text, "utf-8")
    settings = SETTINGS.format(language=language, layout=layout)
    (tmp_path / "anthology.toml").write_text(settings, "utf-8")
    with Pool() as pool:
        built = build(Order(tmp_path, editions=("print", "screen")), pool)
    assert [each for each in built.problems if each.severity > Severity.NOTE] == []
    (screen,) = (path for path in built.files if "screen" in path.name)
    assert outside.verapdf(screen, "ua1") == {}
    with pikepdf.open(screen) as pdf:
        kinds = [
            str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
        ]
    assert kinds.count("/Note") == 16
    assert in_margins(screen, "right" if language == "en" else "left") > 300


def in_margins(path: Path, recto: str) -> int:
    """How many letters stand beside the text, where rectos have their outer margin at a side."""
    found = 0
    for number, page in enumerate(pypdfium2.PdfDocument(path)):
        text, width = page.get_textpage(), page.get_width()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        at_right = (recto == "right") is (number % 2 == 0)
        found += sum(box[0] > width - 112 if at_right else box[2] < 112 for box in boxes)
    return found
