"""Front covers: compositions and palettes of a style, and titles as large as their place allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import style
from anthology.compose.design import OWN, PALETTES, dressed, proposals
from anthology.compose.design.lettering import Room, fitted
from anthology.compose.typography.titles import Language, width
from anthology.config import CoverTable
from anthology.report import Place, Refused
from anthology.style.colour import PAIRS, contrast

HERE = Place("anthology.toml", 3)
LONG = "The Extraordinarily Long and Melancholy History of Unremembered Television Programmes"


@pytest.mark.parametrize("name", style.built_in())
def test_every_style_proposes_twelve_that_differ(tmp_path: Path, name: str) -> None:
    found = proposals(style.load(name, tmp_path), "First Sight")
    assert len(set(found)) == 12
    assert found == proposals(style.load(name, tmp_path), "First Sight")
    assert found[0].endswith(f" {OWN}")
    assert found != proposals(style.load(name, tmp_path), "Another Sight")


@pytest.mark.parametrize("palette", PALETTES)
def test_every_palette_can_be_read(tmp_path: Path, palette: str) -> None:
    classic = style.load("classic", tmp_path)
    colours = dressed(classic, CoverTable(design=palette), HERE).settings.colour.model_dump()
    for key, ground, least in PAIRS:
        if key != "accent":
            assert contrast(colours[key], colours[ground]) >= least, (key, ground)


@pytest.mark.parametrize("name", style.built_in())
def test_every_style_can_be_read_in_both_books(tmp_path: Path, name: str) -> None:
    colours = style.load(name, tmp_path).settings.colour.model_dump()
    for key, ground, least in PAIRS:
        assert contrast(colours[key], colours.get(ground, ground)) >= least, (key, ground)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#808080", "#e8862e", "#f7f1e3"])
def test_any_paper_gets_ink_that_can_be_read(tmp_path: Path, colour: str) -> None:
    looks = dressed(style.load("classic", tmp_path), CoverTable(colour=colour), HERE)
    colours = looks.settings.colour
    assert colours.ground == colour
    assert contrast(colours.ground_ink, colour) >= 4.5
    assert contrast(colours.label_ink, colours.label) >= 4.5


def test_a_pattern_takes_the_colour_of_the_paper(tmp_path: Path) -> None:
    classic = style.load("classic", tmp_path)
    looks = dressed(classic, CoverTable(design="brick"), HERE)
    assert b"#20414a" in classic.assets["style/cover-paper.svg"].data
    assert b"#20414a" not in looks.assets["style/cover-paper.svg"].data
    assert PALETTES["brick"][0].encode() in looks.assets["style/cover-paper.svg"].data


def test_an_unknown_design_is_refused_with_what_is_meant(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        dressed(style.load("modern", tmp_path), CoverTable(design="tiles bricks"), HERE)
    (problem,) = caught.value.problems
    assert "bricks" in problem.message
    assert "Did you mean “brick”?" in problem.hint
    assert problem.place == HERE


@pytest.mark.parametrize("title", ["Up", "First Sight", LONG, "Donaudampfschifffahrt"])
def test_a_title_fills_its_place_and_no_more(title: str) -> None:
    room = Room(300.0, 150.0, 1.2, 1.0, 90.0)
    found = fitted(title, room, Language())
    assert " ".join(found.lines) == title
    assert max(map(width, found.lines)) * found.size * room.factor <= room.width + 0.1
    assert len(found.lines) * found.size <= room.height + 0.1
    assert found.size == 90.0 or found.size > 15.0
