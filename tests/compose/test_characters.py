"""Letters that no font of the style has: what is said of them, and the fonts that machines have."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from anthology import compose, style
from anthology.book import Body, Book, Part, Review
from anthology.config import BookTable, Settings
from anthology.report import Place, Problem, Severity, grouped
from anthology.style.fonts import installed
from anthology.style.fonts.scripts import by_script

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
JAPANESE = "この映画はとても静かで、そして長い。"


def font(path: Path, family: str, characters: str) -> None:
    """A font file whose every letter is a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    names = [".notdef", *(f"u{ord(c):04x}" for c in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04x}" for c in characters})
    builder.setupGlyf({name: pen.glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the machine keeps its fonts."""
    folder = tmp_path / "share" / "fonts"
    folder.mkdir(parents=True)
    monkeypatch.setattr(installed, "FOLDERS", (folder,))
    return folder


def book(**texts: str) -> Book:
    reviews = tuple(
        Review(
            name, Place(f"{name}.md"), name.title(), Body(f"<p>{text}</p>", strange={text[-1]: 7})
        )
        for name, text in texts.items()
    )
    return Book("A Book", "a-book", (Part("part", "", reviews),))


def problems(made: Book, edition: str = "print", *, release: bool = False) -> list[Problem]:
    classic = style.load("classic", Path())
    settings = Settings(book=BookTable(title="A Book", release=release))
    _, found = compose.compose(made, classic, settings, edition)
    return [
        problem for problem in found if "letters" in problem.message or "font" in problem.message
    ]


def test_each_script_is_named_once_with_the_font_to_install(fonts: Path) -> None:
    assert fonts
    words = "A long enough text about a film in which one word is written so, and no other: "
    found = problems(book(**dict.fromkeys("abcdef", words + JAPANESE[:2])))
    assert {problem.severity for problem in found} == {Severity.WARNING}
    (group,) = grouped(found)
    assert str(group.first.place) == "a.md:7"
    assert len(group.others) == 5
    assert "no font of the style has Japanese letters: 2 kinds, such as “こ” (U+3053" in (
        group.first.message
    )
    assert "Install Noto Serif CJK JP (“apt install fonts-noto-cjk”)" in group.first.hint


def test_the_figures_of_lists_are_letters_too(fonts: Path) -> None:
    assert fonts
    listed = book(a="A list.")
    body = Body('<ol style="list-style-type: thai"><li>One.</li></ol>')
    (part,) = listed.parts
    numbered = replace(part, reviews=(replace(part.reviews[0], body=body),))
    (found,) = problems(replace(listed, parts=(numbered,)))
    assert "no font of the style has Thai letters: 10 kinds, such as “๐”" in found.message


def test_boxes_are_no_book(fonts: Path) -> None:
    assert fonts
    found = problems(
        book(a=4 * JAPANESE, b="Only one word (ja: 映) of many is lacking in this text.")
    )
    assert [(p.place.path, p.severity) for p in found] == [
        ("a.md", Severity.ERROR), ("b.md", Severity.WARNING),
    ]  # fmt: skip


def test_a_release_waits_for_letters(fonts: Path) -> None:
    assert fonts
    made = book(a="One Thai letter, ก, in a text that is not Thai.")
    assert [p.severity for p in problems(made, release=True)] == [Severity.ERROR]
    assert [p.severity for p in problems(made)] == [Severity.WARNING]
    assert [p.severity for p in problems(made, "epub", release=True)] == [Severity.NOTE]


@pytest.mark.parametrize("edition", ["epub", "print", "screen"])
def test_a_font_of_the_machine_is_used_and_named(fonts: Path, edition: str) -> None:
    file = fonts / "noto" / "NotoSerifThai-Regular.ttf"
    font(file, "Noto Serif Thai", "กขค")
    font(fonts / "other" / "AnotherThai.ttf", "Another Thai", "กขค")
    made = book(a="One Thai letter, ก, in a text that is not Thai.")
    (remark,) = problems(made, edition)
    assert remark.severity is Severity.NOTE
    assert remark.message == f"Thai letters are set in Noto Serif Thai, from {file}"
    classic = style.load("classic", Path())
    composed, _ = compose.compose(made, classic, Settings(), edition)
    assert [f.path for f in composed.fonts if "Thai" in f.family] == [
        "fonts/NotoSerifThai-Regular.ttf"
    ]
    assert composed.assets["fonts/NotoSerifThai-Regular.ttf"].data == file.read_bytes()
    assert 'font-family: "EB Garamond"' in composed.css
    assert '"Noto Serif Thai"' in composed.css.partition("html { font-family")[2].partition("}")[0]


def test_a_font_that_is_not_listed_is_not_used(fonts: Path) -> None:
    font(fonts / "AnotherThai.ttf", "Noto Serif Thai", "กขค")
    (problem,) = problems(book(a="One Thai letter, ก, in a text that is not Thai."))
    assert problem.severity is Severity.WARNING


def test_a_package_may_bring_fonts(
    fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = tmp_path / "site"
    shutil.copytree(EXAMPLES / "anthology-fonts-cjk", example)
    metadata = example / "anthology_fonts_cjk-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: anthology-fonts-cjk\n")
    (metadata / "entry_points.txt").write_text(
        "[anthology.fonts]\ncjk = anthology_fonts_cjk:FOLDER\n"
    )
    monkeypatch.syspath_prepend(str(example))
    made = book(a=4 * JAPANESE)
    assert [p.severity for p in problems(made)] == [Severity.ERROR]
    installed._there.cache_clear()
    file = example / "anthology_fonts_cjk" / "fonts" / "NotoSerifCJK-Regular.ttc"
    font(file, "Noto Serif CJK JP", "".join(sorted({*JAPANESE})))
    (remark,) = problems(made)
    assert remark.message == f"Japanese letters are set in Noto Serif CJK JP, from {file}"
    system = fonts / "NotoSerifCJK-Regular.ttc"
    installed._there.cache_clear()
    shutil.copy(file, system)
    assert problems(made)[0].message.endswith(str(system))


def test_a_language_is_taken_out_of_a_large_font(fonts: Path) -> None:
    file = fonts / "NotoSerifCJK-Regular.ttc"
    font(file, "Noto Serif CJK JP", "映画한𠮷")
    made = book(a="A word (映𠮷) of another language in a text that is long enough, in English.")
    japanese = replace(made, parts=(replace(made.parts[0], reviews=tuple(
        replace(review, lang="ja") for review in made.reviews)),))  # fmt: skip
    composed, _ = compose.compose(japanese, style.load("classic", Path()), Settings(), "print")
    (path,) = [f.path for f in composed.fonts if "CJK" in f.family]
    face = uharfbuzz.Face(composed.assets[path].data)
    assert set(map(chr, face.unicodes)) == set("映画𠮷")  # those of Shift_JIS, and of the text


@pytest.mark.parametrize(
    ("text", "lang", "scripts"),
    [
        ("映の", "en", {"Japanese": "映の"}),
        ("映", "en", {"Chinese": "映"}),
        ("映", "ja", {"Japanese": "映"}),
        ("映", "zh-TW", {"traditional Chinese": "映"}),
        ("映", "zh-Hant-HK", {"traditional Chinese": "映"}),
        ("映한", "en", {"Korean": "映한"}),
        ("कกა", "en", {"Devanagari": "क", "Thai": "ก", "Georgian": "ა"}),
        ("𐎠", "en", {"": "𐎠"}),
    ],
)
def test_characters_by_script(text: str, lang: str, scripts: Mapping[str, str]) -> None:
    found = by_script(text, lang)
    assert {script.name if script else "": own for script, own in found.items()} == scripts
