"""Barcodes: each digit has its bars, and a reader finds the number in the finished cover."""

from __future__ import annotations

import random

import pytest
import zxingcpp
from PIL import Image

from anthology.compose.cover.barcode import MAIN, SMALLEST, code
from anthology.press.barcode import MODULE, ean5, ean13
from anthology.press.preset import Barcode

AREA = Barcode.model_validate({"width": "1.75in", "height": "1in", "edge": "0.25in"})


def isbns(count: int) -> list[str]:
    chance = random.Random(7)
    starts = [f"{chance.choice((978, 979))}{chance.randrange(10**9):09}" for _ in range(count)]
    sums = (sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(start)) for start in starts)
    return [f"{start}{-total % 10}" for start, total in zip(starts, sums, strict=True)]


def drawn(isbn: str, add_on: str = "") -> Image.Image:
    """A code in black and white, at 300 dpi."""
    found = code(isbn, add_on, AREA)
    assert found is not None
    scale = 300 / 72
    picture = Image.new("L", (round(found.width * scale), round(found.height * scale)), 255)
    for stroke in found.strokes:
        box = (stroke.left, stroke.top, stroke.left + stroke.width, stroke.top + stroke.height)
        left, top, right, bottom = (round(side * scale) for side in box)
        picture.paste(0, (left, top, right, bottom))
    return picture


def read(picture: Image.Image, isbn: str) -> list[str]:
    """What a reader finds; a line below the add-on shows it the ISBN alone."""
    found = zxingcpp.read_barcodes(
        picture,
        ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read,
        try_downscale=False,
    )
    texts = [each.text for each in found]
    assert all(text.startswith(isbn) for text in texts)
    return texts


@pytest.mark.parametrize("add_on", ["", "51995", "90000"])
def test_a_reader_finds_a_hundred_isbns_with_and_without_a_price(add_on: str) -> None:
    for isbn in isbns(100):
        assert isbn + add_on in read(drawn(isbn, add_on), isbn)


def test_the_patterns_have_the_length_of_the_standard() -> None:
    for isbn in isbns(20):
        bars = ean13(isbn)
        assert (bars[0].x, bars[-1].x + bars[-1].width) == (0, MAIN)
    bars = ean5("51995")
    assert (bars[0].x, bars[-1].x + bars[-1].width) == (0, 47)


def test_quiet_zones_stay_free() -> None:
    found = code("9780306406157", "51995", AREA)
    assert found is not None
    unit = SMALLEST * MODULE
    assert min(stroke.left for stroke in found.strokes) >= 11 * unit - 0.01
    last = max(stroke.left + stroke.width for stroke in found.strokes)
    assert found.width - last >= 5 * unit - 0.01


def test_a_press_with_its_own_barcode_gets_none() -> None:
    own = AREA.model_copy(update={"printed_by_press": True})
    found = code("9780306406157", "", own)
    assert found is not None
    assert not found.strokes
    assert code("", "", AREA) is None
