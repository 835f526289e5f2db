"""A style loads whole, falls back file by file, and its mistakes are reported."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from anthology import compose, style
from anthology.book import Book, Part
from anthology.config import Settings
from anthology.load.clean import allowed
from anthology.report import Refused
from anthology.style.fonts import coverage
from anthology.text.built_in import BUILT_IN


def folder(root: Path, **files: str) -> Path:
    made = root / "mine"
    made.mkdir()
    for name, text in files.items():
        path = made / name.replace("__", "/").replace("_css", ".css").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return made


def refused(root: Path, name: str = "mine") -> list[str]:
    with pytest.raises(Refused) as caught:
        style.load(name, root)
    return [f"{p.place}: {p.message} {p.hint}" for p in caught.value.problems]


def test_classic_has_its_fonts_and_their_licences(tmp_path: Path) -> None:
    classic = style.load("classic", tmp_path)
    for font in classic.fonts:
        assert classic.assets[font.path].data[:4] in {b"\0\1\0\0", b"OTTO"}
        family = Path(font.path).stem.split("-")[0]
        licence = BUILT_IN / "classic" / "fonts" / f"{family}-OFL.txt"
        assert "SIL Open Font License" in licence.read_text("utf-8").replace("SIL OPEN", "SIL Open")
    faces = {(f.weight, f.style) for f in classic.fonts if f.family == "EB Garamond"}
    assert faces == {(400, "normal"), (400, "italic"), (700, "normal"), (700, "italic")}


def test_classic_stays_small() -> None:
    files = (BUILT_IN / "classic").rglob("*")
    assert sum(f.stat().st_size for f in files if f.is_file()) < 4_000_000


def test_shipped_coverage_is_what_the_fonts_hold(tmp_path: Path) -> None:
    kept = json.loads((BUILT_IN / "classic/fonts/coverage.json").read_text("utf-8"))
    classic = style.load("classic", tmp_path)
    for font in classic.fonts:
        data = classic.assets[font.path].data
        ranges = tuple(map(tuple, kept[hashlib.sha256(data).hexdigest()]))
        assert ranges == coverage.read(data)


def test_missing_characters_are_named(tmp_path: Path) -> None:
    classic = style.load("classic", tmp_path)
    assert classic.missing("Naïve “Łódź” Пётр Ελένη Đặng ★★★½ ⭐ ⚔️ 👨‍👩‍👧 שלום سلام") == ()
    assert classic.missing("한국 and 日本, twice 日本") == ("日", "本", "국", "한")


def test_a_style_of_ones_own_falls_back_file_by_file(tmp_path: Path) -> None:
    folder(tmp_path, print_css="p { color: black }", style_toml='first_words = "plain"\n')
    mine, classic = style.load("mine", tmp_path), style.load("classic", tmp_path)
    assert mine.css("print.css") == "p { color: black }"
    assert mine.css("common.css") == classic.css("common.css")
    assert mine.templates == classic.templates
    assert mine.fonts == classic.fonts
    assert (mine.settings.first_words, mine.settings.contents_depth) == ("plain", 2)


def test_a_template_of_ones_own_is_used(tmp_path: Path) -> None:
    folder(tmp_path, **{"templates__part.xhtml.j2": "<section>mine</section>"})
    mine = style.load("mine", tmp_path)
    assert mine.templates["part.xhtml.j2"] == "<section>mine</section>"
    assert mine.templates["review.xhtml.j2"].startswith("{% import")


def test_a_template_that_nothing_uses_is_a_mistake(tmp_path: Path) -> None:
    folder(tmp_path, **{"templates__reviews.xhtml.j2": ""})
    assert "Did you mean “review.xhtml.j2”?" in refused(tmp_path)[0]


def test_its_own_text_face_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    made = folder(tmp_path, style_toml='[[font]]\nfamily = "Mine"\nfile = "fonts/Mine.ttf"\n')
    (made / "fonts").mkdir()
    source = BUILT_IN / "classic/fonts/LibertinusMono-Regular.ttf"
    (made / "fonts/Mine.ttf").write_bytes(source.read_bytes())
    mine = style.load("mine", tmp_path)
    assert mine.families[0] == "Mine"
    assert mine.families[-1] == "EB Garamond"  # for scripts that its own face lacks
    assert "Noto Emoji" in mine.families
    assert mine.missing("ж漢") == ("漢",)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"style_toml": "openngs = 'any'"}, "Did you mean “openings”?"),
        (
            {"style_toml": "\nopenings = 'left'"},
            "mine/style.toml:2: “openings” cannot be “left”; choose one of: recto, any, auto",
        ),
        (
            {"style_toml": "[page]\nleeding = '12pt'"},
            "style.toml:2: unknown key “leeding” in [page]",
        ),
        ({"style_toml": "[page]\nleading = '12'"}, "“12” is not a length; write it like"),
        ({"style_toml": "[page]\nleading = '-12pt'"}, "“-12pt” is not a length; write it like"),
        ({"style_toml": "[page]\nmargins = '1in 1in'"}, "write four lengths: top, outer, bottom"),
        ({"style_toml": "[page]\nmeasure = 'wide'"}, "“wide” is not a length"),
        (
            {"style_toml": "[colour]\naccent = 'red'"},
            "“red” is not a colour; write it like",
        ),
        ({"style_toml": "leading = '12pt'"}, "It belongs under [page]."),
        ({"style_toml": "extends = 'clasic'"}, "style.toml:1: there is no style “clasic”"),
        ({"style_toml": "extends = '../../etc'"}, "leads out of the folder of styles"),
        ({"style_toml": "extends = 'mine'"}, "extend one another: “mine” → “mine”"),
        ({"style_toml": "a = 1\nb = ]\n"}, "style.toml:2: this is not valid TOML"),
        (
            {"style_toml": "[[font]]\nfamily='A'\nfile='fonts/A.ttf'"},
            "mine/style.toml:1: the font “fonts/A.ttf” is missing, or not a TTF, OTF or WOFF2",
        ),
        ({"style_toml": "[[font]]\nfamily='A'"}, "[[font]] needs a “file”"),
        ({"style_toml": "[[font]]\nfamly='A'\nfile='A.ttf'"}, "Did you mean “family”?"),
    ],
)
def test_mistakes_are_reported(tmp_path: Path, files: dict[str, str], words: str) -> None:
    folder(tmp_path, **files)
    assert any(words in each for each in refused(tmp_path)), refused(tmp_path)


def test_an_unknown_style_names_those_there_are(tmp_path: Path) -> None:
    assert "Did you mean “classic”?" in refused(tmp_path, "clasic")[0]


def test_a_styles_files_lie_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("/* secret */")
    own = tmp_path / "book" / "styles" / "mine"
    (own / "pictures").mkdir(parents=True)
    (own / "print.css").symlink_to("../../../secret.css")
    os.mkfifo(own / "pictures" / "x.png")
    with pytest.raises(Refused) as caught:
        style.load("mine", tmp_path / "book")
    assert [p.place.path for p in caught.value.problems] == [
        "mine/pictures/x.png",
        "mine/print.css",
    ]


def test_a_template_runs_nothing(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "templates"
    own.mkdir(parents=True)
    lure = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    (own / "title-page.xhtml.j2").write_text(f"<section>{lure}</section>")
    book = Book("B", "b", (Part("part", "", ()),))
    with pytest.raises(Refused) as caught:
        compose.compose(book, style.load("mine", tmp_path), Settings(), "epub")
    assert "unsafe" in caught.value.problems[0].message


# Taken away or changed when the text is read or composed, or with nothing to show.
WITHOUT_CSS = {"cross-reference", "footnote-backref", "footnote-ref", "formula", "index"}


@pytest.mark.parametrize("book", ["print.css", "epub.css"])
def test_what_authors_may_mark_is_shown_in_both_books(book: str) -> None:
    css = (BUILT_IN / "classic" / "common.css").read_text() + (
        BUILT_IN / "classic" / book
    ).read_text()
    styled = set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", css))
    kept = set(allowed.ALIGNMENTS.values()).union(*allowed.CLASSES.values())
    in_notes = {"notes"} if book == "print.css" else set()  # they stand at the foot
    assert kept - styled - WITHOUT_CSS - in_notes == set()
