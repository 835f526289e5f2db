"""The copyright page, the page behind the half-title, and the list of pictures."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
from composed import BOOK, CLASSIC, review, section, text

from anthology.book import Body, Book, Part, Piece
from anthology.compose import compose
from anthology.config import Settings
from anthology.edition import Edition
from anthology.report import Place

FULL = """
[copyright]
edition = "First edition"
printing = 3
address = \"\"\"
12 Quay Street
Bergen\"\"\"
notices = ["All rights reserved: 'no part'.", "A second."]
credits = "Cover by Bo Berg"
cip = "Lee, Ann -- Title / by Ann"
country = "Norway"
"""


def edition(toml: str, name: str = "print", book: Book = BOOK) -> Edition:
    return compose(book, CLASSIC, Settings.model_validate(tomllib.loads(toml)), name)[0]


def page(toml: str, name: str = "print") -> str:
    return text(section(edition(toml, name), "copyright-page").xhtml)


def test_the_copyright_page_says_what_it_is_given_in_order() -> None:
    shown = page(FULL)
    wanted = [
        "All rights reserved: ‘no part’.", "A second.", "Cover by Bo Berg", "12 Quay Street",
        "First edition", "Lee, Ann -- Title / by Ann", "Printed in Norway", "10 9 8 7 6 5 4 3",
    ]  # fmt: skip
    places = [shown.index(words) for words in wanted]
    assert places == sorted(places)
    assert page("") == "The <Long> Look Edited by Ann Lee Credits and Permissions"


def test_lines_may_be_a_list() -> None:
    listed = """
[copyright]
address = ["12 Quay Street", "Bergen"]
cip = ["Lee, Ann.", "   Title / by Ann."]
"""
    written = FULL[: FULL.index("cip")] + 'cip = """\nLee, Ann.\n   Title / by Ann."""\n'
    tables = [Settings.model_validate(tomllib.loads(each)).copyright for each in (listed, written)]
    assert tables[0].address == tables[1].address
    assert tables[0].cip == tables[1].cip
    assert "<br/>   Title" in section(edition(listed), "copyright-page").xhtml


def test_the_entry_of_a_library_keeps_its_indents() -> None:
    entry = "Lee, Ann.\n   Title / by Ann.\n\n   p. cm.\n"
    made = edition(f'[copyright]\ncip = """\n{entry}"""')
    shown = section(made, "copyright-page").xhtml.partition('<p class="catalogue">')[2]
    assert shown.startswith("Lee, Ann.<br/>   Title / by Ann.<br/><br/>   p. cm.</p>")
    assert re.search(r"\.catalogue \{[^}]*pre-wrap", made.css)
    assert (
        'class="catalogue"'
        not in section(edition(FULL.replace("cip", "#")), "copyright-page").xhtml
    )


def test_the_e_book_has_no_printing() -> None:
    shown = page(FULL, "epub")
    assert "First edition" in shown
    assert "Norway" not in shown
    assert "10 9" not in shown


@pytest.mark.parametrize(
    ("number", "line"),
    [(1, "10 9 8 7 6 5 4 3 2 1"), (10, "10"), (12, "20 19 18 17 16 15 14 13 12")],
)
def test_the_last_number_is_the_printing(number: int, line: str) -> None:
    assert page(f"[copyright]\nprinting = {number}").endswith(f"Permissions {line}")


def test_other_books_face_the_title_page() -> None:
    book = replace(BOOK, series="Late Reviews")
    found = edition('[front]\nalso = ["1: First Sight", "3: Last Things"]', book=book)
    kinds = [each.kind for each in found.sections]
    assert kinds[:3] == ["half-title", "series-page", "title-page"]
    shown = text(section(found, "series-page").xhtml)
    assert shown == "Late Reviews 1: First Sight 3: Last Things"
    assert "series-page" not in [each.kind for each in edition("").sections]


def pictured(count: int) -> Book:
    figure = (
        '<figure><img alt="x" src="pictures/p.png"/>'
        '<figcaption><em>A "pier"</em> at night. By Bo.</figcaption></figure>'
    )
    plain = '<figure><img alt="x" src="pictures/p.png"/></figure>'
    one = review("one", f"<p>Words.</p>{plain}{figure * count}")
    return replace(BOOK, parts=(Part("p", "", (one,)),))


@pytest.mark.parametrize("name", ["print", "epub"])
def test_pictures_with_captions_are_listed_from_ten_on(name: str) -> None:
    found = edition("", name, pictured(10))
    listed = section(found, "picture-list").xhtml
    links = list(dict.fromkeys(re.findall(r'href="#([^"]+)"', listed)))
    assert links == [f"review-one-figure-{n}" for n in range(1, 11)]
    assert all(f'<figure id="{id_}"' in section(found, "review-one").xhtml for id_ in links)
    assert ">A “pier” at night</a>" in listed
    few = edition("", name, pictured(9))
    assert "picture-list" not in [each.kind for each in few.sections]
    some = edition("[front]\npictures = true", name, pictured(1))
    assert "picture-list" in [each.kind for each in some.sections]


def test_a_frontispiece_faces_the_title_page() -> None:
    picture = Body('<p><img alt="The pier" src="pictures/p.png"/></p>')
    piece = Piece("front-frontispiece", Place("front/frontispiece.md"), "frontispiece", "", picture)
    found = edition("", book=replace(BOOK, front=(*BOOK.front, piece)))
    kinds = [each.kind for each in found.sections]
    assert kinds[:4] == ["half-title", "frontispiece", "title-page", "copyright-page"]
    assert kinds.count("frontispiece") == 1
    assert not section(found, "front-frontispiece").recto
    assert "front-frontispiece" not in section(found, "contents").xhtml


def test_other_books_stand_on_the_leaf_before_a_frontispiece() -> None:
    """Else the page between them, a right-hand one, would be blank."""
    piece = Piece("front-frontispiece", Place("f.md"), "frontispiece", "", Body("<p>Pier</p>"))
    pictured = replace(BOOK, front=(*BOOK.front, piece))
    alone, before = (
        section(edition('[front]\nalso = ["First Sight"]', book=each), "series-page")
        for each in (BOOK, pictured)
    )
    assert (alone.recto, before.recto) == (False, True)
    assert 'class="series-page"' in alone.xhtml
    assert 'class="series-page recto"' in before.xhtml
    style = edition("").css
    assert re.search(r"section\.series-page\.recto \{ break-before: right \}", style)
