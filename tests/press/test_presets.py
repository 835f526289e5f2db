"""Presets: what they fill in, what they object to, and the size of covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology import config
from anthology.config import PressTable, Settings
from anthology.config.lengths import page_size
from anthology.press import Preset, destination, names, preset
from anthology.press.rules import applied, gutter, objections, page_objections, sheet_of
from anthology.press.sheet import sheet
from anthology.report import Place, Refused

POINTS = 72
PRESSES = [name for name in names() if isinstance(destination(name), Preset)]


def settings(**press: object) -> Settings:
    return applied(Settings(press=PressTable.model_validate(press)))


@pytest.mark.parametrize("name", PRESSES)
def test_every_preset_says_where_it_comes_from(name: str) -> None:
    press = preset(name)
    assert press.sources
    assert press.checked > "2025"
    assert all(low < high for low, high in (paper.pages for paper in press.paper))
    assert all(press.takes(page_size(trim)) for trim in press.inside.trims)


def test_the_template_of_kdp_has_this_size() -> None:
    press = preset("kdp-paperback")
    found = sheet(press, press.paper_named("white"), page_size("5.06x7.81in"), 243)
    assert found.width / POINTS == pytest.approx(10.917, abs=0.001)
    assert found.height / POINTS == pytest.approx(8.06, abs=0.001)
    assert found.spine.width / POINTS == pytest.approx(0.547, abs=0.001)


@pytest.mark.parametrize("pages", [76, 200, 275])
def test_the_case_of_kdp_has_the_size_of_its_calculator(pages: int) -> None:
    press = preset("kdp-hardcover")
    found = sheet(press, press.paper_named("cream"), page_size("7x10in"), pages)
    spine = pages * 0.0025 + 0.189
    assert found.width / POINTS == pytest.approx(2 * 7 + spine + 1.575, abs=0.001)
    assert found.height / POINTS == pytest.approx(10 + 1.417, abs=0.001)


def test_the_parts_touch_and_fill_the_sheet() -> None:
    for name in PRESSES:
        press = preset(name)
        found = sheet(press, press.paper[0], page_size("6x9in"), 300)
        assert found.back.x + found.back.width == pytest.approx(found.spine.x)
        assert found.spine.x + found.spine.width == pytest.approx(found.front.x)
        assert found.front.x + found.front.width + found.edge == pytest.approx(found.width)


def test_a_preset_fills_in_only_what_is_not_set() -> None:
    press = settings(preset="ingram-paperback", flavour="x4").press
    assert (press.flavour, press.last_page_blank, press.bleed) == ("x4", True, 9)
    assert settings(preset="kdp-paperback", paper="premium colour").press.colour == "cmyk"
    assert settings().press == PressTable()


@pytest.mark.parametrize(
    ("press", "words"),
    [({"preset": "kdp"}, "no press “kdp”"), ({"preset": "lulu", "paper": "x"}, "no paper “x”")],
)
def test_unknown_names_are_refused_with_those_that_are_known(
    press: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused) as refused:
        settings(**press)
    assert words in str(refused.value)
    assert "white" in refused.value.problems[0].hint or "lulu" in refused.value.problems[0].hint


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("kdp", "kdp-hardcover” or “kdp-paperback"),
        ("KDP-paperbak", "kdp-paperback"),
        ("lullu", "lulu"),
    ],
)
def test_a_press_without_its_binding_names_those_it_has(name: str, meant: str) -> None:
    with pytest.raises(Refused) as refused:
        destination(name)
    assert refused.value.problems[0].hint.startswith(f"Did you mean “{meant}”? ")


def test_a_trim_that_is_not_printed_names_the_nearest() -> None:
    (found,) = objections(settings(preset="kdp-hardcover", trim="5.4x8.4in"))
    assert "5.5x8.5in" in found.hint
    assert not list(objections(settings(preset="kdp-hardcover", trim="139.7x215.9mm")))


def test_too_many_pages_name_another_paper() -> None:
    thick = settings(preset="kdp-paperback", paper="cream")
    (found,) = page_objections(thick, 800)
    assert "24 to 776 pages" in found.message
    assert "white" in found.hint
    assert not list(page_objections(thick, 776))


def test_margins_grow_with_the_pages_as_the_press_has_it() -> None:
    kdp = settings(preset="kdp-paperback").press
    widths = [gutter(kdp, pages) / POINTS for pages in (24, 150, 151, 301, 501, 701)]
    assert widths == [0.375, 0.375, 0.5, 0.625, 0.75, 0.875]
    assert gutter(settings(preset="ingram-paperback").press, 40) == 36


def test_without_a_press_the_spine_must_be_given() -> None:
    with pytest.raises(Refused):
        sheet_of(settings(), 100)
    given = Settings.model_validate({"cover": {"spine": "12mm"}})
    assert sheet_of(given, 100).spine.width == pytest.approx(12 / 25.4 * POINTS)


def test_a_press_of_your_own_has_the_values_of_its_table() -> None:
    own = settings(preset="own", bleed="3mm", leaf="0.15mm")
    assert own.press.bleed == pytest.approx(3 / 25.4 * POINTS)
    assert own.press.flavour == "x4"
    assert sheet_of(own, 200).spine.width == pytest.approx(15 / 25.4 * POINTS)
    with pytest.raises(Refused, match="has no rules"):
        preset("own")


def test_a_leaf_overrules_the_paper_but_not_the_boards() -> None:
    thick = settings(preset="kdp-hardcover", trim="6x9in", leaf="0.01in")
    assert sheet_of(thick, 200).spine.width == pytest.approx((1 + 0.189) * POINTS)


@pytest.mark.parametrize(
    ("press", "paper", "trim"),
    [
        ({}, "letter", "5.5x8.5in"),
        ({"paper": "A4"}, "A4", "148.5x210mm"),
        ({"trim": "148x210mm"}, "A4", "148x210mm"),
        ({"trim": "6x9in"}, "letter", "6x9in"),
    ],
)
def test_a_booklet_is_half_a_sheet_that_suits_the_trim(
    press: dict[str, str], paper: str, trim: str
) -> None:
    found = settings(preset="booklet", **press).press
    assert (found.paper, found.trim, found.bleed) == (paper, trim, 0)


def test_a_mistyped_press_has_its_line_and_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "anthology.toml").write_text('[press]\npreset = "kdp-paper"\n')
    given, _ = config.read(tmp_path)
    with pytest.raises(Refused) as refused:
        applied(given)
    (problem,) = refused.value.problems
    assert problem.place == Place("anthology.toml", 2)
    assert problem.hint.startswith("Did you mean “kdp-paperback”?")
