"""The e-book's cover is a picture of the style's cover section."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from books import XHTML, edition, review, section
from PIL import Image

from anthology.cache import Cache
from anthology.edition import Edition
from anthology.pdf.typeset import cover
from anthology.pool import Pool
from anthology.report import Refused

CSS = "section { background: rgb(10, 60, 90); height: 560pt } h1 { color: white; margin: 0 }"


def with_cover() -> Edition:
    book = edition(section("cover", "cover", "<h1>Rivers</h1>"), review(1))
    assert XHTML in book.sections[0].xhtml
    return replace(book, cover_css=CSS)


def test_the_cover_is_a_jpeg_of_the_size_that_stores_want(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    data = cover.draw(with_cover(), Pool(0), cache).result()
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1400, 2240))
    corner = picture.getpixel((1390, 2230))
    assert isinstance(corner, tuple)
    assert all(abs(a - b) < 8 for a, b in zip(corner, (10, 60, 90), strict=True))
    assert cover.draw(with_cover(), Pool(0), cache).result() == data


def test_no_cover_is_refused() -> None:
    with pytest.raises(Refused):
        cover.draw(edition(review(1)), Pool(0), Cache(None))
