"""Openings stand in one piece, and no head stands alone before a poem that is kept whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from books import WORDS, edition, printed, section

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.edition import Edition, Section
from anthology.pdf.reading import PageContent, reading

TRIM = (306.0, 495.0)


def poem(*stanzas: int) -> str:
    """A poem with so many lines in each stanza, numbered through."""
    number, found = 0, ""
    for count in stanzas:
        lines = (f'<span class="verse-line">Line {number + n}</span>' for n in range(count))
        found += f'<p class="stanza">{"<br/>".join(lines)}</p>'
        number += count
    return f'<div class="verse whole">{found}</div>'


def essay(opening: str, text: str) -> Section:
    """A review with paragraphs in its opening."""
    return section(
        "r", "review", f'<div class="opening">{opening}</div><div class="text">{text}</div>'
    )


def classic(*sections: Section, layouts: tuple[str, ...] = ()) -> Edition:
    """These sections in small pages of the built-in style."""
    built_in = style.load("classic", Path())
    css = of_edition(built_in, "print", layouts, TRIM)
    return replace(edition(*sections), css=css, assets=built_in.assets, fonts=built_in.fonts)


def pages_of(book: Edition) -> list[PageContent]:
    """What is on each page."""
    with reading(printed(book, trim="4.25x6.87in").pdf) as reader:
        return [page.content for page in reader.pages]


def heads(lines: int) -> str:
    """A title and so many lines below it."""
    return "<h1>Reel</h1>" + "".join(f'<p class="work">Head {n}</p>' for n in range(lines))


@pytest.mark.parametrize(("above", "first"), [(2, 10), (4, 10), (5, 5), (7, 5), (9, 2)])
def test_a_poem_is_divided_where_its_head_would_be_alone(above: int, first: int) -> None:
    """Whole if a higher opening makes room for it, else between stanzas, else between lines."""
    found = pages_of(classic(essay(heads(above), poem(5, 5) + f"<p>{WORDS}</p>" * 3)))
    assert sum(line.startswith("Line") for line in found[0].lines) == first


def test_a_stanza_begins_a_page_on_its_first_line() -> None:
    text = f"{poem(5, 5)}" + f"<p>{WORDS}</p>" * 12
    _, divided, plain = pages_of(classic(essay(heads(6), text)))[:3]
    at = divided.lines.index("Line 5")
    assert divided.line_places[at].y == pytest.approx(plain.line_places[at].y, abs=0.1)


@pytest.mark.parametrize("lines", [10, 12, 16, 20])
def test_an_opening_is_not_divided(lines: int) -> None:
    found = pages_of(classic(essay(heads(lines), f"<p>{WORDS}</p>" * 3)))
    assert sum(line.startswith("Head") for line in found[0].lines) == lines


def test_a_poem_is_divided_where_reviews_share_pages() -> None:
    one = essay(heads(9), f"{poem(5, 5, 4)}<p>{WORDS}</p>")
    reviews = [
        replace(
            one,
            id=f"r-{number}",
            xhtml=one.xhtml.replace('id="r"', f'id="r-{number}"'),
            flow="part",
            layout="run-on",
        )
        for number in range(3)
    ]
    found = pages_of(classic(*reviews, layouts=("run-on",)))
    poems = [[line for line in page.lines if line.startswith("Line")] for page in found]
    assert [len(lines) for lines in poems] == [10, 4] * 3
