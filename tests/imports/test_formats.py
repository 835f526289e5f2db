"""How the format of an export is recognised, and how another package adds one."""

from __future__ import annotations

import importlib.metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import exports
import posts
import pytest
from exports import run

from anthology.book import Work
from anthology.imports import Order, formats, prepare
from anthology.imports.model import Files, Importer, Member, Reading, Record
from anthology.imports.texts.blocks import Text
from anthology.report import Refused


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def read_diary(files: Files, paths: tuple[str, ...]) -> Reading:
    lines = files.read(paths[0]).decode().splitlines()[1:]
    return Reading(
        tuple(Record(line, Work(line), text=Text(f"<p>On {line}.</p>")) for line in lines)
    )


DIARY = Importer("diary", "Diary", lambda member: member.head.startswith("DIARY"), read_diary)


def test_a_format_of_another_package(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = EntryPoint("diary", "test_formats:DIARY", formats.GROUP)
    others = importlib.metadata.entry_points
    monkeypatch.setattr(
        "importlib.metadata.entry_points",
        lambda group: [entry] if group == formats.GROUP else others(group=group),
    )
    formats.installed.cache_clear()
    (tmp_path / "d.txt").write_text("DIARY\nSlow Water\nKokoro\n", "utf-8")
    assert run("import", tmp_path / "d.txt", project)[0] == 0
    text = (project / "manuscripts" / "diary" / "kokoro.md").read_text("utf-8")
    assert text == "---\nid: diary Kokoro\nwork: Kokoro\n---\n\nOn Kokoro.\n"
    formats.installed.cache_clear()


def test_a_package_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("diary", "nowhere_at_all:DIARY", formats.GROUP)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [entry])
    formats.installed.cache_clear()
    with pytest.raises(Refused, match="the importer “diary” of the package"):
        formats.every()
    formats.installed.cache_clear()


@pytest.mark.parametrize(
    ("files", "name"),
    [
        (exports.LETTERBOXD, "letterboxd"),
        ({f"letterboxd-ann/{path}": text for path, text in exports.LETTERBOXD.items()},
         "letterboxd"),
        ({"__MACOSX/._reviews.csv": "x", "Export (3).csv": exports.GOODREADS}, "goodreads"),
        ({"a.csv": exports.STORYGRAPH}, "storygraph"),
        ({"a.csv": exports.BOOKWYRM}, "bookwyrm"),
        ({"a.csv": exports.IMDB}, "imdb"),
        ({"backup.xml": posts.WORDPRESS}, "wordpress"),
        ({"Takeout/Blogger/Blogs/x/feed.atom": posts.BLOGGER_NEW}, "blogger"),
        ({"anything.xml": posts.ATOM}, "feed"),
        ({"site/ghost.json": posts.GHOST}, "ghost"),
    ],
)  # fmt: skip
def test_formats_are_known_by_what_they_hold(
    tmp_path: Path, project: Path, files: dict[str, str], name: str
) -> None:
    assert prepare(Order(exports.zipped(tmp_path / "e.zip", files), project)).importer.name == name
    folder = exports.unpacked(tmp_path / "e", files)
    assert prepare(Order(folder, project)).importer.name == name


def test_two_exports_in_one_folder(tmp_path: Path, project: Path) -> None:
    files = {"a.csv": exports.GOODREADS, "b.csv": exports.BOOKWYRM}
    folder = exports.unpacked(tmp_path / "e", files)
    code, _, err = run("import", folder, project)
    assert code == 1
    assert "holds exports of Goodreads and BookWyrm" in err
    assert "--from goodreads" in err
    assert run("import", folder, project, "--from", "BookWyrm")[0] == 0
    assert [path.name for path in project.rglob("*.md")] == ["emma.md"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "<html></html>", "{}", "words"])
def test_what_is_no_export(tmp_path: Path, project: Path, text: str) -> None:
    (tmp_path / "x.csv").write_text(text, "utf-8")
    code, _, err = run("import", tmp_path / "x.csv", project)
    assert code == 1
    assert "is not an export that can be read here" in err
    assert "Known are Letterboxd, Goodreads" in err


def test_a_format_that_is_not_there(tmp_path: Path, project: Path) -> None:
    (tmp_path / "x.csv").write_text("a", "utf-8")
    code, _, err = run("import", tmp_path / "x.csv", project, "--from", "myspace")
    assert code == 1
    assert "no format is called “myspace”" in err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--rating", "good", "is not a rating"),
        ("--rating", "4/5", "is not a rating"),
        ("--since", "soon", "“soon” is not a date"),
        ("--since", "2024-13-45", "has a month that does not exist"),
        ("--since", "10/11/2020", "may be day and month or month and day"),
        ("--from", "goodreads", "is an export of Letterboxd, not of Goodreads"),
    ],
)
def test_options_that_say_nothing(
    tmp_path: Path, project: Path, option: str, value: str, words: str
) -> None:
    source = exports.zipped(tmp_path / "e.zip", exports.LETTERBOXD)
    code, _, err = run("import", source, project, option, value)
    assert code == 1
    assert words in err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--rating", "6+", "Their ratings go from 0.5/5 to 5/5."),
        ("--kind", "bananas", "Their kinds are film."),
        ("--tag", "loud", "Their tags are silent, vampires."),
        ("--since", "2025", "The newest is of 2024-06-05."),
    ],
)
def test_options_that_no_review_meets(
    tmp_path: Path, project: Path, option: str, value: str, words: str
) -> None:
    source = exports.zipped(tmp_path / "e.zip", exports.LETTERBOXD)
    code, out, err = run("import", source, project, option, value)
    assert code == 0
    assert f"warning: {option}" in err
    assert words in err
    assert "--without-text" not in out


def test_columns_that_mean_nothing_are_listed_once(tmp_path: Path, project: Path) -> None:
    text = exports.BOOKWYRM.replace("shelf_date", "shelf_date,mood", 1)
    (tmp_path / "x.csv").write_text(text, "utf-8")
    _, _, err = run("import", tmp_path / "x.csv", project, "-v")
    assert err.count("columns that mean nothing here, and were not read: mood") == 1


def test_members_have_names() -> None:
    assert Member("a/B.CSV", "").name == "b.csv"


@pytest.mark.parametrize("importer", formats.IMPORTERS, ids=lambda each: each.name)
def test_each_format_has_a_page_of_its_own(importer: Importer) -> None:
    docs = Path(__file__).parents[2] / "docs"
    assert f"(importing/{importer.name}.md)" in (docs / "importing.md").read_text("utf-8")
    page = (docs / "importing" / f"{importer.name}.md").read_text("utf-8")
    assert page.startswith("# Importing from ")
    assert "    anthology import " in page
