"""Ratings at a glance that would end with a few lines on a page: their plot is lower."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import pytest
from books import edition, printed, section

from anthology import style
from anthology.compose.stylesheet import of_edition
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.reading import reading
from anthology.pdf.typeset import tails
from anthology.pdf.typeset.tails import lists
from anthology.pdf.typeset.tails.plots import SVG

PLOT = f"""<div class="plot"><p class="plot-title">Ratings from 0 to 5</p>
<svg xmlns="{SVG[1:-1]}" viewBox="0 0 400 130" width="400" height="130">
<path d="M95 100h10v-50h-10Z"/><path d="M195 100h10v-100h-10Z"/><path d="M0 100H400"/>
</svg></div>"""


def bars(content: ET.Element) -> list[tuple[str | None, str | None]]:
    """Each path of the plots, as it is drawn and how it is transformed."""
    return [(path.get("d"), path.get("transform")) for path in content.iter(f"{SVG}path")]


def test_bars_are_lower_and_stand_on_their_line() -> None:
    content = ET.fromstring(f'<section class="ratings">{PLOT}</section>')
    tails.fit(content, "lower raised", {})
    (plot,) = content.iter(f"{SVG}svg")
    assert (plot.get("viewBox"), plot.get("height")) == ("0 65 400 65", "65")
    changed = "matrix(1 0 0 0.35 0 65)"  # of 100 px, 35 are left above the foot
    assert [transform for _, transform in bars(content)] == [changed, changed, None]


def test_dots_stay_round() -> None:
    dots = PLOT.replace("<path", '<circle cx="9" cy="9" r="5"/><path', 1)
    content = ET.fromstring(f'<section class="ratings">{dots}</section>')
    tails.fit(content, "lower", {})
    assert {transform for _, transform in bars(content)} == {None}


@pytest.mark.parametrize(("works", "pages"), [(66, 1), (68, 1), (72, 2)])
def test_a_list_below_a_plot_ends_on_its_page(works: int, pages: int) -> None:
    built_in = style.load("classic", Path())
    items = "".join(f"<li><p>Work {number}</p></li>" for number in range(works))
    words = f'<h1>Ratings</h1>{PLOT}<ul class="glance">{items}</ul>'
    css = of_edition(built_in, "print", ("guide", "guide-back"))
    plain = edition(section("ratings", "ratings", words, matter="back"))
    book = replace(plain, css=css, assets=built_in.assets, fonts=built_in.fonts)
    with reading(printed(book).pdf) as reader:
        found = [page for page in reader.pages if any("Work" in x for x in page.content.lines)]
    assert len(found) == pages


@dataclass(frozen=True)
class Listed:
    """A list with so many lines on the last of its pages."""

    classes: str
    pages: tuple[int, ...]

    def tail(self) -> int:
        """Those on a last page that is not the only one."""
        return self.pages[-1] if len(self.pages) > 1 else 0

    def short(self) -> int:
        """How many it has room for."""
        return 35 - self.pages[-1]


@pytest.mark.parametrize(
    ("tail", "plot", "classes"),
    [(6, PLOT, "lower raised highest"), (6, "", ""), (8, PLOT, "")],
)
def test_a_lower_plot_pulls_more_lines_back(tail: int, plot: str, classes: str) -> None:
    def lay_out(classes: str) -> LaidOut:
        pages = (35,) if "lower" in classes and "highest" in classes else (35, tail)
        return cast("LaidOut", Listed(classes, pages))

    found = lists.without_tail(lay_out(""), plot, lay_out)
    assert cast("Listed", found).classes == classes
