"""The next export of an account brings the files up to date and spares what an editor did."""

from __future__ import annotations

import json
from pathlib import Path

import exports
import posts
import pytest
from exports import listed, run

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"


def row(number: int, text: str, name: str = "Film") -> str:
    return f"2024-05-{number:02},{name} {number},1922,https://boxd.it/a{number},4,,{text},,\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def imported(project: Path, *rows: str) -> dict[str, str]:
    """The state of each file after an export with these rows was imported."""
    source = project.parent / "reviews.csv"
    source.write_text(HEAD + "".join(rows), "utf-8")
    code, out, err = run("import", source, project, "--json")
    assert code == 0, err
    return {each["file"]: each["state"] for each in json.loads(out)["reviews"]}


def text_of(project: Path, name: str) -> str:
    return (project / "manuscripts" / "letterboxd" / name).read_text("utf-8")


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / "manuscripts" / "letterboxd" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_what_did_not_change_is_not_written(project: Path) -> None:
    assert imported(project, row(1, "One.")) == {"film-1-1922.md": "new"}
    path = project / "manuscripts" / "letterboxd" / "film-1-1922.md"
    before = path.stat().st_mtime_ns
    assert imported(project, row(1, "One.")) == {"film-1-1922.md": "same"}
    assert path.stat().st_mtime_ns == before


def test_each_side_may_change(project: Path) -> None:
    imported(project, *(row(n, "Old.") for n in range(1, 6)))
    edit(project, "film-2-1922.md", "Old.", "Edited.")
    edit(project, "film-3-1922.md", "Old.", "Mine.")
    (project / "manuscripts" / "letterboxd" / "film-4-1922.md").unlink()
    found = imported(
        project, row(1, "New."), row(2, "Old."), row(3, "New."), row(4, "New."), row(6, "Six.")
    )
    assert found == {
        "film-1-1922.md": "changed",
        "film-2-1922.md": "edited",
        "film-3-1922.md": "conflict",
        "film-4-1922.md": "deleted",
        "film-6-1922.md": "new",
    }
    assert "New." in text_of(project, "film-1-1922.md")
    assert "Edited." in text_of(project, "film-2-1922.md")
    assert "Mine." in text_of(project, "film-3-1922.md")
    beside = text_of(project, "film-3-1922-from-the-export.md")
    assert "New." in beside
    assert "draft: yes" in beside
    assert "Old." in text_of(project, "film-5-1922.md")  # no longer in the export, and kept
    files = sorted(path.name for path in (project / "manuscripts" / "letterboxd").glob("*.md"))
    assert "film-4-1922.md" not in files
    assert set(listed(project)) == set(files) - {"film-3-1922-from-the-export.md"}


@pytest.mark.parametrize(
    ("files", "untouched", "edited"),
    [
        ({"g.csv": exports.GOODREADS}, ("First.", "kokoro-1914"), ("No rating", "emma-1815")),
        ({"w.xml": posts.WORDPRESS}, ("Second line.", "post-1"), ("Said.", "post-2")),
        ({"g.json": posts.GHOST}, ("<p>Two</p>", "first"), ("Plain ", "third")),
        (posts.SUBSTACK, ("<p>Text.", "first-one"), ("Paid text.", "paid")),
    ],
)
def test_each_kind_of_export(
    tmp_path: Path,
    project: Path,
    files: dict[str, str],
    untouched: tuple[str, str],
    edited: tuple[str, str],
) -> None:
    def states(number: int, *changed: str) -> dict[str, str]:
        text = dict(files)
        for words in changed:
            text = {name: each.replace(words, f"{words} Anew.") for name, each in text.items()}
        source = exports.unpacked(tmp_path / str(number), text)
        code, out, err = run("import", source, project, "--json")
        assert code == 0, err
        found = {Path(each["file"]).stem: each for each in json.loads(out)["reviews"]}
        assert len(found) == len(json.loads(out)["reviews"])
        return {name: found[name]["state"] for name in (untouched[1], edited[1])}

    states(0)
    (mine,) = project.rglob(f"{edited[1]}.*")
    mine.write_text(mine.read_text("utf-8") + "\nMine.\n", "utf-8")
    before = {path.name for path in project.rglob("*.*")}
    assert list(states(1, untouched[0]).values()) == ["changed", "edited"]
    assert list(states(2, untouched[0], edited[0]).values()) == ["same", "conflict"]
    assert mine.read_text("utf-8").endswith("\nMine.\n")
    (beside,) = {path.name for path in project.rglob("*.*")} - before
    assert beside.startswith(f"{edited[1]}-from-the-export")


def test_a_conflict_is_reported_once(project: Path) -> None:
    imported(project, row(1, "Old."))
    edit(project, "film-1-1922.md", "Old.", "Mine.")
    assert imported(project, row(1, "New.")) == {"film-1-1922.md": "conflict"}
    assert imported(project, row(1, "New.")) == {"film-1-1922.md": "edited"}


def test_a_moved_file_is_found_by_its_id(project: Path) -> None:
    imported(project, row(1, "Old."))
    folder = project / "manuscripts" / "letterboxd"
    (folder / "films").mkdir()
    (folder / "film-1-1922.md").rename(folder / "films" / "another-name.md")
    assert imported(project, row(1, "New.")) == {"films/another-name.md": "changed"}
    assert [path.name for path in folder.rglob("*.md")] == ["another-name.md"]


