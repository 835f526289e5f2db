"""Which picture of a text stands in the opening of its review, and where."""

from __future__ import annotations

import pytest

from anthology.book import Picture
from anthology.compose.pictures.openings import taken
from anthology.style.table import StyleFile

PICTURES = {
    "wide": Picture("wide", b"", "image/jpeg", 1600, 900),
    "low": Picture("low", b"", "image/jpeg", 500, 300),
    "tall": Picture("tall", b"", "image/jpeg", 800, 1200),
    "square": Picture("square", b"", "image/jpeg", 900, 900),
}


def figure(name: str, attributes: str = ' class="given"', caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure{attributes}><img src="pictures/{name}" alt="A"/>{words}</figure>'


@pytest.mark.parametrize(
    ("name", "wanted", "layout", "place"),
    [
        ("wide", "across", "", "across"),
        ("wide", "beside", "", "beside"),
        ("wide", "bleed", "", "bleed"),
        ("low", "bleed", "", "across"),
        ("tall", "bleed", "", "beside"),
        ("square", "across", "", "beside"),
        ("wide", "bleed", "run-on", "beside"),
        ("tall", "beside", "guide", "across"),
    ],
)
def test_its_form_its_layout_and_the_style_say_where(
    name: str, wanted: str, layout: str, place: str
) -> None:
    style = StyleFile.model_validate({"opening_picture": wanted})
    still, rest = taken(f"{figure(name)}<p>Text.</p>", PICTURES, style, layout)
    assert still is not None
    assert (still.place, still.figure) == (place, figure(name))
    assert rest == "<p>Text.</p>"


@pytest.mark.parametrize(
    ("first", "goes"),
    [
        (figure("wide", ""), True),
        (figure("wide", "", "A caption."), True),
        (figure("wide", ' class="beside"'), False),
        (figure("wide", "", 'A <a class="note-call" href="#note-1">1</a>'), False),
        (f'<figure class="pair">{figure("wide", "")[8:-9]}{figure("tall", "")[8:]}', False),
        (f"<p>Text.</p>{figure('wide', '')}", False),
    ],
)
def test_the_first_picture_goes_there_where_the_style_says_so(first: str, *, goes: bool) -> None:
    text = f"{first}<p>More.</p>"
    style = StyleFile.model_validate({"first_picture": "opening"})
    still, rest = taken(text, PICTURES, style, "")
    assert (still is not None, rest) == (goes, "<p>More.</p>" if goes else text)
    assert taken(text, PICTURES, StyleFile(), "") == (None, text)


def test_a_style_may_leave_all_in_the_text() -> None:
    style = StyleFile.model_validate({"opening_picture": "none"})
    assert taken(figure("wide"), PICTURES, style, "") == (None, figure("wide"))
