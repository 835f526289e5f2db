"""`anthology styles`, `specimen` and `new`, and `--style` from where the user stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anthology.cli import app
from anthology.cli.options import style_here
from anthology.scaffold import SAMPLES
from anthology.style import load


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return done.output


def own_style(folder: Path) -> Path:
    folder.mkdir(parents=True)
    folder.joinpath("style.toml").write_text('extends = "classic"\ndescription = "Mine & theirs"\n')
    return folder


def test_styles_are_listed_with_their_reason_and_faces() -> None:
    shown = run("styles")
    assert "classic" in shown
    assert "EB Garamond" in shown
    (classic,) = (each for each in json.loads(run("styles", "--json")) if each["name"] == "classic")
    assert classic["faces"] == ["EB Garamond"]
    assert classic["description"]


def test_an_unknown_style_is_named() -> None:
    done = CliRunner().invoke(app, ["styles", "clasic"])
    assert done.exit_code == 1
    assert "Did you mean “classic”?" in done.output


@pytest.mark.slow
def test_a_page_has_pictures_of_each_style(tmp_path: Path) -> None:
    own_style(tmp_path / "mine")
    page = tmp_path / "styles.html"
    run("styles", str(tmp_path / "mine"), "--html", str(page))
    text = page.read_text("utf-8")
    assert "Mine &amp; theirs" in text
    assert text.count("data:image/jpeg;base64,") >= 9  # the cover and pages of each kind


@pytest.mark.slow
def test_a_specimen_is_both_books(tmp_path: Path) -> None:
    style = own_style(tmp_path / "mine")
    run("specimen", "--style", str(style), "-o", str(tmp_path / "out"))
    names = sorted(path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".json")
    assert names == ["one-of-everything.epub", "one-of-everything.pdf"]


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_new_book_has_a_sample_of_its_kind(tmp_path: Path, kind: str) -> None:
    run("new", str(tmp_path / "book"), "--kind", kind, "--style", "classic")
    settings = (tmp_path / "book/anthology.toml").read_text("utf-8")
    assert '\n[style]\nname = "classic"\n' in settings
    (review,) = (tmp_path / "book/manuscripts").iterdir()
    assert f"\n{kind}: " in review.read_text("utf-8")
    assert kind in run("list", str(tmp_path / "book"), "--json")


def test_a_new_book_has_a_copy_of_a_style_of_ones_own(tmp_path: Path) -> None:
    style = own_style(tmp_path / "mine")
    run("new", str(tmp_path / "book"), "--style", str(style))
    assert 'name = "mine"' in (tmp_path / "book/anthology.toml").read_text("utf-8")
    assert (tmp_path / "book/styles/mine/style.toml").is_file()
    assert load("mine", tmp_path / "book").settings.description == "Mine & theirs"


def test_a_new_book_has_no_style_that_is_not_there(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["new", str(tmp_path / "book"), "--style", "clasic"])
    assert done.exit_code == 1
    assert not (tmp_path / "book").exists()


def test_a_path_counts_from_where_the_user_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = own_style(tmp_path / "here" / "mine")
    (tmp_path / "here" / "guides").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert style_here("mine") == str(style)
    assert style_here("./mine/") == str(style)
    assert style_here("classic") == "classic"
    assert style_here("guides") == "guides"  # a folder, but no style
    assert style_here("theirs") == "theirs"
    assert not style_here("")
