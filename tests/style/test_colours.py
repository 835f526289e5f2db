"""Colours of a style are checked against WCAG 2.2, with the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import style
from anthology.book import Book, Part
from anthology.compose import compose
from anthology.config import Settings
from anthology.report import Place
from anthology.style.colour import PAIRS, contrast, doubts
from anthology.style.table import ColourTable


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478),  # the grey that just fails (WebAIM)
        ("#767676", "#ffffff", 4.542),
        ("#ffffff", "#ffffff", 1.0),
        ("#ff0000", "#ffffff", 3.998),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("name", style.built_in())
def test_every_pair_of_ours_can_be_read(tmp_path: Path, name: str) -> None:
    colours = style.load(name, tmp_path).settings.colour
    places = dict.fromkeys(type(colours).model_fields, Place("style.toml"))
    assert list(doubts(colours, places)) == []


def test_a_pair_that_is_too_alike_is_a_warning_with_numbers(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    toml = 'extends = "classic"\n[colour]\nground = "#777777"\nground_ink = "#ffffff"\n'
    (tmp_path / "mine/style.toml").write_text(toml)
    mine = style.load("mine", tmp_path)
    _, problems = compose(Book("B", "b", (Part("part", "", ()),)), mine, Settings(), "print")
    (problem,) = (each for each in problems if "contrast" in each.message)
    assert str(problem.place) == "mine/style.toml:4"
    assert "“ground_ink” (#ffffff) on “ground” (#777777) is 4.4:1; it must be 4.5:1" in (
        problem.message
    )


def test_only_colours_that_the_style_sets_are_doubted() -> None:
    assert list(doubts(ColourTable(ground="#777777", ground_ink="#888888"), {})) == []
    assert {key for key, _, _ in PAIRS} <= set(ColourTable.model_fields)
