"""Our profiles are what their maker makes, and a colour engine reads them as meant."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from anthology.pdf.colour import icc
from anthology.pdf.colour.profiles import built_in, make


def test_the_grey_profile_is_what_its_maker_makes() -> None:
    assert built_in(1).data == make.grey()


@pytest.mark.artefact
def test_the_cmyk_profile_is_what_its_maker_makes() -> None:
    assert built_in(4).data == make.cmyk()


@pytest.mark.parametrize(
    ("channels", "name", "size"),
    [(1, "Anthology Grey, Dot Gain 20%", 2_000), (4, "Anthology Coated, 235% Ink", 70_000)],
)
def test_a_profile_says_what_it_is(channels: int, name: str, size: int) -> None:
    profile = built_in(channels)
    assert (profile.kind, profile.channels, profile.name) == ("prtr", channels, name)
    assert len(profile.data) < size  # it travels in every book


def test_the_colour_engine_takes_them_for_what_they_are() -> None:
    for channels, space in ((1, "GRAY"), (4, "CMYK")):
        opened = ImageCms.ImageCmsProfile(io.BytesIO(built_in(channels).data)).profile
        assert opened.xcolor_space.strip() == space
        assert opened.device_class.strip() == "prtr"


def test_a_tint_prints_darker_and_comes_back() -> None:
    assert make.printed(0.5, 0.2) == pytest.approx(0.7)
    assert make.unprinted(0.7, 0.2) == pytest.approx(0.5)


def test_the_inks_of_a_colour_look_like_it() -> None:
    """A muted colour is within what four inks reach: there and back changes little."""
    inked = ImageCms.ImageCmsProfile(io.BytesIO(built_in(4).data))
    srgb = ImageCms.createProfile("sRGB")
    way = ImageCms.buildProofTransform(srgb, srgb, inked, "RGB", "RGB")
    for colour in ((180, 120, 100), (90, 110, 130), (200, 190, 120), (120, 140, 110)):
        pixel = way.apply(Image.new("RGB", (1, 1), colour)).tobytes()
        assert all(abs(a - b) < 14 for a, b in zip(pixel, colour, strict=True)), (colour, pixel)


def test_a_profile_of_version_4_is_read() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert icc.read(lab).channels == 3
    assert "sRGB" in icc.read(lab).name
