"""The pictures of a book as they will be printed, before it is built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from anthology.cli import app
from anthology.illustrations import Illustration, illustrations
from anthology.project import Order

SETTINGS = """
[book]
title = "Rivers"
[press]
trim = "6x9in"
colour = "cmyk"
[cover]
artwork = "front.png"
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><path d="M0 0h9"/></svg>'
REVIEW = """---
title: River {number}
reviewer: Ada Moor
---

Nobody asks why.

![The {name}]({name}.{kind})

That is all.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    manuscripts = folder / "manuscripts"
    manuscripts.mkdir()
    (folder / "anthology.toml").write_text(SETTINGS)
    Image.new("RGB", (1236, 1800), "navy").save(folder / "front.png")
    Image.new("RGB", (600, 400), "teal").save(manuscripts / "weir.jpg")
    Image.new("L", (3000, 1500), 90).save(manuscripts / "mill.png")
    Image.new("RGB", (80, 40), "red").save(manuscripts / "gate.png")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h9"/></svg>'
    )
    (manuscripts / "map.svg").write_text(drawing)
    for number, name in enumerate(("weir.jpg", "mill.png", "gate.png", "map.svg")):
        stem, kind = name.split(".")
        text = REVIEW.format(number=number, name=stem, kind=kind)
        (manuscripts / f"{number}.md").write_text(text)
    return folder


def listed(folder: Path, *presses: str) -> dict[str, Illustration]:
    return {each.description: each for each in illustrations(Order(folder, jobs=0), presses)}


def test_each_picture_has_its_size_in_print_and_its_resolution(book: Path) -> None:
    found = listed(book)
    assert list(found) == ["The weir", "The mill", "The gate", "The map", "artwork of the cover"]
    weir, mill, front = found["The weir"], found["The mill"], found["artwork of the cover"]
    assert (weir.pixels, weir.colour, weir.printed) == ((600, 400), "RGB", "colour")
    assert weir.size == pytest.approx((3, 2), abs=0.01)
    assert weir.resolution == pytest.approx(200, abs=1)
    assert weir.page > 0
    assert str(weir.place).startswith("manuscripts/0.md")
    assert (mill.pixels, mill.colour, mill.printed) == ((3000, 1500), "grey", "black")
    assert mill.resolution == pytest.approx(3000 / mill.size[0], rel=0.01)  # not as reduced
    assert front.resolution == pytest.approx(1800 / 9.25, abs=0.5)
    assert found["The map"].pixels == (0, 0)


def test_a_picture_over_the_whole_cover_is_as_large_as_its_sheet(
    book: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(book, tmp_path / "book")
    settings = SETTINGS.replace("artwork =", 'wrap = "front.png"\nspine = "1in"\n# artwork =')
    (folder / "anthology.toml").write_text(settings)
    assert listed(folder)["wrap of the cover"].size == pytest.approx((13.25, 9.25), abs=0.01)


def test_each_press_says_what_it_thinks(book: Path) -> None:
    found = listed(book, "kdp-paperback", "lulu")
    weir = found["The weir"].verdicts
    assert [verdict.press for verdict in weir] == ["Amazon KDP, paperback", "Lulu, paperback"]
    assert weir[0].objection == "soft: 300 are wanted, so it is sharp up to 2.0 in wide"
    assert {verdict.objection for verdict in found["The mill"].verdicts} == {""}


def test_the_list_is_printed_for_a_person_and_for_a_program(book: Path) -> None:
    run = CliRunner().invoke(app, ["list", str(book), "--pictures", "--press", "kdp-paperback"])
    assert run.exit_code == 0, run.output
    assert "  “The weir”\n     600 × 400 pixels, RGB, printed 3.0 × 2.0 in in colour" in run.output
    assert "     Amazon KDP, paperback: good\n" in run.output
    assert "     a drawing, which is sharp at any size\n" in run.output
    assert "cover  anthology.toml:8  “artwork of the cover”" in run.output
    run = CliRunner().invoke(app, ["list", str(book), "--pictures", "--json"])
    pictures = json.loads(run.output)["pictures"]
    assert [each["pixels"] for each in pictures][:2] == [[600, 400], [3000, 1500]]
