"""Pictures from strangers: their bytes decide, bombs and lures are refused by name."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from anthology.book import Picture
from anthology.config import LimitsTable
from anthology.load.pictures.raster import Examined, Raw, examine, fetch
from anthology.load.project.files import ProjectFiles
from anthology.report import Place, Problem, Severity

HERE = Place("a.md", 5)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'


def look(root: Path, address: str) -> Examined:
    """What becomes of a picture that a.md asks for."""
    limits = LimitsTable()
    raw = fetch(ProjectFiles(root, limits), "a.md", address, HERE, limits)
    return examine(raw) if isinstance(raw, Raw) else raw


def painted(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return stream.getvalue()


def taken(root: Path, data: bytes | str, name: str = "p.png") -> Picture | Problem:
    (root / name).write_bytes(data.encode() if isinstance(data, str) else data)
    result = look(root, name)
    return result.picture or result.problems[0]


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "png"), ("WEBP", "png")]
)
def test_is_what_its_bytes_say(tmp_path: Path, kind: str, suffix: str) -> None:
    picture = taken(tmp_path, painted(kind), "p.txt")
    assert isinstance(picture, Picture)
    assert picture.name.endswith("." + suffix)
    assert (picture.width, picture.height) == (4, 3)
    Image.open(io.BytesIO(picture.data)).load()


def giant(side: int) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


REFUSED: dict[str, tuple[bytes | str, str]] = {
    "empty": (b"", "empty"),
    "web page": (b"<html><body>x", "web page"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "PostScript"),
    "cut off": (painted("PNG", (90, 90))[:-40], "cut off"),
    "cut off JPEG": (painted("JPEG", (900, 900))[:-2000], "cut off"),
    "bomb": (giant(9000), "million pixels"),
    "larger bomb": (giant(60_000), "million pixels"),
    "laughs": ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "entities"),
    "utf-16": (SVG.format("").encode("utf-16"), "is not PNG"),
    "deep": (SVG.format("<g>" * 100 + "</g>" * 100), "nested"),
    "deeper": (SVG.format("<g>" * 90_000 + "</g>" * 90_000), "not well-formed"),
    "loop": (SVG.format('<g id="a"><use href="#a"/></g>'), "itself"),
    "pattern": (SVG.format('<pattern id="a"><rect fill="url(#a)"/></pattern>'), "itself"),
    "uses": (
        SVG.format(
            '<g id="g0"><rect/></g>'
            + "".join(
                f'<g id="g{i}">' + f'<use href="#g{i - 1}"/>' * 10 + "</g>" for i in range(1, 10)
            )
        ),
        "drawing_elements",
    ),
    "cut-off drawing": (SVG.format("<g>"), "not well-formed"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused(tmp_path: Path, case: str) -> None:
    data, words = REFUSED[case]
    problem = taken(tmp_path, data)
    assert isinstance(problem, Problem)
    assert problem.severity == Severity.ERROR
    assert problem.place == HERE
    assert "p.png" in problem.message
    assert words in problem.message + problem.hint


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/x.png", "//host/x.png", "data:image/png;base64,AAAA", "ftp://h/x"]
)
def test_nothing_is_fetched(tmp_path: Path, address: str) -> None:
    (problem,) = look(tmp_path, address).problems
    assert problem.severity == Severity.WARNING
    assert address[:20] in problem.message


@pytest.mark.parametrize(
    "lure",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x"/>',
        '<image href="http://127.0.0.1/x.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<use href="http://127.0.0.1/x.svg#a"/>',
        "<style>@import url(http://127.0.0.1/x.css)</style>",
        '<rect fill="url(http://127.0.0.1/x)"/>',
        "<style>rect{fill:u\\72l(http://127.0.0.1/x)}</style>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<set attributeName="href" to="javascript:x"/>',
    ],
)
def test_a_drawing_loses_its_lures(tmp_path: Path, lure: str) -> None:
    (tmp_path / "d.svg").write_text(SVG.format(lure + "<circle r='3'/>"))
    result = look(tmp_path, "d.svg")
    assert result.picture is not None
    assert b"circle" in result.picture.data
    for word in (b"script", b"127.0.0.1", b"onclick", b"foreign", b"@import", b"u\\72l"):
        assert word not in result.picture.data
    assert {p.severity for p in result.problems} == {Severity.WARNING}


def test_an_honest_drawing_stays(tmp_path: Path) -> None:
    honest = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    ) + SVG.format(
        "<style>.a{fill:url(#g)}</style><defs><linearGradient id='g'><stop offset='0'/>"
        "</linearGradient></defs><rect class='a' width='4' height='3'/><text>words</text>"
    )
    (tmp_path / "d.svg").write_text(honest)
    result = look(tmp_path, "d.svg")
    assert result.problems == ()
    assert result.picture is not None
    assert b".a{fill:url(#g)}" in result.picture.data
    assert (result.picture.width, result.picture.height) == (40, 20)


@pytest.mark.parametrize("clear", [None, 65535])
def test_a_grey_picture_of_16_bits_gets_8(clear: int | None) -> None:
    image, stream = Image.new("I;16", (3, 1)), io.BytesIO()
    for x, shade in enumerate((0, 30000, 65535)):
        image.putpixel((x, 0), shade)
    options = {} if clear is None else {"transparency": clear}
    image.save(stream, "PNG", **options)
    taken = examine(Raw(stream.getvalue(), "a.png", Place("a.md"), LimitsTable())).picture
    assert taken is not None
    with Image.open(io.BytesIO(taken.data)) as made:
        assert made.mode == ("L" if clear is None else "LA")
        assert [made.convert("L").getpixel((x, 0)) for x in range(3)] == [0, 117, 255]
        if clear is not None:
            assert [made.getchannel("A").getpixel((x, 0)) for x in range(3)] == [255, 255, 0]
