"""What others say of our press files: veraPDF of fonts and syntax, Ghostscript of the ink."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pages import RICH, opened, typeset
from pikepdf import Array
from test_press import press_file

from anthology.config import PressTable
from anthology.pdf.press.preflight import preflight
from conftest import missing, ran

pytestmark = pytest.mark.artefact
# PDF/A-2 asks these of everybody; a press file need not: 6.2.4.3 wants an intent for PDF/A,
# 6.6 wants its XMP to claim PDF/A.
PROVED = ("6.1.", "6.2.2", "6.2.10", "6.2.11", "6.3", "6.5")


@pytest.mark.parametrize("colour", ["grey", "cmyk"])
@pytest.mark.parametrize("flavour", ["x4", "x1a"])
def test_fonts_and_syntax_are_sound(
    flavour: str,
    colour: str,
    tmp_path: Path,
    verapdf: Callable[[Path, str], dict[str, str]],
) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(press_file(RICH, flavour=flavour, colour=colour))
    failed = verapdf(path, "2b")
    assert {rule: message for rule, message in failed.items() if rule.startswith(PROVED)} == {}


def test_verapdf_sees_a_font_that_lies_about_its_widths(
    tmp_path: Path, verapdf: Callable[[Path, str], dict[str, str]]
) -> None:
    pdf = opened(press_file())
    font = next(iter(pdf.pages[0].obj.Resources.Font.values()))
    widths = font.DescendantFonts[0].W
    widths[1] = Array([width + 50 for width in widths[1]])
    pdf.save(tmp_path / "wrong.pdf")
    assert "6.2.11.5-1" in verapdf(tmp_path / "wrong.pdf", "2b")


@pytest.mark.parametrize("colour", ["grey", "cmyk"])
@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
def test_text_has_one_ink(
    flavour: str, colour: str, tmp_path: Path, ink: Callable[[Path], list[float]]
) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(press_file(flavour=flavour, colour=colour, marks=True))
    assert ink(path) == [1.0, 1.0]


def test_pictures_stay_below_the_limit_of_ink(
    tmp_path: Path, ink: Callable[[Path], list[float]]
) -> None:
    path = tmp_path / "pictures.pdf"
    body = '<p><img src="rgb.jpg"><p><img src="p.png"><p style="background:#010">Dark green.'
    path.write_bytes(press_file(body, colour="cmyk"))
    assert 1 < max(ink(path)) <= 2.4


def test_ink_sees_black_of_four_inks(tmp_path: Path, ink: Callable[[Path], list[float]]) -> None:
    path = tmp_path / "rich.pdf"
    path.write_bytes(press_file('<p style="color:device-cmyk(.6 .4 .4 1)">Rich.', colour="cmyk"))
    assert max(ink(path)) == pytest.approx(2.4, abs=0.02)


@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
def test_qpdf_has_nothing_to_say(flavour: str, tmp_path: Path) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(press_file(RICH, flavour=flavour, marks=True))
    done = ran(shutil.which("qpdf") or missing("qpdf"), "--check", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout.lower()


def test_every_font_is_embedded(tmp_path: Path) -> None:
    path = tmp_path / "press.pdf"
    path.write_bytes(press_file(RICH))
    done = ran(shutil.which("pdffonts") or missing("pdffonts"), path)
    rows = done.stdout.splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows)


def test_a_page_looks_the_same_in_the_press_file(tmp_path: Path) -> None:
    """Boxes move, patterns move with them: only the paper around the page is another."""
    table = PressTable.model_validate({"bleed": "15pt", "bleed_at_spine": True})
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(typeset(RICH, table))
    after.write_bytes(press_file(RICH, bleed="15pt", bleed_at_spine=True))
    drawn = [_drawn(path) for path in (before, after)]
    assert drawn[0] == drawn[1]


def _drawn(path: Path) -> bytes:
    page = pypdfium2.PdfDocument(path)[0]
    data: bytes = page.render(scale=1).to_pil().tobytes()
    return data


def test_a_picture_that_stops_at_the_trim_is_reported() -> None:
    css = "<style>@page {margin: 0} img {width: 200pt; position: absolute; right: 0}</style>"
    found = preflight(press_file(css + '<img src="grey.jpg">'), "x4")
    message = (
        "the print PDF fails preflight check 9: "
        "on page 1, a picture ends at the right trim, not in the bleed"
    )
    assert [problem.message for problem in found] == [message]
    bleeding = css.replace("right: 0", "right: -9pt; overflow: visible")
    assert preflight(press_file(bleeding + '<img src="grey.jpg">'), "x4") == ()
