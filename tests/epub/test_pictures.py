"""Pictures and fonts as stores take them."""

from __future__ import annotations

import io
from pathlib import Path

import nasty_book
import pytest
from fontTools import ttLib
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from anthology.cache import Cache
from anthology.edition import Asset, Edition, Font
from anthology.epub.resources import fonts, pictures, svg
from anthology.report import Place

HERE = Place("manuscripts/a.md")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 10 10">{}</svg>'


def converted(data: bytes, media_type: str = "image/png") -> Image.Image:
    ready = pictures.prepared({"a": HERE}, {"a": Asset(data, media_type)}, Cache(None))
    assert ready.problems == ()
    (file,) = ready.files
    assert isinstance(file.data, bytes)
    return Image.open(io.BytesIO(file.data))


def test_transparent_line_art_is_on_white() -> None:
    picture = converted(nasty_book.picture("RGBA", (4, 4), (0, 0, 0, 0), "PNG"))
    assert picture.mode == "RGB"
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_transparent_grey_and_palette_too() -> None:
    assert converted(nasty_book.picture("LA", (4, 4), (0, 0), "PNG")).getpixel((0, 0)) == (255,) * 3
    stream = io.BytesIO()
    Image.new("P", (4, 4), 0).save(stream, "PNG", transparency=0)
    assert converted(stream.getvalue()).getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bit_grey_is_not_cut_off() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (4, 4), 32768).save(stream, "PNG")
    assert converted(stream.getvalue()).getpixel((0, 0)) == 128


def test_a_big_picture_is_made_smaller_and_keeps_its_shape() -> None:
    picture = converted(nasty_book.picture("RGB", (4000, 2000), "red", "JPEG"), "image/jpeg")
    assert picture.width * picture.height <= 3_200_000
    assert picture.width / picture.height == pytest.approx(2, abs=0.01)


def test_a_picture_is_turned_upright_and_its_metadata_stay_home() -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "Camera"
    Image.new("RGB", (30, 20), "red").save(stream, "JPEG", exif=exif)
    picture = converted(stream.getvalue(), "image/jpeg")
    assert picture.size == (20, 30)
    assert not picture.getexif()


def test_cmyk_becomes_rgb() -> None:
    data = nasty_book.picture("CMYK", (4, 4), (0, 255, 255, 0), "JPEG")
    red, green, _ = converted(data, "image/jpeg").getpixel((0, 0))  # type: ignore[misc]
    assert red > 200
    assert green < 60


def test_converted_pictures_are_cached(tmp_path: Path) -> None:
    cache, assets = (
        Cache(tmp_path),
        {"a": Asset(nasty_book.picture("LA", (4, 4), (0, 0), "PNG"), "image/png")},
    )
    first = pictures.prepared({"a": HERE}, assets, cache)
    assert len(list(tmp_path.glob("*/*"))) == 1
    assert pictures.prepared({"a": HERE}, assets, cache) == first


def test_identical_pictures_are_stored_once() -> None:
    same = Asset(nasty_book.picture("RGB", (4, 4), "red", "PNG"), "image/png")
    ready = pictures.prepared({"a": HERE, "b": HERE}, {"a": same, "b": same}, Cache(None))
    assert len(ready.files) == 1
    assert ready.file_of["a"] == ready.file_of["b"]


def test_a_broken_or_missing_picture_is_reported_with_its_manuscript() -> None:
    ready = pictures.prepared(
        {"a": HERE, "b": HERE}, {"a": Asset(b"no picture", "image/png")}, Cache(None)
    )
    assert {problem.place for problem in ready.problems} == {HERE}
    assert len(ready.problems) == 2


def test_a_clean_drawing_keeps_its_names_and_gets_a_ground() -> None:
    data = svg.on_white(SVG.format("<linearGradient id='g'/>").encode())
    assert b'viewBox="-5 -5 10 10"' in data
    assert b"linearGradient" in data
    assert b'<rect x="-5" y="-5" width="10" height="10" fill="#fff"/>' in data


@pytest.mark.parametrize(
    "content",
    [
        "<script>1</script>",
        '<rect onclick="x()"/>',
        '<image href="http://example.org/x.png"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="file:///etc/x"/>',
        "<style>@import 'x.css'</style>",
        '<rect fill="url(http://example.org/x)"/>',
        "<foreignObject/>",
        "<animate/>",
        "&outside;",
        "<?xml-stylesheet href='x'?>",
        "<broken",
    ],
)
def test_a_drawing_that_acts_or_fetches_is_refused(content: str) -> None:
    with pytest.raises(svg.UnsafeDrawing):
        svg.on_white(SVG.format(content).encode())


def font(characters: str, family: str = "Test") -> bytes:
    """A font with a box for each character."""
    glyphs = [".notdef", *(f"u{ord(c):04x}" for c in characters)]
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 500))
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04x}" for c in characters})
    builder.setupGlyf(dict.fromkeys(glyphs, box))
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


CSS = """@font-face { font-family: "Main"; src: url(fonts/main.ttf); }
@font-face { font-family: "Rare"; src: url(fonts/rare.ttf); }
p { font-family: "Main", "Rare", serif; }"""


def styled() -> Edition:
    assets = {
        "fonts/main.ttf": Asset(font("abcdeféxyz")),
        "fonts/rare.ttf": Asset(font("abcΩ☂")),
    }
    return Edition(
        "epub", (), CSS, assets, tuple(Font(n.title(), f"fonts/{n}.ttf") for n in ("main", "rare"))
    )


def characters(data: bytes) -> str:
    return "".join(map(chr, sorted(ttLib.TTFont(io.BytesIO(data)).getBestCmap())))


def test_a_font_holds_what_the_book_uses() -> None:
    subsets = fonts.subset(styled(), frozenset("é☂"))
    assert characters(subsets.faces["fonts/main.ttf"]) == "abcdefxyzé"
    assert characters(subsets.faces["fonts/rare.ttf"]) == "☂"


def test_a_font_that_nothing_reaches_is_left_out_with_its_rule() -> None:
    subsets = fonts.subset(styled(), frozenset("é"))
    assert list(subsets.faces) == ["fonts/main.ttf"]
    assert "rare.ttf" not in subsets.css
    assert "main.ttf" in subsets.css
