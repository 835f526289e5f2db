"""Indexes in columns: what begins one stands on the same line as what begins the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from books import edition, printed, section

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.pdf.reading import reading

LAYOUTS: dict[str, tuple[str, ...]] = {"essays": (), "guide": ("guide", "guide-back")}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letter_stands_at_the_head_of_its_column(layout: str) -> None:
    built_in = style.load("classic", Path())
    entries = '<ul class="letter">' + "<li><p>Reel, 1</p></li>" * 3 + "</ul>"
    letters = "".join(f'<p class="initial">{letter}</p>{entries}' for letter in "ABCDEF")
    words = f'<h1>Index</h1><div class="entries brief">{letters}</div>'
    plain = edition(section("works", "works-index", words))
    css = of_edition(built_in, "print", LAYOUTS[layout])
    whole = replace(plain, css=css, assets=built_in.assets, fonts=built_in.fonts)
    with reading(printed(whole).pdf) as reader:
        page = reader.pages[0].content
    found = list(zip(page.lines, page.line_places, strict=True))
    at = {line: place.y for line, place in found if len(line) == 1}
    above = {line: before for (before, _), (line, _) in pairwise(found)}
    assert above["D"].startswith("Reel")
    assert at["D"] == pytest.approx(at["A"], abs=0.1)
