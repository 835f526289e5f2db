"""Pictures that do not fit on a page: at the head of the next one, with the text before them."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from books import WORDS
from test_typeset import book, call, leaves, notes, png

from anthology.pdf.engine import floats
from anthology.pdf.typeset import figures

HIGH = png(1600, 2000)  # most of a page
WIDE = png(1600, 1100)  # half of one


def figure(name: str, caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="pictures/{name}.png" alt=""/>{words}</figure>'


def paragraphs(*counts: int) -> str:
    return "".join(f"<p>{WORDS * count}</p>" for count in counts)


def tops(pdf: bytes) -> list[tuple[float, float]]:
    """For each page the top of its picture, 0 where it has none, and the foot of its text."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        pictures = [each.get_bounds()[3] for each in page.get_objects([3])]
        text = page.get_textpage()
        boxes = [text.get_rect(n)[1] for n in range(text.count_rects())]
        found.append((max(pictures, default=0.0), min((y for y in boxes if y > 60), default=0.0)))
    return found


def test_the_text_runs_on_before_a_picture_that_does_not_fit() -> None:
    inside = paragraphs(4) + figure("a", "A caption.") + paragraphs(4, 4, 4)
    result = book(inside, **{"pictures/a.png": HIGH})
    (_, foot), (top, _), *_ = tops(result.pdf)
    assert foot < 100  # pt: the first page is full
    assert top > 500  # the picture stands at the head of the second


def test_pictures_one_after_another_keep_their_order() -> None:
    names = "abc"
    inside = paragraphs(3) + "".join(figure(n, f"Caption {n}.") + paragraphs(3) for n in names)
    result = book(inside, **{f"pictures/{n}.png": HIGH for n in names})
    text = "".join(page.get_textpage().get_text_bounded() for page in _pages(result.pdf))
    places = [text.index(f"Caption {n}.") for n in names]
    assert places == sorted(places)
    assert all(foot < 100 for _, foot in tops(result.pdf)[:4])


@pytest.mark.parametrize("before", [1, 2, 4])
def test_pictures_without_words_between_keep_their_order(before: int) -> None:
    names = "abc"
    inside = paragraphs(before) + "".join(figure(n, f"Caption {n}.") for n in names)
    result = book(inside + paragraphs(4, 4, 4), **{f"pictures/{n}.png": WIDE for n in names})
    text = "".join(page.get_textpage().get_text_bounded() for page in _pages(result.pdf))
    places = [text.index(f"Caption {n}.") for n in names]
    assert places == sorted(places)
    if before < 4:  # the words run on between them
        assert all(foot < 100 for _, foot in tops(result.pdf)[:3])


def _pages(pdf: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf)


def test_a_picture_at_the_end_is_not_lost() -> None:
    inside = paragraphs(4, 3) + figure("a", "The last.")
    result = book(inside, **{"pictures/a.png": HIGH})
    text = "".join(page.get_textpage().get_text_bounded() for page in _pages(result.pdf))
    assert text.count("The last.") == 1


def test_a_picture_whose_caption_has_a_note_stays_with_it() -> None:
    inside = paragraphs(4) + figure("a", call(1, "A caption")) + paragraphs(4)
    result = book(inside + notes("<p>Of the picture.</p>"), **{"pictures/a.png": HIGH})
    assert result.folios["one-note-1"] == result.folios["one-ref-1"]


@pytest.mark.parametrize("height", [333, 451, 777])
def test_text_below_a_picture_stays_on_the_grid(height: int) -> None:
    inside = paragraphs(1) + figure("a", "A caption.") + paragraphs(2)
    result = book(inside, **{"pictures/a.png": png(900, height)})
    text = _pages(result.pdf)[0].get_textpage()
    letters = [n for n, each in enumerate(text.get_text_range()) if each == "e"]
    feet = sorted({round(text.get_charbox(n, loose=True)[1], 1) for n in letters})
    steps = [above - below for below, above in pairwise(feet)]
    assert len(steps) > 8
    assert sum(abs(each / 14 - round(each / 14)) > 0.03 for each in steps) <= 2  # the heading


@pytest.mark.parametrize("count", [2, 3, 5])
def test_text_below_columns_stays_on_the_grid(count: int) -> None:
    """Columns are balanced to a part of a line where they cannot be equally long."""
    columns = f'<div style="columns: 2">{f"<p>{WORDS}</p>" * count}</div>'
    text = _pages(book(paragraphs(1) + columns + paragraphs(2)).pdf)[0].get_textpage()
    letters = [n for n, each in enumerate(text.get_text_range()) if each == "e"]
    feet = {round(text.get_charbox(n, loose=True)[1], 1) for n in letters}
    places = sorted(feet)[:-1]  # without the heading
    assert len(places) > 12
    assert max(abs((y - places[0]) / 14 - round((y - places[0]) / 14)) for y in places) < 0.03


