"""Styles of others: folders, zips and packages, which extend one another and load nothing."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from anthology import compose, style
from anthology.book import Book, Part
from anthology.compose import stylesheet
from anthology.compose.templates import refuse_active
from anthology.config import Settings
from anthology.report import Refused
from anthology.style.sources import archive, layers

TOML = 'extends = "classic"\ndescription = "From a zip"\n'


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return path


def refused(load: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        load()
    return "\n".join(f"{p.place}: {p.message} {p.hint}" for p in caught.value.problems)


def test_styles_extend_one_another_to_any_depth(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    for number in range(1, 8):
        above = "classic" if number == 1 else f"s{number - 1}"
        toml = f'extends = "{above}"\n[page]\nsize = "{number + 6}pt"\n'
        if number == 3:
            toml += 'leading = "17pt"\n'
        written(
            styles / f"s{number}", {"style.toml": toml, "print.css": f"p {{ order: {number} }}"}
        )
    own = style.load("s7", tmp_path)
    assert (own.settings.page.size, own.settings.page.leading) == (13.0, 17.0)
    sheet = stylesheet.of_edition(own, "print")
    orders = [sheet.index(f"order: {number} ") for number in range(1, 8)]
    assert orders == sorted(orders)


def test_styles_that_extend_one_another_in_a_circle_are_named(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        written(tmp_path / "styles" / one, {"style.toml": f'extends = "{other}"'})
    words = refused(lambda: style.load("a", tmp_path))
    assert "“a” → “b” → “c” → “a”" in words
    assert words.startswith("c/style.toml:1: ")


def test_a_folder_of_something_else_is_no_style(tmp_path: Path) -> None:
    written(tmp_path / "manuscripts", {"a.md": "A review."})
    words = refused(lambda: style.load("manuscripts", tmp_path))
    assert "has nothing that a style has" in words
    written(tmp_path / "empty", {"style.toml": ""})
    assert style.load("empty", tmp_path).settings.page.leading == 14.0


def test_a_template_extends_the_one_in_whose_place_it_stands(tmp_path: Path) -> None:
    template = '{% extends "classic/title-page.xhtml.j2" %}'
    written(
        tmp_path / "mine",
        {"style.toml": TOML, "templates/title-page.xhtml.j2": template, "templates/_own.j2": ""},
    )
    mine = style.load("mine", tmp_path)
    book = Book("A Book", "b", (Part("part", "", ()),))
    own, _ = compose.compose(book, mine, Settings(), "print")
    usual, _ = compose.compose(book, style.load("classic", tmp_path), Settings(), "print")
    pages = [each.xhtml for each in own.sections if each.kind == "title-page"]
    assert pages == [each.xhtml for each in usual.sections if each.kind == "title-page"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<section><script>x</script></section>", "“<script”, which runs or loads something"),
        ("{{ ('<scr' ~ 'ipt>') | safe }}", "runs or loads"),
        ('<section><img src="https://x.example/a.png" alt=""/></section>', "runs or loads"),
        ('<section><img src="file:///etc/passwd" alt=""/></section>', "runs or loads"),
        ('<section><p onclick="x()">a</p></section>', "runs or loads"),
        ('<section><a href="javascript:x()">a</a></section>', "runs or loads"),
        ('<section><p style="background: url(//x)">a</p></section>', "runs or loads"),
        ("{{ 1 / 0 }}", "this template of the style fails: ZeroDivisionError"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "RecursionError"),
        ("{{ ().__class__ }}", "unsafe"),
        ("{{ book.nothing }}", "has no attribute"),
        ("{% for n in range(1000000) %}{% endfor %}", "Range too big"),
    ],
)
def test_a_template_can_only_show(tmp_path: Path, template: str, words: str) -> None:
    written(tmp_path / "mine", {"style.toml": TOML, "templates/title-page.xhtml.j2": template})
    mine, book = style.load("mine", tmp_path), Book("A Book", "b", (Part("part", "", ()),))
    assert words in refused(lambda: compose.compose(book, mine, Settings(), "print"))


def test_what_a_template_shows_is_escaped(tmp_path: Path) -> None:
    template = "<section>{{ '<scr' ~ 'ipt>' | safe }}</section>"  # the filter binds first
    written(tmp_path / "mine", {"style.toml": TOML, "templates/title-page.xhtml.j2": template})
    mine, book = style.load("mine", tmp_path), Book("A Book", "b", (Part("part", "", ()),))
    edition, _ = compose.compose(book, mine, Settings(), "print")
    assert "<section>&lt;script&gt;</section>" in [each.xhtml for each in edition.sections]


@pytest.mark.parametrize(
    "xhtml",
    [
        '<a href="https://x.example/">the one once = two</a>',
        '<img class="stars" src="style/stars-3.svg" alt=""/><img src="pictures/a.png" alt=""/>',
        '<p>An onion = a vegetable, href = nothing, src=x</p><a href="mailto:a@example.org">a</a>',
        '<meta property="name" content="x"/><p style="width: 3em">a</p><use href="#a"/>',
    ],
)
def test_what_a_book_shows_is_not_active(xhtml: str) -> None:
    refuse_active(xhtml, "x")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("review.film.xhtml.j2", ""),
        ("review.opera.xhtml.j2", ""),  # a kind of one's own
        ("capsule.book.xhtml.j2", ""),
        ("review.flim.xhtml.j2", "Did you mean “review.film.xhtml.j2”?"),
        ("part.film.xhtml.j2", "no section of a book uses this template"),
    ],
)
def test_a_template_may_be_that_of_a_kind(tmp_path: Path, name: str, hint: str) -> None:
    written(tmp_path / "mine", {"style.toml": TOML, f"templates/{name}": "x"})
    if hint:
        assert hint in refused(lambda: style.load("mine", tmp_path))
    else:
        assert style.load("mine", tmp_path).templates[name] == "x"


@pytest.mark.parametrize("folder", ["", "salon-1.2/"])
def test_a_zip_is_a_style(tmp_path: Path, folder: str) -> None:
    files = {f"{folder}style.toml": TOML, f"{folder}print.css": "p { color: black }"}
    zipped(tmp_path / "salon.zip", {**files, "__MACOSX/._x": "", f"{folder}.DS_Store": ""})
    for name in ("salon.zip", "salon", str(tmp_path / "salon.zip")):
        own = style.load(name, tmp_path)
        assert own.name == "salon"
        assert own.settings.description == "From a zip"
        assert own.css("print.css").endswith("p { color: black }")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.css", "a file that is not inside it: “../evil.css”"),
        ("/etc/evil.css", "not inside it"),
        ("a\\..\\evil.css", "not inside it"),
        ("C:evil.css", "not inside it"),
    ],
)
def test_a_zip_may_not_lead_elsewhere(tmp_path: Path, name: str, words: str) -> None:
    zipped(tmp_path / "salon.zip", {"style.toml": TOML, name: "x"})
    assert words in refused(lambda: style.load("salon.zip", tmp_path))


def test_a_zip_has_no_links_bombs_and_doubles(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("print.css")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as file:
        file.writestr(link, "/etc/passwd")
    assert "not inside it" in refused(lambda: style.load("link.zip", tmp_path))
    zipped(tmp_path / "bomb.zip", {f"fonts/{n}.ttf": bytes(20_000_000) for n in range(7)})
    assert "128 MB" in refused(lambda: style.load("bomb.zip", tmp_path))
    zipped(tmp_path / "many.zip", {f"fonts/{n}.ttf": b"" for n in range(2_001)})
    assert "2,000 files" in refused(lambda: style.load("many.zip", tmp_path))


def test_a_zip_that_lies_about_sizes_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "lie.zip", {"style.toml": TOML, "print.css": b"a" * 100_000})
    data = path.read_bytes()
    size = (100_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    assert "zip" in refused(lambda: style.load("lie.zip", tmp_path))


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"no zip", b"\0" * 99])
def test_what_is_no_zip_is_a_message(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "salon.zip").write_bytes(data)
    words = refused(lambda: style.load("salon.zip", tmp_path))
    assert words.startswith("salon.zip: this zip cannot be read")


def test_a_zip_with_a_password_is_a_message(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archived:
        archived.writestr("style.toml", TOML)
    data = bytearray(file.getvalue())
    data[6] |= 1  # the bit for encryption, in both headers
    data[data.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "salon.zip").write_bytes(bytes(data))
    assert "cannot be read" in refused(lambda: style.load("salon.zip", tmp_path))


def test_a_package_brings_a_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"style.toml": TOML, "__init__.py": "", "templates/colophon.xhtml.j2": "<section/>"}
    written(tmp_path / "salons", files)
    module = ModuleType("salons")
    module.__path__ = [str(tmp_path / "salons")]
    entry = EntryPoint("salon", "salons", layers.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [entry])
    monkeypatch.setitem(__import__("sys").modules, "salons", module)
    assert style.installed() == ("salon",)
    own = style.load("salon", tmp_path / "book")
    assert own.settings.description == "From a zip"
    assert own.foreign


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("p { background: url(https://x.example/a.png) }", "“url(https://x.example/a.png”"),
        ("\n@import 'other.css';", "mine/print.css:2: “@import”"),
        ("p { background: url( '//x.example/a' ) }", "loads what is not in the style"),
        ("p { background: url(file:///etc/passwd) }", "loads what is not in the style"),
        ("p { background: URL(data:image/png;base64,AA) }", "loads what is not in the style"),
        ("@font-face { src: url(../x.ttf) }", "loads what is not in the style"),
        ("p { background: image-set('a.png' 1x) }", "loads what is not in the style"),
    ],
)
def test_css_loads_nothing(tmp_path: Path, css: str, words: str) -> None:
    written(tmp_path / "mine", {"style.toml": TOML, "print.css": css})
    assert words in refused(lambda: style.load("mine", tmp_path))


def test_css_may_use_what_is_in_the_style(tmp_path: Path) -> None:
    css = (
        '/* url(http://x) @import */ p { background: url("style/a.svg") url(#b) url(fonts/x.ttf) }'
    )
    written(tmp_path / "mine", {"style.toml": TOML, "print.css": css, "pictures/a.svg": "<svg/>"})
    assert "style/a.svg" in style.load("mine", tmp_path).assets


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g onload="x()"/>',
        '<image href="https://x.example/a.png"/>',
        '<style>@import "x"</style>',
        '<rect style="fill: url(https://x.example/a)"/>',
        "<foreignObject/>",
    ],
)
def test_a_picture_runs_and_loads_nothing(tmp_path: Path, inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    written(tmp_path / "mine", {"style.toml": TOML, "pictures/a.svg": svg})
    assert "runs or loads something" in refused(lambda: style.load("mine", tmp_path))


def test_what_a_zip_may_hold_has_bounds() -> None:
    assert archive.LARGEST_SUM <= 200_000_000
