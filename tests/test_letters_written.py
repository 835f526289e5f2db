"""`anthology permissions`: letters are written, changed ones stay, who granted it has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anthology.cli import app

HEADER = "---\ntitle: On Jaws\nreviewer: {0}\nprivate_note: x-{0}\n---\nA shark.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "manuscripts").mkdir()
    for name in ("Ann Lee", "Tobias Renck"):
        path = tmp_path / "manuscripts" / f"{name}.md"
        path.write_text(HEADER.format(name), "utf-8")
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Late Shows"\n', "utf-8")
    return tmp_path


def permissions(project: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["permissions", str(project), *words])


def written(project: Path) -> dict[str, str]:
    return {
        path.name: path.read_text("utf-8") for path in (project / "books/letters").glob("*.txt")
    }


def test_letters_are_written_and_nothing_private_is_in_them(project: Path) -> None:
    result = permissions(project)
    assert result.exit_code == 0
    assert "Permission is open for 2 reviews." in result.output
    assert written(project).keys() == {"ann-lee.txt", "tobias-renck.txt"}
    assert "x-" not in "".join(written(project).values())


def test_a_letter_that_somebody_changed_stays(project: Path) -> None:
    permissions(project)
    (project / "books/letters/ann-lee.txt").write_text("Dear Ann!", "utf-8")
    (project / "anthology.toml").write_text('[book]\ntitle = "Matinees"\n', "utf-8")
    for _ in range(2):
        result = permissions(project)
        assert "Changed by somebody, and left so: ann-lee.txt" in result.output
        assert written(project)["ann-lee.txt"] == "Dear Ann!"
        assert "Matinees" in written(project)["tobias-renck.txt"]


def test_who_has_granted_it_is_not_asked_again(project: Path) -> None:
    with (project / "anthology.toml").open("a", encoding="utf-8") as settings:
        settings.write('[reviewers."Ann Lee"]\npermission = "granted"\n')
    result = permissions(project, "--dry-run")
    assert "Permission is open for 1 review." in result.output
    assert "Ann Lee" not in result.output
    assert not (project / "books").exists()


def test_the_projects_own_letter_is_taken(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates/letter.txt").write_text("Hello {{ holder }}", "utf-8")
    permissions(project)
    assert written(project)["ann-lee.txt"] == "Hello Ann Lee\n"


def test_a_mistake_in_it_writes_nothing(project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates/letter.txt").write_text("Hello {{ nobody }}", "utf-8")
    result = permissions(project)
    assert result.exit_code == 1
    assert not (project / "books").exists()