def test_without_its_record_nothing_is_doubled_or_lost(project: Path) -> None:
    imported(project, row(1, "One."), row(2, "Two."))
    (project / "manuscripts" / "letterboxd" / ".imported.json").unlink()
    edit(project, "film-2-1922.md", "Two.", "Mine.")
    assert imported(project, row(1, "One."), row(2, "Two.")) == {
        "film-1-1922.md": "same",
        "film-2-1922.md": "conflict",
    }


def test_a_damaged_record_is_named(project: Path) -> None:
    imported(project, row(1, "One."))
    (project / "manuscripts" / "letterboxd" / ".imported.json").write_text("{", "utf-8")
    code, _, err = run("import", project.parent / "reviews.csv", project)
    assert code == 1
    assert ".imported.json: error: this record of the last import cannot be read" in err


def test_a_text_that_only_html_can_say_changes_its_file(project: Path) -> None:
    imported(project, row(1, "One."))
    assert imported(project, row(1, "[[one]] ==two==")) == {"film-1-1922.html": "changed"}
    folder = project / "manuscripts" / "letterboxd"
    assert [path.name for path in sorted(folder.glob("film*"))] == ["film-1-1922.html"]


def test_several_viewings_and_equal_names(project: Path) -> None:
    same = "2024-05-01,Film,1922,https://boxd.it/b{n},4,,Text {n}.,,\n"
    rows = [same.format(n=n) for n in (1, 2, 3)]
    assert list(imported(project, *rows, rows[0])) == [
        "film-1922.md", "film-1922-2024-05-01.md", "film-1922-2.md",
    ]  # fmt: skip
    assert set(imported(project, *rows).values()) == {"same"}


@pytest.mark.parametrize(
    ("options", "files"),
    [
        (("--rating", "4+"), {"nosferatu-1922.md", "nosferatu-1922-2024-06-01.md"}),
        (("--rating", "0.5-2"), {"zhizn-1952.md", "emile-a-life-2001.md"}),
        (("--rating", "2-0"), {"zhizn-1952.md", "emile-a-life-2001.md"}),
        (("--rating", "★★★★½"), {"nosferatu-1922.md"}),
        (("--rating", ">=4,5"), {"nosferatu-1922.md", "nosferatu-1922-2024-06-01.md"}),
        (("--since", "2024-06-05"), {"emile-a-life-2001.md"}),
        (("--tag", "Silent"), {"nosferatu-1922.md"}),
        (("--kind", "book"), set()),
        (("--limit", "2"), {"zhizn-1952.md", "emile-a-life-2001.md"}),
    ],
)
def test_choices(tmp_path: Path, project: Path, options: tuple[str, ...], files: set[str]) -> None:
    source = exports.zipped(tmp_path / "export.zip", exports.LETTERBOXD)
    code, _, err = run("import", source, project, *options)
    assert code == 0, err
    assert {path.name for path in project.rglob("*.md")} == files


def test_the_table_comes_first_and_a_trial_writes_nothing(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "export.zip", exports.LETTERBOXD)
    code, out, _ = run("import", source, project, "--dry-run")
    assert code == 0
    assert out.startswith("Letterboxd: 5 reviews by Ann Lee\n        5  new\nNot taken\n")
    assert "        1  without a text\n" in out
    assert "        1  deleted on the site\n" in out
    assert "  nosferatu-1922.md  Nosferatu (4.5/5, 2024-05-17)\n" in out
    assert out.endswith("Nothing was written (--dry-run).\n")
    assert not list(project.iterdir())


def test_two_people_have_two_folders(tmp_path: Path, project: Path) -> None:
    source = tmp_path / "g.csv"
    source.write_text(exports.GOODREADS, "utf-8")
    run("import", source, project, "--reviewer", "Ann Lee")
    source.write_text(exports.GOODREADS.replace("First.", "I say.").replace("No r", "R"), "utf-8")
    assert run("import", source, project, "--reviewer", "Bo Ek")[0] == 0
    names = sorted(path.parent.name for path in project.rglob("kokoro-1914.*"))
    assert names == ["goodreads", "goodreads-bo-ek"]


def test_a_corrected_name_changes_the_files(tmp_path: Path, project: Path) -> None:
    source = tmp_path / "g.csv"
    source.write_text(exports.GOODREADS, "utf-8")
    run("import", source, project, "--reviewer", "Ann Le")
    assert run("import", source, project, "--reviewer", "Ann Lee")[0] == 0
    (path,) = project.rglob("kokoro-1914.*")
    assert "reviewer: Ann Lee\n" in path.read_text("utf-8")


def test_an_export_without_texts_says_what_to_do(tmp_path: Path, project: Path) -> None:
    (tmp_path / "i.csv").write_text(exports.IMDB, "utf-8")
    assert "--without-text takes the ratings" in run("import", tmp_path / "i.csv", project)[1]


def test_a_reviewer_is_named_once(tmp_path: Path, project: Path) -> None:
    source = tmp_path / "g.csv"
    source.write_text(exports.GOODREADS, "utf-8")
    run("import", source, project, "--reviewer", "Ann Lee")
    assert "2  as before" in run("import", source, project)[1]