def test_page_starts_count_the_words_of_a_picture_at_its_place() -> None:
    caption = "Seven words stand here below this picture"
    inside = paragraphs(4) + figure("a", caption) + paragraphs(4, 4)
    found = leaves(inside, **{"pictures/a.png": HIGH})
    page = book(inside, **{"pictures/a.png": HIGH}).pdf
    shown = "".join(_pages(page)[0].get_textpage().get_text_bounded().split())
    assert caption not in shown
    assert found.starts[1] == len(shown.removesuffix("1")) + len(caption.replace(" ", ""))


def plate(name: str, place: str) -> str:
    caption = f"<figcaption>Of {place}.</figcaption>"
    return f'<figure class="{place}"><img src="pictures/{name}.png" alt=""/>{caption}</figure>'


def places(pdf: bytes) -> list[list[tuple[int, ...]]]:
    """The boxes of the pictures on each page, in whole points."""
    return [
        [tuple(map(round, each.get_bounds())) for each in page.get_objects([3], max_depth=8)]
        for page in _pages(pdf)
    ]


@pytest.mark.parametrize(
    "counts", [((2,), (4, 4)), ((1,), ())], ids=["amid the text", "at the end"]
)
def test_a_picture_that_bleeds_has_a_page_of_its_own(counts: tuple[tuple[int, ...], ...]) -> None:
    before, after = counts
    inside = paragraphs(*before) + plate("a", "bleed") + paragraphs(*after)
    result = book(inside, **{"pictures/a.png": HIGH})
    first, second, *_ = places(result.pdf)
    assert not first
    ((left, bottom, right, top),) = second
    assert left <= 0 and bottom <= 0 and right >= 396 and top >= 612
    words = _pages(result.pdf)[1].get_textpage().get_text_bounded()
    assert "".join(words.split()) == "Ofbleed."  # no head, no folio, no text


@pytest.mark.parametrize(
    ("before", "after"), [((1,), (4, 4, 4, 4)), ((4, 4), ())], ids=["amid the text", "at the end"]
)
def test_a_picture_over_two_pages_begins_on_a_left_one(
    before: tuple[int, ...], after: tuple[int, ...]
) -> None:
    inside = f"<p>It begins.</p>{paragraphs(*before)}{plate('a', 'spread')}{paragraphs(*after)}"
    result = book(inside, **{"pictures/a.png": png(2000, 1500)})
    on_pages = [bool(found) for found in places(result.pdf)]
    start = on_pages.index(True)
    assert start % 2 == 1 and on_pages[start + 1] and sum(on_pages) == 2
    text = "".join(page.get_textpage().get_text_bounded() for page in _pages(result.pdf))
    assert text.count("Of spread.") == text.count("It begins.") == 1


def test_a_full_page_leaves_no_hole_before_it() -> None:
    inside = paragraphs(2) + plate("a", "full-page") + paragraphs(4, 4)
    result = book(inside, **{"pictures/a.png": HIGH})
    (_, foot), *_ = tops(result.pdf)
    assert foot < 100
    assert [bool(found) for found in places(result.pdf)][:3] == [False, True, False]


def test_a_table_below_a_picture_at_a_head_keeps_its_own_head() -> None:
    """Where so little room is left there that it would begin without, the picture stays below."""
    four = "<br/>Line" * 3
    head = f"<thead><tr><th>Film{four}</th><th>Remarks</th></tr></thead>"
    first, other = (
        f'<tr style="break-after: {after}"><td>Tower{four}</td><td>Yes</td></tr>'
        for after in ("avoid", "auto")
    )
    table = f"<table>{head}<tbody>{first}{other * 10}</tbody></table>"
    result = book(paragraphs(4) + figure("a") + table, **{"pictures/a.png": png(1600, 1700)})
    pages = [page.get_textpage().get_text_bounded() for page in _pages(result.pdf)]
    assert all("Remarks" in page for page in pages if "Tower" in page)


def test_pictures_higher_than_a_page_hold_up_no_plate_for_ever() -> None:
    high = '<figure><img src="pictures/a.png" alt=""/> <img src="pictures/a.png" alt=""/></figure>'
    plate = '<figure class="full-page"><img src="pictures/a.png" alt=""/></figure>'
    result = book("<p>A line.</p>" + high + plate, **{"pictures/a.png": HIGH})
    shown = [len(list(page.get_objects([3]))) for page in _pages(result.pdf)]
    assert sum(shown) == 3
    assert len(shown) <= 4


def test_words_after_a_picture_stay_where_it_would_float() -> None:
    content = ET.fromstring("<div><p>One.</p><figure/> tail words <figure/><p>Two.</p></div>")
    figures.number(content)
    figures.float_to_heads(content, {0: None, 1: None}, floats.LEFT_HALF)
    assert "".join(content.itertext()) == "One. tail words Two."
    assert [each.tag for each in content] == ["p", "figure", "p"]


def test_a_picture_without_a_paragraph_beside_it_is_fixed() -> None:
    """It would be laid out again in vain: each such try costs as much as the whole section."""
    content = ET.fromstring(
        "<section><p>One.</p><figure/><figure/><div><figure/></div><div><h2>Two</h2><figure/>words"
        "</div><figure><figcaption class='note'/></figure><ul><li><figure/><p>Three.</p></li></ul>"
        "</section>"
    )
    figures.number(content)
    assert sorted(figures.fixed(content)) == [2, 3, 4]
