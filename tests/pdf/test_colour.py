"""WeasyPrint draws with the inks of the press, and with nothing else."""

from __future__ import annotations

import re

import pytest
from pages import ASSETS, RICH, drawn, images, opened, operators, typeset
from pikepdf import Name

from anthology.config import PressTable
from anthology.pdf.colour.inks import inks
from anthology.pdf.engine import ink_stream

GREY = PressTable(colour="grey")
CMYK = PressTable(colour="cmyk")
FLAT = {
    "grey": PressTable(colour="grey", flavour="x1a"),
    "cmyk": PressTable(colour="cmyk", flavour="x1a"),
}


def test_grey_pages_use_no_other_space() -> None:
    data = typeset(RICH, GREY)
    assert operators(data) == {"g", "G"}
    assert "DeviceRGB" not in drawn(data)
    pdf = opened(data)
    assert {str(image.ColorSpace) for image in images(pdf)} == {"/DeviceGray"}


def test_cmyk_pages_use_cmyk_and_black_pictures_black_ink_alone() -> None:
    data = typeset(RICH, CMYK)
    assert operators(data) == {"k", "K"}
    pdf = opened(data)
    assert {str(image.ColorSpace) for image in images(pdf)} == {"/DeviceCMYK", "/DeviceGray"}


@pytest.mark.parametrize(("press", "black"), [(GREY, "0 g"), (CMYK, "0 0 0 1 k")])
def test_black_text_is_pure_black(press: PressTable, black: str) -> None:
    data = typeset("<p>Black, and black alone.", press)
    assert set(re.findall(r"^[\d. ]+ [gk]$", drawn(data), re.MULTILINE)) == {black}


def test_greys_use_black_ink_alone() -> None:
    assert inks("cmyk").of_srgb((0.5, 0.5, 0.5))[:3] == (0, 0, 0)
    assert inks("cmyk").of_srgb((1, 1, 1)) == (0, 0, 0, 0)


def test_greys_print_as_dark_as_they_look() -> None:
    # CIE L* 50 is 18.4 % of the light; 62.9 % of a tint that gains 20 % leaves that much.
    (grey,) = inks("grey").of_srgb((0.4663,) * 3)
    assert grey == pytest.approx(1 - 0.629, abs=0.005)


def test_strong_colours_stay_below_the_limit_of_ink() -> None:
    ink = inks("cmyk")
    steps = [step / 5 for step in range(6)]
    most = max(sum(ink.of_srgb((r, g, b))) for r in steps for g in steps for b in steps)
    assert 2 < most <= 2.4


def test_red_is_magenta_and_yellow() -> None:
    cyan, magenta, yellow, black = inks("cmyk").of_srgb((1, 0, 0))
    assert (cyan, black) == pytest.approx((0, 0), abs=0.05)
    assert min(magenta, yellow) > 0.9


@pytest.mark.parametrize("space", ["grey", "cmyk"])
def test_flat_pages_have_no_transparency(space: str) -> None:
    data = typeset(RICH, FLAT[space])
    assert not re.search(r"/SMask|/Transparency|/ca |/CA |/BM ", data.decode("latin-1"))


def test_transparent_ink_is_thinned_on_flat_pages() -> None:
    body = '<p style="color:rgba(0,0,0,.5)">Half.'
    assert "0.5 g" in drawn(typeset(body, FLAT["grey"]))


def test_lost_transparency_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    typeset.__wrapped__('<p style="opacity:.5">Half.', FLAT["grey"])
    assert "PDF/X-1a has no transparency: opacity" in caplog.text


def test_transparency_stays_where_it_may() -> None:
    pdf = opened(typeset(RICH, GREY))
    masks = [image for image in images(pdf) if "/SMask" in image]
    assert len(masks) == 2  # rgba.png and la.png


def test_a_photograph_stays_a_jpeg_of_about_its_size() -> None:
    pdf = opened(typeset('<img src="rgb.jpg">', GREY))
    (image,) = images(pdf)
    assert image.Filter == Name.DCTDecode
    assert len(image.read_raw_bytes()) < 1.5 * len(ASSETS["rgb.jpg"])


def test_a_picture_finer_than_print_becomes_coarser() -> None:
    pdf = opened(typeset('<img src="rgb.png" style="width:0.5in">', GREY))
    (image,) = images(pdf)
    assert int(image.Width) == 0.5 * ink_stream.PPI_MOST


def test_a_coarse_picture_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    typeset.__wrapped__('<img src="rgb.png" style="width:4in">', GREY)
    assert "160 pixels per inch" in caplog.text


def test_the_same_pages_are_the_same_bytes() -> None:
    assert typeset.__wrapped__(RICH, CMYK) == typeset.__wrapped__(RICH, CMYK)


def test_a_screen_keeps_its_colours() -> None:
    typeset.__wrapped__(RICH, CMYK)  # the inks are gone again afterwards
    data = typeset.__wrapped__(RICH)
    assert "rg" in operators(data)
