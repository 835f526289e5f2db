"""The `[[source]]` of an import: written where nobody else wrote, and shown elsewhere."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import exports
import posts
import pytest
from exports import run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


@pytest.fixture
def goodreads(tmp_path: Path) -> Path:
    return exports.unpacked(tmp_path / "g", {"goodreads.csv": exports.GOODREADS})


@pytest.fixture
def wordpress(tmp_path: Path) -> Path:
    return exports.unpacked(tmp_path / "w", {"site.xml": posts.WORDPRESS})


def sources(project: Path) -> list[dict[str, Any]]:
    found = tomllib.loads((project / "anthology.toml").read_text("utf-8"))["source"]
    assert isinstance(found, list)
    return found


BOOKS = {"path": "manuscripts/goodreads", "reviewer": "Ann Lee", "kind": "book"}
POSTS = {"path": "manuscripts/wordpress"}


def test_a_missing_file_is_written(project: Path, goodreads: Path, wordpress: Path) -> None:
    out = run("import", goodreads, project, "--reviewer", "Ann Lee")[1]
    assert "anthology.toml has a [[source]] for manuscripts/goodreads\n" in out
    run("import", wordpress, project)
    assert sources(project) == [BOOKS, POSTS]
    before = (project / "anthology.toml").read_bytes()
    out = run("import", goodreads, project, "--reviewer", "Ann Lee")[1]
    assert "[[source]]" not in out
    assert (project / "anthology.toml").read_bytes() == before
    code, _, err = run("build", project, "--edition", "epub")
    assert code == 0, err


@pytest.mark.parametrize("options", [(), ("--kind", "book"), ("--style", "guide")])
def test_the_file_of_a_new_project_gets_it(
    tmp_path: Path, goodreads: Path, wordpress: Path, options: tuple[str, ...]
) -> None:
    project = tmp_path / "ann-s_films"
    assert run("new", project, *options)[0] == 0
    before = (project / "anthology.toml").read_text("utf-8")
    run("import", goodreads, project, "--reviewer", "Ann Lee")
    run("import", wordpress, project)
    assert (project / "anthology.toml").read_text("utf-8").startswith(before)
    assert sources(project) == [BOOKS, POSTS]


@pytest.mark.parametrize("text", ['[book]\ntitle = "Mine"\n', "# Mine\n", "not TOML", ""])
def test_what_a_person_wrote_stays(project: Path, goodreads: Path, text: str) -> None:
    (project / "anthology.toml").write_text(text, "utf-8")
    out = run("import", goodreads, project, "--reviewer", "Ann Lee")[1]
    assert (project / "anthology.toml").read_text("utf-8") == text
    assert (
        '    path = "manuscripts/goodreads"\n    reviewer = "Ann Lee"\n    kind = "book"\n' in out
    )


def test_what_a_person_added_stays(project: Path, goodreads: Path, wordpress: Path) -> None:
    run("import", goodreads, project)
    file = project / "anthology.toml"
    file.write_text(file.read_text("utf-8") + '\n[book]\ntitle = "Mine"\n', "utf-8")
    before = file.read_bytes()
    assert "For anthology.toml, which you wrote:\n" in run("import", wordpress, project)[1]
    assert file.read_bytes() == before


@pytest.mark.parametrize("path", ["manuscripts/goodreads", "./manuscripts/goodreads/**"])
def test_a_table_that_is_there_is_not_shown(project: Path, goodreads: Path, path: str) -> None:
    text = f'[[source]]\npath = "{path}"\n'
    (project / "anthology.toml").write_text(text, "utf-8")
    assert "[[source]]" not in run("import", goodreads, project, "--reviewer", "Ann Lee")[1]


def test_a_link_is_not_written_through(tmp_path: Path, project: Path, goodreads: Path) -> None:
    (project / "anthology.toml").symlink_to(tmp_path / "elsewhere.toml")
    run("import", goodreads, project)
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_trial_and_programs(project: Path, goodreads: Path) -> None:
    out = run("import", goodreads, project, "--dry-run", "--json")[1]
    found = json.loads(out)
    assert (found["settings_written"], list(project.iterdir())) == (False, [])
    assert tomllib.loads(found["settings"])["source"][0]["path"] == "manuscripts/goodreads"
    assert json.loads(run("import", goodreads, project, "--json")[1])["settings_written"]


def test_setup_replaces_the_file_of_imports(project: Path, goodreads: Path) -> None:
    run("import", goodreads, project, "--reviewer", "Ann Lee")
    code, out, err = run("setup", project, "--yes")
    assert code == 0, err
    assert "is written: each setting with its reason." in out
    text = (project / "anthology.toml").read_text("utf-8")
    assert text.startswith("# Proposed by")
    run("import", goodreads, project, "--reviewer", "Ann Lee")
    assert (project / "anthology.toml").read_text("utf-8") == text
