"""An edition of another package: the worked example of docs/examples is built with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "anthology-text-edition"
METADATA = "Metadata-Version: 2.1\nName: anthology-text-edition\nVersion: 1.0\n"
ENTRY = "[anthology.editions]\n{name} = {target}\n"


def install(folder: Path, name: str = "text", target: str = "anthology_text_edition:TEXT") -> None:
    """The example as an installed package in a folder: its module and its entry point."""
    module = EXAMPLE / "anthology_text_edition.py"
    folder.mkdir()
    (folder / module.name).write_text(module.read_text("utf-8"))
    info = folder / "anthology_text_edition-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: anthology-text-edition\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text(ENTRY.format(name=name, target=target))


def build(project: Path, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(packages), *filter(None, sys.path)])
    command = [sys.executable, "-m", "anthology", "build", str(project), *arguments]
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    review = "---\ntitle: Slow Water\nreviewer: Ada Moor\nfilm: Delta\n---\n\nA *quiet* film.\n"
    (folder / "manuscripts" / "delta.md").write_text(review)
    return folder


def test_the_example_writes_the_book_as_text(project: Path, tmp_path: Path) -> None:
    install(tmp_path / "site")
    ended = build(project, tmp_path / "site", "-e", "text")
    assert ended.returncode == 0, ended.stderr
    text = (project / "books" / "rivers.txt").read_text("utf-8")
    assert text.startswith(" " * 33 + "RIVERS")
    assert "Slow Water" in text
    assert "A quiet film." in text


def test_the_entry_point_of_the_example_is_the_one_tested() -> None:
    assert 'text = "anthology_text_edition:TEXT"' in (EXAMPLE / "pyproject.toml").read_text()
    assert '"anthology.editions"' in (EXAMPLE / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("anthology_text_edition:MISSING", "cannot be loaded"),
        ("anthology_text_edition:WIDTH", "is not an EditionKind"),
    ],
)
def test_a_broken_package_is_named(
    project: Path, tmp_path: Path, target: str, message: str
) -> None:
    install(tmp_path / "site", target=target)
    ended = build(project, tmp_path / "site", "-e", "text")
    assert ended.returncode == 2
    assert message in ended.stderr
    assert "anthology-text-edition" in ended.stderr
    assert "Traceback" not in ended.stderr
