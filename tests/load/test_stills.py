"""The picture of a header, with which a review opens."""

from __future__ import annotations

import pytest

from anthology.config import SourceTable
from anthology.load.header import read as header
from anthology.load.header.front_matter import split
from anthology.load.header.read import Header
from anthology.load.header.still import Still, figure
from anthology.report import Severity


def read(text: str, **source: object) -> Header:
    front = split(f"---\ntitle: A\n{text.strip()}\n---\nBody.", "a.md")
    return header.read(front.values, SourceTable.model_validate(source), "a.md")


@pytest.mark.parametrize(
    ("text", "still"),
    [
        ("still: a.jpg", Still("a.jpg", line=3)),
        ("poster: a.jpg\nposter_alt: A ship", Still("a.jpg", "A ship", line=3)),
        ("still: '[[a.jpg]]'", Still("a.jpg", line=3)),
        ("still: {file: a.jpg, alt: A *ship*, credit: Lamp & Co}",
         Still("a.jpg", "A ship", '<span class="source">Lamp &amp; Co</span>', 3)),
        ("still:\n  file: a.jpg\n  caption: The *last* < shot",
         Still("a.jpg", "", "The <em>last</em> &lt; shot", 3)),
        ("image: /a.jpg\nimage-alt: A", Still("/a.jpg", "A", line=3, needed=False)),
        ("cover: {image: a.jpg, alt: A, relative: false}",
         Still("a.jpg", "A", line=3, needed=False)),
        ("image: [a.jpg, b.jpg]", Still("a.jpg", line=3, needed=False)),
        ("image: a.jpg\nstill: b.jpg", Still("b.jpg", line=4)),
        ("image: https://example.org/a.jpg\ncover: b.jpg", Still("b.jpg", line=4, needed=False)),
        ("cover: //example.org/a.jpg", None),
        ("still: ''", None),
    ],
)  # fmt: skip
def test_a_header_gives_a_picture(text: str, still: Still | None) -> None:
    head = read(text)
    assert head.still == still
    assert not head.problems


def test_another_key_may_be_named_for_it() -> None:
    assert read("thumb: a.jpg", keys={"thumb": "still"}).still == Still("a.jpg", line=3)


def test_a_misspelt_part_is_an_error() -> None:
    (problem,) = read("still: {file: a.jpg, captoin: A}").problems
    assert problem.severity is Severity.ERROR
    assert "captoin" in problem.message


def test_its_alternative_text_is_no_markup() -> None:
    still = Still("a.jpg", 'A "ship" & <b>')
    assert 'alt="A &quot;ship&quot; &amp; &lt;b&gt;"' in figure(still, 2)
    assert 'src="pictures/@2"' in figure(still, 2)
