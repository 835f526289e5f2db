"""Fonts for the web become fonts for books: unpacked, joined by script, static, and cached."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from anthology import style
from anthology.cache import Cache
from anthology.report import Refused
from anthology.style.fonts import coverage, webfonts
from anthology.text.built_in import BUILT_IN

GARAMOND = BUILT_IN / "classic/fonts/EBGaramond-Regular.ttf"
SCRIPTS = {
    "latin": [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x2019],
    "latin-ext": range(0x100, 0x180),
    "cyrillic": range(0x400, 0x460),
}


def woff2(characters: object) -> bytes:
    font = TTFont(GARAMOND)
    subsetter = Subsetter(Options())
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def web() -> dict[str, bytes]:
    return {name: woff2(characters) for name, characters in SCRIPTS.items()}


def own(root: Path, toml: str, files: dict[str, bytes]) -> Path:
    folder = root / "mine"
    (folder / "fonts").mkdir(parents=True)
    for name, data in files.items():
        (folder / "fonts" / f"{name}.woff2").write_bytes(data)
    (folder / "style.toml").write_text(f'extends = "classic"\n[[font]]\nfamily = "Mine"\n{toml}\n')
    return root


@pytest.mark.slow
def test_the_files_of_its_scripts_are_one_font(tmp_path: Path, web: dict[str, bytes]) -> None:
    files = ", ".join(f'"fonts/{name}.woff2"' for name in web)
    look = style.load("mine", own(tmp_path, f"file = [{files}]", web))
    font = look.fonts[0]
    assert (font.family, font.path) == ("Mine", "fonts/Mine-400-normal.ttf")
    asset = look.assets[font.path]
    assert asset.media_type == "font/ttf"
    covered = {
        point for first, last in coverage.read(asset.data) for point in range(first, last + 1)
    }
    assert {ord(letter) for letter in "aéŁжЯ’"} <= covered
    assert look.families[0] == "Mine"


@pytest.mark.slow
def test_one_file_is_unpacked(tmp_path: Path, web: dict[str, bytes]) -> None:
    look = style.load("mine", own(tmp_path, 'file = "fonts/latin.woff2"', web))
    assert look.assets[look.fonts[0].path].data[:4] == b"\0\1\0\0"


@pytest.mark.slow
def test_a_converted_font_is_cached(
    tmp_path: Path, web: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = own(tmp_path, 'file = ["fonts/latin.woff2", "fonts/cyrillic.woff2"]', web)
    cache = Cache(tmp_path / ".anthology")
    first = style.load("mine", root, cache)
    monkeypatch.setattr(webfonts, "_joined", None)  # it would fail
    assert style.load("mine", root, cache).assets == first.assets
    with pytest.raises(Refused):
        style.load("mine", root)


@pytest.mark.parametrize("data", [b"", b"wOF2", b"wOF2" + bytes(60), b"no font at all"])
def test_what_is_no_font_is_a_message(tmp_path: Path, data: bytes) -> None:
    root = own(tmp_path, 'file = "fonts/bad.woff2"', {"bad": data})
    with pytest.raises(Refused) as caught:
        style.load("mine", root)
    (problem,) = caught.value.problems
    assert str(problem.place) == "mine/style.toml:2"
    assert "the font “Mine” cannot be converted" in problem.message


def variable() -> bytes:
    """A font of one letter, whose width follows its weight."""
    pen = TTGlyphPen(None)
    for corner in ((0, 0), (0, 700), (100, 700), (100, 0)):
        (pen.lineTo if corner != (0, 0) else pen.moveTo)(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "I"])
    builder.setupCharacterMap({ord("I"): "I"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "I": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "I": (200, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    deltas = [(0, 0), (0, 0), (200, 0), (200, 0), (0, 0), (200, 0), (0, 0), (0, 0)]
    from fontTools.ttLib.tables.TupleVariation import TupleVariation  # noqa: PLC0415

    builder.setupGvar({"I": [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)], ".notdef": []})
    builder.font.flavor = "woff2"
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def test_a_variable_font_is_set_to_its_weight(tmp_path: Path) -> None:
    root = own(tmp_path, 'file = "fonts/v.woff2"\nweight = 900', {"v": variable()})
    look = style.load("mine", root)
    font = TTFont(io.BytesIO(look.assets[look.fonts[0].path].data))
    assert "fvar" not in font
    assert font["hmtx"]["I"][0] == 400
