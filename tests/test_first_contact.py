"""A folder that nobody prepared is listed and becomes a draft, whatever is wrong in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anthology import Order, Refused, build
from anthology.cli import main
from anthology.project import survey
from anthology.report import Severity

GOOD = "---\ntitle: {}\nreviewer: Ada Moor\n---\n\nA quiet film about a river.\n"
BROKEN = "---\ntitle: [never closed\n---\n\nWords.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reviews, one whose header cannot be read, and no settings."""
    for name in ("One", "Two"):
        (tmp_path / f"{name}.md").write_text(GOOD.format(name))
    (tmp_path / "broken.md").write_text(BROKEN)
    return tmp_path


def test_the_list_shows_what_can_be_read(folder: Path) -> None:
    catalogue, problems = survey(folder)
    assert [review.title for review in catalogue.book.reviews] == ["One", "Two"]
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert {problem.place.path for problem in errors} == {"broken.md"}


def test_nothing_to_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text(BROKEN)
    with pytest.raises(Refused):
        survey(tmp_path)


def test_a_bare_folder_builds_a_draft(folder: Path) -> None:
    built = build(Order(folder, editions=("epub",), jobs=0))
    assert built.left_out
    assert [path.suffix for path in built.files] == [".epub"]
    assert "broken.md" in {problem.place.path for problem in built.problems}


@pytest.mark.parametrize("option", ["strict", "release"])
def test_strict_and_release_refuse_it(folder: Path, option: str) -> None:
    with pytest.raises(Refused):
        build(Order(folder, editions=("epub",), jobs=0, **{option: True}))  # type: ignore[arg-type]
    assert not (folder / "books").exists()


def test_with_settings_an_error_ends_the_build(folder: Path) -> None:
    (folder / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    with pytest.raises(Refused):
        build(Order(folder, editions=("epub",), jobs=0))


def test_the_list_for_programs_has_the_problems(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["anthology", "list", str(folder), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    found = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert len(found["book"]["parts"][0]["reviews"]) == 2
    assert any(problem["path"] == "broken.md" for problem in found["problems"])
