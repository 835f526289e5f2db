"""What is installed is whole: the wheel, on a path of its own, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's files and nothing else of ours."""
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def anthology(installed: Path, folder: Path, *words: str) -> str:
    """What `anthology WORDS` prints in `folder`; the wheel stands before this checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "anthology", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_carries_all_that_the_program_reads(installed: Path) -> None:
    def files(folder: Path) -> set[str]:
        found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        return {name for name in found if "__pycache__" not in name}

    package = files(ROOT / "src" / "anthology")
    styles = {f"styles/{name}" for name in files(ROOT / "styles")}
    assert files(installed / "anthology") == package | styles
    assert "py.typed" in package  # type checkers use our annotations


@pytest.mark.artefact
def test_a_first_book_of_an_installed_package(installed: Path, tmp_path: Path) -> None:
    where = "import anthology.text.built_in as b; print(b.BUILT_IN)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.check_output([sys.executable, "-c", where], env=environment, text=True)
    assert Path(found.strip()) == installed / "anthology" / "styles"
    assert "my-book is ready" in anthology(installed, tmp_path, "new", "my-book")
    assert "The Shadow on the Stairs" in anthology(installed, tmp_path, "list", "my-book")
    assert "My Book: 1 review" in anthology(installed, tmp_path, "build", "my-book")
    books = {path.name for path in (tmp_path / "my-book" / "books").iterdir()}
    assert books == {"my-book.epub", "my-book.pdf", "build.json"}
